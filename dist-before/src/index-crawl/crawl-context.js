import { LRUCache } from 'lru-cache';
import { progressRow } from './crawl-progress.js';
import { later } from './crawl-queue.js';
/** Pages whose properties a list has just given; some 20 KB each. */
const MAX_FOUND = 1000;
/** Milliseconds for which they stay as they were given. */
const FOUND_LIFETIME_MS = 10 * 60_000;
/**
 * Milliseconds after the time of an edit until which another one may bear the same time: Notion gives whole minutes, and
 * clocks differ.
 */
const SETTLED_MS = 90_000;
/** What the steps of one crawl have in common, as long as its lease is held. */
export class CrawlContext {
    index;
    queue;
    now;
    comments = { isRefused: false };
    /** Ids that the look through everything has met; undefined while there is none. */
    met;
    /** When the edits were looked at last, by this process. */
    polledAt = 0;
    progress;
    #options;
    #found;
    constructor(options) {
        this.#options = options;
        this.index = options.index;
        this.queue = options.queue;
        this.now = options.now;
        this.progress = options.progress;
        this.#found = new LRUCache({
            max: MAX_FOUND,
            ttl: FOUND_LIFETIME_MS,
            perf: { now: options.now },
        });
    }
    /** Writes what was found and how far the crawl is, in one transaction that holds only with the lease. */
    async commit(change, made = {}) {
        const { queue } = this.#options;
        this.progress = { ...this.progress, ...made, unread: queue.countOf('new'), pending: queue.size };
        await this.#options.lease.commit({
            ...change,
            state: { ...change.state, ...progressRow(this.progress) },
        });
    }
    /** Reads with a session of its own. */
    async read(job) {
        const session = this.#options.connection.openSession({ signal: this.#options.signal });
        try {
            return await job(session);
        }
        finally {
            session.end();
        }
    }
    /** Keeps a page that a list gave, for when it is read. */
    found(page) {
        this.#found.set(page.id, { page, at: this.now() });
    }
    /** Such a page, once. */
    takeFound(id) {
        const found = this.#found.get(id);
        this.#found.delete(id);
        return found;
    }
    /** Reads it once more where it was read so soon after its edit that a further one would bear the same time. */
    settling(id, kind, editedAt, readAt) {
        const settled = Date.parse(editedAt) + SETTLED_MS;
        return readAt < settled ? later.at(id, settled, kind) : {};
    }
}
