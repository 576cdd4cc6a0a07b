import { backoffMs } from '../backoff.js';
import { ReconnectError, RetryLaterError, ToolError } from '../errors.js';
import type { NotionConnection } from '../notion/client/connection.js';
import { describeError, type Log } from '../telemetry/log/log.js';
import type { SearchIndex } from '../search-index/search-index.js';
import { CrawlContext } from './crawl-context.js';
import { CrawlLease, LeaseLostError } from './crawl-lease.js';
import { readProgress, type CrawlProgress } from './crawl-progress.js';
import { CrawlQueue, inbox, later, type QueuedTask } from './crawl-queue.js';
import { beginListing, listNext, pollEdits } from './list-edits.js';
import { readNextComments, readTask } from './read-task.js';
import { StepLoop } from './step-loop.js';

/** Milliseconds between two looks through everything. */
export const SWEEP_INTERVAL_MS = 60 * 60_000;
/** Milliseconds between two readings of all comments: no edit of a page tells of them. */
export const COMMENTS_INTERVAL_MS = 24 * 60 * 60_000;
/** Milliseconds between two times that the index is tidied. */
const TIDY_INTERVAL_MS = 24 * 60 * 60_000;
/** Milliseconds between two looks at what other processes report, and for the lease of another one. */
const LOOK_INTERVAL_MS = 5000;
/** Milliseconds between two renewals of the lease while one object is read. */
const HEARTBEAT_MS = 15_000;
/** Milliseconds before an object that could not be read is tried again. */
const FIRST_RETRY_MS = 60_000;
const MAX_RETRY_MS = 6 * 60 * 60_000;
/** Milliseconds before the next try after a person would have to connect again, or after an error of ours. */
const TROUBLE_MS = 5 * 60_000;
const MAX_TRIES = 100;

interface CrawlerOptions {
  readonly index: SearchIndex;
  /** The connection with the background's share of the budget and a cache of its own. */
  readonly connection: NotionConnection;
  /** Names this process among all. */
  readonly owner: string;
  /** Whose content the connection reads. What was indexed by another rule is read anew. */
  readonly policy: string;
  readonly pollMs: number;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Forgets what is kept of these objects, before they are read again. */
  readonly forget?: (ids: readonly string[]) => void;
}

/**
 * Builds an index and keeps it like the workspace: one small step after the other, each of which writes what it found and
 * what remains to be done in one transaction. A process may be killed between any two instructions; another goes on.
 */
export class Crawler {
  readonly #options: CrawlerOptions;
  readonly #now: () => number;
  readonly #lease: CrawlLease;
  readonly #loop: StepLoop;
  #context: CrawlContext | undefined;

