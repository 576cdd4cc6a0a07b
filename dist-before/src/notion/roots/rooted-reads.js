import { CancelledError, isNotFound, ToolError } from '../../errors.js';
import { retrieveBlock } from '../endpoints/blocks.js';
import { discussionPlaces, retrieveComment } from '../endpoints/comments.js';
import { retrieveDatabase, retrieveDataSource } from '../endpoints/databases.js';
import { retrievePage } from '../endpoints/pages.js';
import { field, textField } from '../../text/json.js';
import { rootMembershipOf } from './ancestry.js';
import { objectsOf, locationOf, locationOfDatabase } from './location-of.js';
/** Most requests that one call spends on locating objects that an answer only mentions. */
const MAX_LOCATION_REQUESTS = 30;
/** As fresh as other columns and containers: a webhook event drops it at once. */
const locationCache = { name: 'place', lifetimeMs: 5 * 60_000, isShared: true };
/** Locations that one call has looked up. Reads with all rights of the connection; callers never see what it reads. */
export class RootedReads {
    #session;
    #roots;
    #locations = new Map();
    #looksUsed = new Map();
    #memberships = new Map();
    /** Ids of those that an earlier call has found out. */
    #prefetched = new Set();
    #requests = 0;
    constructor(session, roots) {
        this.#session = session;
        this.#roots = roots;
    }
    /** Keeps where the objects of an answer lie: nothing is newer. */
    learn(answer) {
        for (const object of objectsOf(answer)) {
            for (const known of [locationOf(object), locationOfDatabase(object)]) {
                if (known !== undefined) {
                    this.#locations.set(known.ref.id, known.place);
                    this.#prefetched.delete(known.ref.id);
                    this.#session.setCached(locationCache, known.ref.id, known.place);
                }
            }
        }
    }
    /**
     * Rejects if Notion is unavailable: what the caller wants to read is worth as many requests as it takes. Nothing is
     * refused for where it lay a while ago.
     */
    async isInside(ref) {
        const stands = () => rootMembershipOf(ref, this.#roots, (above) => this.#place(above));
        if ((await stands()) === 'inside') {
            return true;
        }
        if (this.#prefetched.size === 0) {
            return false;
        }
        for (const id of this.#prefetched) {
            this.#locations.delete(id);
            this.#session.deleteCached(locationCache, id);
        }
        this.#prefetched.clear();
        return (await stands()) === 'inside';
    }
    /** For what an answer mentions; rejects for a call that is cancelled only. */
    membership(ref) {
        const known = this.#memberships.get(ref.id);
        if (known !== undefined) {
            return known;
        }
        const standing = rootMembershipOf(ref, this.#roots, (above) => this.#withinRequestLimit(above)).catch((error) => {
            if (error instanceof ToolError && !(error instanceof CancelledError)) {
                return 'unchecked';
            }
            throw error;
        });
        this.#memberships.set(ref.id, standing);
        return standing;
    }
    /** The columns as they are; undefined where they cannot be read. */
    async schemaOf(dataSourceId) {
        try {
            const source = await retrieveDataSource(this.#session, dataSourceId);
            this.learn(source);
            return source.properties;
        }
        catch (error) {
            if (isNotFound(error)) {
                return undefined;
            }
            throw error;
        }
    }
    /** Where an object lies, and for a row its data source. */
    async dataSourceOf(pageId) {
        const { parent } = (await this.#place({ kind: 'any', id: pageId })) ?? {};
        return parent?.kind === 'data_source' ? parent.id : undefined;
    }
    async #withinRequestLimit(ref) {
        if (!this.#isKnown(ref.id) && !this.#looksUsed.has(ref.id)) {
            await this.#session.prefetchShared(locationCache, [ref.id]);
            if (!this.#isKnown(ref.id)) {
                if (this.#requests >= MAX_LOCATION_REQUESTS) {
                    return 'unchecked';
                }
                this.#requests += 1;
            }
        }
        return this.#place(ref);
    }
    #isKnown(id) {
        if (this.#locations.has(id)) {
            return true;
        }
        const cached = this.#session.getCached(locationCache, id);
        if (cached !== undefined) {
            this.#locations.set(id, cached);
            this.#prefetched.add(id);
        }
        return cached !== undefined;
    }
    #place(ref) {
        const known = this.#isKnown(ref.id) ? this.#locations.get(ref.id) : undefined;
        if (known !== undefined) {
            return Promise.resolve(known);
        }
        const looked = this.#looksUsed.get(ref.id) ?? this.#look(ref);
        this.#looksUsed.set(ref.id, looked);
        return looked;
    }
    async #look(ref) {
        if (ref.kind === 'discussion') {
            // Notion has no request for one: it is known where its comments were listed.
            await this.#session.prefetchShared(discussionPlaces, [ref.id]);
            return this.#session.getCached(discussionPlaces, ref.id);
        }
        for (const read of readersOf(ref)) {
            try {
                const object = await read(this.#session);
                this.learn(object);
                return field(object, 'id') === ref.id ? this.#locations.get(ref.id) : undefined;
            }
            catch (error) {
                if (!isNotFound(error)) {
                    this.#looksUsed.delete(ref.id);
                    throw error;
                }
            }
        }
        return undefined;
    }
    /** A view as Notion gives it; undefined where it does not. */
    async view(id) {
        try {
            return await this.#session.read('GET /v1/views/{view_id}', (client) => client.views.retrieve({ view_id: id }));
        }
        catch (error) {
            if (isNotFound(error)) {
                return undefined;
            }
            throw error;
        }
    }
    /** Whether an object that was requested by its id is it, of the kind it was requested as, and lies inside. */
    async isAnswerInside(ref, answer) {
        const placed = locationOf(answer);
        return placed?.ref.id === ref.id && (await this.isInside(placed.ref));
    }
    /** The name and conditions of a view were written where it lies, and are about the rows that it shows. */
    async isViewInside(view) {
        const source = textField(view, 'data_source_id');
        const database = textField(field(view, 'parent'), 'database_id');
        return (textField(view, 'object') === 'view' &&
            database !== undefined &&
            (await this.isInside({ kind: 'database', id: database })) &&
            (source === undefined || (await this.isInside({ kind: 'data_source', id: source }))));
    }
}
/** A page is a block too, and a bare id may be any of all. */
function readersOf({ kind, id }) {
    const page = (session) => retrievePage(session, id);
    const block = (session) => retrieveBlock(session, id);
    const database = (session) => retrieveDatabase(session, id);
    const source = (session) => retrieveDataSource(session, id);
    switch (kind) {
        case 'page':
            return [page];
        case 'block':
            return [block];
        case 'database':
            return [database];
        case 'data_source':
            return [source];
        case 'any':
            return [page, block, database, source];
        case 'comment':
            return [(session) => retrieveComment(session, id)];
        case 'discussion':
            return [];
    }
}
