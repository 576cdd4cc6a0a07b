import { dashed } from '../reference.js';
import { AccessError, CapabilityError, UnexpectedResponseError } from '../../errors.js';
import { field, listField, textField } from '../../text/json.js';
import { say, Words } from '../../text/words.js';
import { ReadCache } from '../cache/read-cache.js';
import { RootOmissions } from './root-omissions.js';
import { locationOf } from './location-of.js';
import { targetOf } from './request-target.js';
import { keepObjects, notFound, NOWHERE, titleOnly } from './rooted-answers.js';
import { NO_OBJECT, RootedColumns } from './rooted-columns.js';
import { withoutAbove } from './rooted-json.js';
import { RootedLinks } from './rooted-links.js';
import { RootedReads } from './rooted-reads.js';
import { changedIds, targetBelow } from './write-gate.js';
/**
 * People have no location, so their cache is shared by all callers of the connection. So is where discussions are, which only decides
 * about writes.
 */
const PEOPLE_KINDS = new Set(['user', 'members', 'discussion']);
/** Kinds whose values come from one request each; a stale value is dropped for all callers. */
const SHARED_KINDS = new Set(['data_source', 'database']);
/** The connection for a caller restricted to some pages and databases; `undefined` means unrestricted. */
export function restrictToRoots(roots, connection) {
    if (roots === undefined) {
        return connection;
    }
    const ids = new Set(roots.map(dashed));
    const { textIndex } = connection;
    return {
        openSession: (options) => new RootedSession(connection.openSession(options), ids),
        textIndex: textIndex && (async () => (await textIndex())?.within([...ids])),
    };
}
/**
 * A session that reads what lies below some roots and nothing else. Every request passes here, and is judged by what it
 * sends; every answer is stripped of what lies outside before its return. Its cache is its own and ends with it:
 * the cache of the connection holds Notion's own answers, and tools never read it.
 */
