import { backoffMs } from '../backoff.js';
import { ReconnectError, RetryLaterError, ToolError } from '../errors.js';
import { describeError } from '../telemetry/log/log.js';
import { CrawlContext } from './crawl-context.js';
import { CrawlLease, LeaseLostError } from './crawl-lease.js';
import { readProgress } from './crawl-progress.js';
import { CrawlQueue, inbox, later } from './crawl-queue.js';
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
/**
 * Builds an index and keeps it like the workspace: one small step after the other, each of which writes what it found and
 * what remains to be done in one transaction. A process may be killed between any two instructions; another goes on.
 */
export class Crawler {
    #options;
    #now;
    #lease;
    #loop;
    #context;
    constructor(options) {
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
    start() {
        this.#loop.start();
    }
    /** Resolves when nothing is under way and others may go on. */
    async stop() {
        await this.#loop.stop('The crawl is stopped.');
        await this.#lease.release().catch(() => { });
    }
    /** These objects may have changed: they are read before everything else, by whichever process crawls. */
    async report(ids) {
        const objects = ids.filter((id) => id !== '');
        if (objects.length > 0) {
            await this.#options.index.commit({ state: inbox.report(objects) });
            this.#loop.wake();
        }
    }
    /** Changes may have been missed: the latest edits are looked at now, and then everything. */
    suspect() {
        const context = this.#context;
        if (context !== undefined) {
            context.polledAt = 0;
            context.progress = { ...context.progress, sweptAt: undefined };
            this.#loop.wake();
        }
    }
    /** One step. Milliseconds until there may be more to do; 0 if there is. Rejects only if the index cannot be written. */
    async step() {
        try {
            const context = await this.#open();
            return context === undefined ? LOOK_INTERVAL_MS : await this.#next(context);
        }
        catch (error) {
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
    async #open() {
        if (!(await this.#lease.hold())) {
            this.#context = undefined;
            return undefined;
        }
        this.#context ??= await this.#load();
        return this.#context;
    }
    async #load() {
        const { index, connection, policy } = this.#options;
        const [queue, stored] = await Promise.all([CrawlQueue.load(index), readProgress(index)]);
        const begun = { unread: 0, pending: 0, policy };
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
    async #next(context) {
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
    async #list(context) {
        try {
            return await this.#do(() => listNext(context));
        }
        catch (error) {
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
    async #read(context, task) {
        try {
            return await this.#do(() => readTask(context, task));
        }
        catch (error) {
            const isForAll = error instanceof RetryLaterError || error instanceof ReconnectError;
            if (!(error instanceof ToolError) || isForAll || this.#loop.signal.aborted) {
                throw error;
            }
            const { id, kind } = task;
            const tries = Math.min(MAX_TRIES, task.tries + 1);
            const due = this.#now() + backoffMs(task.tries, FIRST_RETRY_MS, MAX_RETRY_MS);
            await context.commit({ state: { ...context.queue.done(id), ...later.at(id, due, kind, tries) } });
            return 0;
        }
    }
    /** Keeps the lease while something takes long. */
    async #do(job) {
        const heartbeat = setInterval(() => void this.#lease.hold().catch(() => { }), HEARTBEAT_MS);
        try {
            await job();
            return 0;
        }
        finally {
            clearInterval(heartbeat);
        }
    }
    /** The queue has them from now on. What is reported once more until then is read after that as well. */
    async #takeReports(context) {
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
async function forgetAll(context) {
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
