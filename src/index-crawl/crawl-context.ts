import { LRUCache } from 'lru-cache';
import type { PageObjectResponse } from '@notionhq/client';
import type { NotionConnection } from '../notion/client/connection.js';
import type { NotionSession } from '../notion/session.js';
import type { IndexChange, SearchIndex } from '../search-index/search-index.js';
import type { CrawlLease } from './crawl-lease.js';
import { progressRow, type CrawlProgress } from './crawl-progress.js';
import { later, type CrawlQueue, type StateChange, type Task } from './crawl-queue.js';
import type { CommentsAccess } from './read-page.js';

/** Pages whose properties a list has just given; some 20 KB each. */
const MAX_FOUND = 1000;
/** Milliseconds for which they stay as they were given. */
const FOUND_LIFETIME_MS = 10 * 60_000;
/**
 * Milliseconds after the time of an edit until which another one may bear the same time: Notion gives whole minutes, and
 * clocks differ.
 */
const SETTLED_MS = 90_000;

/** A page as a list gave it, and when. */
interface FoundPage {
  readonly page: PageObjectResponse;
  readonly at: number;
}

interface CrawlContextOptions {
  readonly index: SearchIndex;
  readonly lease: CrawlLease;
  readonly queue: CrawlQueue;
  readonly connection: NotionConnection;
  readonly progress: CrawlProgress;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What the steps of one crawl have in common, as long as its lease is held. */
export class CrawlContext {
  readonly index: SearchIndex;
  readonly queue: CrawlQueue;
  readonly now: () => number;
  readonly comments: CommentsAccess = { isRefused: false };
  /** Ids that the look through everything has met; undefined while there is none. */
  met: Set<string> | undefined;
  /** When the edits were looked at last, by this process. */
  polledAt = 0;
  progress: CrawlProgress;
  readonly #options: CrawlContextOptions;
  readonly #found: LRUCache<string, FoundPage>;

  constructor(options: CrawlContextOptions) {
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
  async commit(
    change: Pick<IndexChange, 'put' | 'remove' | 'state'>,
    made: Partial<CrawlProgress> = {},
  ): Promise<void> {
    const { queue } = this.#options;
    this.progress = { ...this.progress, ...made, unread: queue.unread, pending: queue.size };
    await this.#options.lease.commit({
      ...change,
      state: { ...change.state, ...progressRow(this.progress) },
    });
  }

  /** Reads with a session of its own. */
  async read<T>(job: (session: NotionSession) => Promise<T>): Promise<T> {
    const session = this.#options.connection.openSession({ signal: this.#options.signal });
    try {
      return await job(session);
    } finally {
      session.end();
    }
  }

  /** Keeps a page that a list gave, for when it is read. */
  found(page: PageObjectResponse): void {
    this.#found.set(page.id, { page, at: this.now() });
  }

  /** Such a page, once. */
  takeFound(id: string): FoundPage | undefined {
    const found = this.#found.get(id);
    this.#found.delete(id);
    return found;
  }

  /** Reads it once more where it was read so soon after its edit that a further one would bear the same time. */
  settling(id: string, kind: Task['kind'], editedAt: string, readAt: number): StateChange {
    const settled = Date.parse(editedAt) + SETTLED_MS;
    return readAt < settled ? later.at(id, settled, kind) : {};
  }
}