class RootedSession {
    #inner;
    #isRoot;
    #reads;
    #columns;
    #links;
    #own = new ReadCache();
    #begun = this.#own.now;
    #leftOut = new RootOmissions();
    /** The roots are dashed. */
    constructor(inner, roots) {
        this.#inner = inner;
        this.#isRoot = (id) => roots.has(id);
        this.#reads = new RootedReads(inner, roots);
        const reader = {
            isInside: async (id) => (await this.#reads.membership({ kind: 'data_source', id })) === 'inside',
            schemaOf: (id) => this.#reads.schemaOf(id),
        };
        this.#columns = new RootedColumns(reader, this.#isRoot, this.#leftOut);
        this.#links = new RootedLinks((ref) => this.#reads.membership(ref), this.#leftOut);
    }
    get connectionKey() {
        return this.#inner.connectionKey;
    }
    get signal() {
        return this.#inner.signal;
    }
    get timeLeft() {
        return this.#inner.timeLeft;
    }
    get windowLeft() {
        return this.#inner.windowLeft;
    }
    get requestCount() {
        return this.#inner.requestCount;
    }
    get lockdown() {
        return this.#inner.lockdown;
    }
    end() {
        this.#inner.end();
    }
    /** A note on what the answers so far have omitted. */
    leftOut() {
        return this.#leftOut.note();
    }
    async read(endpoint, send) {
        const target = await targetOf(send);
        if (target === undefined) {
            throw new UnexpectedResponseError(say `${Words.term(endpoint)} cannot be restricted to your allowed pages.`, say `Report this to the operator of the server.`);
        }
        let isAdmitted = false;
        try {
            await this.#admit(target);
            isAdmitted = true;
            const answer = await this.#inner.read(endpoint, send);
            this.#reads.learn(answer);
            // The answer keeps the form that Notion gave it; values in it are replaced by others of their kind.
            return (await this.#keep(target, answer));
        }
        catch (error) {
            throw (await this.#tellsOfOutside(target, error, isAdmitted)) ? notFound(error) : error;
        }
    }
    async admit(endpoint, send) {
        await targetBelow(this.#reads, send);
        await this.#inner.admit(endpoint, send);
    }
    /** Admitted like reads, by what it sends. The answer shows what this caller may read. */
    async write(endpoint, send, page) {
        const target = await targetBelow(this.#reads, send);
        try {
            const answer = await this.#inner.write(endpoint, send, page);
            this.#reads.learn(answer);
            return (await keepObjects(answer, (object) => this.#keepWritten(object)));
        }
        finally {
            this.#own.drop([...changedIds(target), ...(page === undefined ? [] : [page])]);
        }
    }
    /** Addresses of files come from answers that passed `read`, and open one file without naming its page. */
    fetchFile(address, maxBytes) {
        return this.#inner.fetchFile(address, maxBytes);
    }
    cached(kind, id, load) {
        return PEOPLE_KINDS.has(kind.name)
            ? this.#inner.cached(kind, id, load)
            : this.#own.load(kind, id, this.signal, () => this, load);
    }
    prefetchShared(kind, ids) {
        return PEOPLE_KINDS.has(kind.name) ? this.#inner.prefetchShared(kind, ids) : Promise.resolve();
    }
    getCached(kind, id) {
        return PEOPLE_KINDS.has(kind.name) ? this.#inner.getCached(kind, id) : this.#own.get(kind, id);
    }
    setCached(kind, id, value) {
        if (PEOPLE_KINDS.has(kind.name)) {
            this.#inner.setCached(kind, id, value);
        }
        else {
            this.#own.set(kind, id, value, this.#begun);
        }
    }
    deleteCached(kind, id) {
        this.#own.delete(kind, id);
        if (SHARED_KINDS.has(kind.name) || PEOPLE_KINDS.has(kind.name)) {
            this.#inner.deleteCached(kind, id);
        }
    }
    /** Missing objects and objects outside must look alike, but Notion's error reveals the kind of an existing one. */
    async #tellsOfOutside(target, error, isAdmitted) {
        if (target.kind === 'view') {
            return error instanceof AccessError || error instanceof UnexpectedResponseError;
        }
        // What the connection lacks says nothing of an object, unless it was asked for before its location was known.
        if (error instanceof CapabilityError && isAdmitted && target.kind !== 'object') {
            return false;
        }
        if (target.kind !== 'object' || !(error instanceof UnexpectedResponseError)) {
            return error instanceof AccessError;
        }
        return !(await this.#reads.isInside({ kind: 'any', id: target.ref.id }));
    }
    /** An object that a write has made or changed. It is saved: what cannot be shown of it is left out, and is no failure. */
    #keepWritten(object) {
        const ref = locationOf(object)?.ref ?? NOWHERE;
        const least = { object: textField(object, 'object'), id: textField(object, 'id') };
        return this.#keep({ kind: 'object', ref }, object).catch(() => least);
    }
    /** Checks a request whose answer does not contain the location of its object. */
    async #admit(target) {
        if ((target.kind === 'object' || target.kind === 'below' || target.kind === 'query') &&
            target.ref.id === NO_OBJECT) {
            throw notFound();
        }
        if (target.kind !== 'below' && target.kind !== 'query') {
            return;
        }
        if (!(await this.#reads.isInside(target.ref))) {
            throw notFound();
        }
        if (target.kind === 'query') {
            await this.#columns.checkQuery(target.ref.id, target.body);
        }
        else if (target.propertyId !== undefined) {
            const source = await this.#reads.dataSourceOf(target.ref.id);
            if (source !== undefined && !(await this.#columns.mayRead(source, target.propertyId))) {
                throw notFound();
            }
        }
    }
    async #keep(target, answer) {
        if (target.kind === 'nowhere') {
            return answer;
        }
        if (textField(answer, 'markdown') !== undefined) {
            return this.#links.keepText(answer);
        }
        if (textField(answer, 'object') === 'list') {
            if (!Array.isArray(field(answer, 'results'))) {
                return { ...answer, results: undefined };
            }
            const kept = await this.#keepAll(listField(answer, 'results'), target);
            return this.#links.clear({ ...answer, results: kept });
        }
        if (target.kind === 'view' && !(await this.#reads.isViewInside(answer))) {
            throw notFound();
        }
        if (target.kind === 'object' && !(await this.#reads.isAnswerInside(target.ref, answer))) {
            throw notFound();
        }
        return this.#links.clear(withoutAbove(await this.#keepColumns(answer), this.#isRoot));
    }
    async #keepAll(results, target) {
        const kept = [];
        await Promise.all(results.map((result) => this.#standingOf(result)));
        for (const result of results) {
            const standing = await this.#standingOf(result);
            if (standing === 'inside') {
                const isFound = target.kind === 'search' && textField(result, 'object') === 'page';
                const cleared = isFound ? titleOnly(result) : await this.#keepColumns(result);
                kept.push(withoutAbove(cleared, this.#isRoot));
            }
            else {
                const kind = target.kind === 'search' || target.kind === 'query' ? 'result' : 'place';
                this.#leftOut.add(kind, textField(result, 'id') ?? '', standing === 'outside');
            }
        }
        return kept;
    }
    /** These have no location: they belong to the requested object, which is inside. Of listed views only ids are given. */
    async #standingOf(result) {
        const object = textField(result, 'object');
        if (object === 'comment' || object === 'property_item' || object === 'view') {
            return 'inside';
        }
        const placed = locationOf(result);
        return placed === undefined ? 'outside' : this.#reads.membership(placed.ref);
    }
    #keepColumns(object) {
        const parent = locationOf(object)?.place.parent;
        switch (textField(object, 'object')) {
            case 'page':
                return this.#columns.keepPage(object, parent?.kind === 'data_source' ? parent.id : undefined);
            case 'data_source':
                return this.#columns.keepSource(object);
            default:
                return Promise.resolve(object);
        }
    }
}
