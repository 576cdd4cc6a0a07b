import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import Bottleneck from 'bottleneck';
import { EmbeddingsClient } from '../../embeddings/embeddings-client.js';
import { PassageEmbedder } from '../../index-meaning/passage-embedder.js';
import { QueryEmbedder } from '../../index-meaning/query-embedder.js';
import { ReadCache } from '../../notion/cache/read-cache.js';
import { createConnection } from '../../notion/client/connection.js';
import { BackgroundBudget } from '../../notion/limits/background-budget.js';
import { restrictToRoots } from '../../notion/roots/rooted-session.js';
import { CrawledIndex } from '../../index-crawl/crawled-index.js';
import { Crawler } from '../../index-crawl/crawler.js';
import { readProgress } from '../../index-crawl/crawl-progress.js';
/** Milliseconds for reading one object: a large one takes many requests, each of which waits for its share. */
const READING_DEADLINE_MS = 10 * 60_000;
/** Indexes that are open and crawled at a time, each with some files; of more, those that were not asked for longest wait. */
const MAX_OPEN = 200;
/** Requests for vectors of passages at a time, of all indexes; those for questions do not wait for them. */
const MAX_EMBEDDING = 2;
/** The indexes of the connections in use. Each is crawled from when it is first asked for until the program ends. */
export class ConnectionIndexes {
    #options;
    #owner = `${hostname()}:${process.pid}:${randomUUID()}`;
    #open = new Map();
    #embedding = new Bottleneck({ maxConcurrent: MAX_EMBEDDING });
    constructor(options) {
        this.#options = options;
    }
    /** The index of a connection; crawls for it from now on. */
    async of(connection) {
        const { authorization } = connection;
        const policy = policyOf(connection);
        const known = this.#open.get(authorization);
        if (known !== undefined && !(await this.#isCurrent(authorization, known, policy))) {
            await this.#endOf(authorization, known);
        }
        const kept = this.#open.get(authorization);
        const entry = kept ?? this.#begin(connection, policy);
        this.#open.delete(authorization);
        this.#open.set(authorization, entry);
        if (kept === undefined) {
            entry.catch(() => {
                // Not kept: the next call may succeed.
                if (this.#open.get(authorization) === entry) {
                    this.#open.delete(authorization);
                }
            });
        }
        const [oldest] = this.#open.keys();
        if (this.#open.size > MAX_OPEN && oldest !== undefined) {
            await this.#end(oldest);
        }
        return (await entry).index;
    }
    /**
     * Whether an open index is still that of this connection: another person may have authorized it meanwhile, and another
     * process, or damage, may have ended its file.
     */
    async #isCurrent(authorization, known, policy) {
        const entry = await known.catch(() => undefined);
        return (entry !== undefined &&
            entry.policy === policy &&
            (await this.#options.indexes.open(authorization)) === entry.opened);
    }
    /** Ends this one, unless another call has done so. */
    async #endOf(authorization, known) {
        if (this.#open.get(authorization) === known) {
            await this.#end(authorization);
        }
    }
    /** These objects may have changed, as these connections see them. */
    async report(authorizations, ids) {
        await this.#each(authorizations, ({ crawler }) => crawler.report(ids));
    }
    /** Changes may have been missed. */
    async suspect() {
        await this.#each(this.#open.keys(), async ({ crawler }) => crawler.suspect());
    }
    /** Forgets everything of an authorization, as it ended. */
    async purge(authorization) {
        await this.#end(authorization);
        await this.#options.indexes.purge(authorization);
    }
    /** How far the open indexes reach. */
    async reaches() {
        const reaches = [];
        await this.#each(this.#open.keys(), async ({ index }) => void reaches.push(await index.reach()));
        return reaches;
    }
    /** Leaves the crawls to other processes. */
    async close() {
        await this.#each(this.#open.keys(), async ({ crawler, embedder }) => {
            await Promise.all([crawler.stop(), embedder?.stop()]);
        });
        await this.#options.indexes.close();
    }
    async #end(authorization) {
        const entry = this.#open.get(authorization);
        this.#open.delete(authorization);
        const ended = await entry?.catch(() => undefined);
        await Promise.all([ended?.crawler.stop(), ended?.embedder?.stop()]);
        await ended?.opened.close();
    }
    async #each(authorizations, job) {
        for (const authorization of Array.from(authorizations)) {
            const entry = await this.#open.get(authorization)?.catch(() => undefined);
            if (entry !== undefined) {
                await job(entry);
            }
        }
    }
    async #begin(connection, policy) {
        const { authorization, budget, roots, token, apiUrl, lockdown } = connection;
        const { indexes, settings, log } = this.#options;
        const index = await openFor(indexes, authorization, policy);
        // A cache of its own: calls must not wait for what a crawl reads, and a crawl must not read what is old.
        const cache = new ReadCache();
        const crawler = new Crawler({
            index,
            connection: restrictToRoots(roots, createConnection({
                token,
                apiUrl,
                lockdown,
                cache,
                budget: new BackgroundBudget(budget, { share: settings.budgetShare }),
                deadlineMilliseconds: READING_DEADLINE_MS,
            })),
            owner: this.#owner,
            policy,
            pollMs: settings.pollSeconds * 1000,
            log,
            forget: (ids) => cache.drop(ids),
        });
        crawler.start();
        const { embedder, meaningOf } = this.#meaningsOf(index, settings.embeddings);
        embedder?.start();
        return {
            opened: index,
            policy,
            index: new CrawledIndex({ index, crawler, meaningOf }),
            crawler,
            embedder,
        };
    }
    /** What gives passages and questions their vectors, where an endpoint is configured. */
    #meaningsOf(index, settings) {
        if (settings === undefined) {
            return {};
        }
        const client = new EmbeddingsClient(settings);
        const questions = new QueryEmbedder({ embedder: client, minSimilarity: settings.minSimilarity });
        return {
            embedder: new PassageEmbedder({
                index,
                embedder: client,
                owner: this.#owner,
                log: this.#options.log,
                inTurn: (request) => this.#embedding.schedule(request),
            }),
            meaningOf: (words) => questions.meaningOf(words),
        };
    }
}
/** What was read by another rule is purged at once: nothing of it may be found any more. */
async function openFor(indexes, authorization, policy) {
    const index = await indexes.open(authorization);
    const progress = await readProgress(index);
    if (progress === undefined || progress.policy === policy) {
        return index;
    }
    await indexes.purge(authorization);
    return indexes.open(authorization);
}
/** The same for the same content: what a crawl reads depends on who reads, whose content is let in, and from where. */
function policyOf({ reader, lockdown, roots, }) {
    const rule = lockdown === undefined
        ? null
        : {
            ...lockdown,
            emails: [...lockdown.emails].toSorted(),
            domains: [...lockdown.domains].toSorted(),
            ids: [...lockdown.ids].toSorted(),
        };
    const text = JSON.stringify([reader ?? null, rule, roots === undefined ? null : roots.toSorted()]);
    return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