  constructor(options: CrawlerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#lease = new CrawlLease(options.index, { owner: options.owner, now: this.#now });
    this.#loop = new StepLoop({
      step: () => this.step(),
      onFailure: (error) => {
        options.log.warn('the search index could not be built further', describeError(error));
        this.#context = undefined;
        return TROUBLE_MS;
      },
    });
  }

  /** Crawls in the background until {@link stop}. */
  start(): void {
    this.#loop.start();
  }

  /** Resolves when nothing is under way and others may go on. */
  async stop(): Promise<void> {
    await this.#loop.stop('The crawl is stopped.');
    await this.#lease.release().catch(() => {});
  }

  /** These objects may have changed: they are read before everything else, by whichever process crawls. */
  async report(ids: readonly string[]): Promise<void> {
    const objects = ids.filter((id) => id !== '');
    if (objects.length > 0) {
      await this.#options.index.commit({ state: inbox.report(objects) });
      this.#loop.wake();
    }
  }

  /** Changes may have been missed: the latest edits are looked at now, and then everything. */
  suspect(): void {
    const context = this.#context;
    if (context !== undefined) {
      context.polledAt = 0;
      context.progress = { ...context.progress, sweptAt: undefined };
      this.#loop.wake();
    }
  }

  /** One step. Milliseconds until there may be more to do; 0 if there is. Rejects only if the index cannot be written. */
  async step(): Promise<number> {
    try {
      const context = await this.#open();
      return context === undefined ? LOOK_INTERVAL_MS : await this.#next(context);
    } catch (error) {
      if (error instanceof LeaseLostError) {
        this.#context = undefined;
        return LOOK_INTERVAL_MS;
      }
      if (error instanceof RetryLaterError) {
        return error.seconds * 1000;
      }
      if (error instanceof ToolError) {
        return error instanceof ReconnectError ? TROUBLE_MS : FIRST_RETRY_MS;
      }
      throw error;
    }
  }

  /** Undefined while another process crawls. */
  async #open(): Promise<CrawlContext | undefined> {
    if (!(await this.#lease.hold())) {
      this.#context = undefined;
      return undefined;
    }
    this.#context ??= await this.#load();
    return this.#context;
  }

  async #load(): Promise<CrawlContext> {
    const { index, connection, policy } = this.#options;
    const [queue, stored] = await Promise.all([CrawlQueue.load(index), readProgress(index)]);
    const begun: CrawlProgress = { unread: 0, pending: 0, policy };
    const context = new CrawlContext({
      index,
      lease: this.#lease,
      queue,
      connection,
      progress: stored?.policy === policy ? stored : begun,
      signal: this.#loop.signal,
      now: this.#now,
    });
    if (stored !== undefined && stored.policy !== policy) {
      await forgetAll(context);
    }
    return context;
  }

  /** What comes first: reports, the latest edits, what they changed, the look through everything, and what is left. */
  async #next(context: CrawlContext): Promise<number> {
    const { progress, queue, index } = context;
    const now = this.#now();
    await this.#takeReports(context);
    const reported = await queue.next('reported');
    if (reported !== undefined) {
      return this.#read(context, reported);
    }
    const { pollMs } = this.#options;
    if (progress.listedAt !== undefined && now - context.polledAt >= pollMs) {
      return this.#do(() => pollEdits(context));
    }
    const due = await later.next(index);
    if (due !== undefined && due.due <= now) {
      const { id, kind, tries } = due;
      this.#options.forget?.([id]);
      await context.commit({ state: { ...due.done, ...queue.add(id, 'changed', now, { kind, tries }) } });
      return 0;
    }
    const changed = await queue.next('changed');
    if (changed !== undefined) {
      return this.#read(context, changed);
    }
    if (progress.sweep !== undefined || now - (progress.sweptAt ?? -Infinity) >= SWEEP_INTERVAL_MS) {
      return this.#list(context);
    }
    const rest = await queue.next();
    if (rest !== undefined) {
      return this.#read(context, rest);
    }
    const isReadingComments = progress.commentsAfter !== undefined;
    if (isReadingComments || now - (progress.commentsAt ?? now) >= COMMENTS_INTERVAL_MS) {
      return this.#do(() => readNextComments(context));
    }
    if (now - (progress.tidiedAt ?? -Infinity) >= TIDY_INTERVAL_MS) {
      return this.#do(async () => {
        await index.tidy();
        await context.commit({}, { tidiedAt: now });
      });
    }
    const next = Math.min(context.polledAt + pollMs, due?.due ?? Infinity, now + LOOK_INTERVAL_MS);
    return Math.max(1, next - now);
  }

  async #list(context: CrawlContext): Promise<number> {
    try {
      return await this.#do(() => listNext(context));
    } catch (error) {
      // A cursor from before a pause may be refused; the first list needs none.
      if (context.progress.sweep?.cursor === undefined || error instanceof RetryLaterError) {
        throw error;
      }
      if (error instanceof ToolError) {
        await beginListing(context);
      }
      throw error;
    }
  }

  /** What cannot be read now is tried again later, so that it does not keep the others waiting. */
  async #read(context: CrawlContext, task: QueuedTask): Promise<number> {
    try {
      return await this.#do(() => readTask(context, task));
    } catch (error) {
      const isForAll = error instanceof RetryLaterError || error instanceof ReconnectError;
      if (!(error instanceof ToolError) || isForAll || this.#loop.signal.aborted) {
        throw error;
      }
      const { id, kind } = task;
      const tries = Math.min(MAX_TRIES, task.tries + 1);
      const due = this.#now() + backoffMs(task.tries, FIRST_RETRY_MS, MAX_RETRY_MS);
      await context.commit({ state: context.queue.putOff(id, due, kind, tries) });
      return 0;
    }
  }

  /** Keeps the lease while something takes long. */
  async #do(job: () => Promise<void>): Promise<number> {
    const heartbeat = setInterval(() => void this.#lease.hold().catch(() => {}), HEARTBEAT_MS);
    try {
      await job();
      return 0;
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** The queue has them from now on. What is reported once more until then is read after that as well. */
  async #takeReports(context: CrawlContext): Promise<void> {
    const reports = await inbox.read(context.index);
    if (reports.length > 0) {
      this.#options.forget?.(reports.map(({ id }) => id));
      const now = this.#now();
      const added = reports.map(({ id, key }) => ({
        ...context.queue.add(id, 'reported', now),
        [key]: null,
      }));
      await context.commit({ state: Object.assign({}, ...added) });
    }
  }
}

/** Content that another rule let in must not be found any more. */
async function forgetAll(context: CrawlContext): Promise<void> {
  for (;;) {
    const documents = await context.index.list({ limit: 500 });
    if (documents.length === 0) {
      return;
    }
    const ids = documents.map(({ id }) => id);
    await context.commit({
      remove: ids,
      state: Object.assign({}, ...ids.map((id) => context.queue.done(id))),
    });
  }
}
