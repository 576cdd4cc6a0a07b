import { AccessError, CancelledError, ReconnectError, RetryLaterError, ToolError } from '../../errors.js';
import { recordCacheLookup } from '../../telemetry/counters.js';
import { copyOfJson } from '../../text/json.js';
import { say } from '../../text/words.js';
import { explainTimeOver } from './explain-failure.js';
import { CallLockdown } from './lockdown.js';
import { requestKey } from './request-key.js';
import { RequestPipeline } from './request-pipeline.js';
import { TimedSignal } from './timed-signal.js';
/** Milliseconds. Most clients allow a tool call 60 s; half of that leaves room for a second attempt. */
const DEFAULT_DEADLINE_MS = 25_000;
/** What one tool call reads, within its deadline: requests through the pipeline, objects through the cache. */
export class CallSession {
    /** Aborts with a `CancelledError` when the caller cancels, and with a `TimeoutError` when the call times out. */
    #life;
    #options;
    #budget;
    #cache;
    #durationMs;
    /** When the call times out, in milliseconds since 1970. */
    #deadline;
    /** The session of the tool call: this one, or the one on whose behalf this one reads for the cache. */
    #call;
    #callToken;
    lockdown;
    /** Objects that change after this moment are not cached as this session has read them. */
    #begun;
    #requestCount = 0;
    /** Reads that are not over. */
    #reading = 0;
    constructor(options, budget, cache, caller, call) {
        this.#options = options;
        this.#budget = budget;
        this.#cache = cache;
        this.#durationMs = options.deadlineMilliseconds ?? DEFAULT_DEADLINE_MS;
        this.#deadline = Date.now() + this.#durationMs;
        this.#call = call ?? this;
        this.lockdown = call?.lockdown ?? (options.lockdown && new CallLockdown(options.lockdown));
        this.#begun = cache.now;
        this.#life = new TimedSignal(caller, this.#durationMs, ({ reason }) => new CancelledError({ cause: reason }));
        this.#callToken = call === undefined ? {} : call.#callToken;
    }
    get connectionKey() {
        return this.#options.key ?? '';
    }
    get signal() {
        return this.#life.signal;
    }
    end() {
        if (this.#reading > 0) {
            this.#life.abort(new CancelledError());
        }
        else {
            this.#life.release();
        }
    }
    get timeLeft() {
        return Math.max(0, (this.#deadline - Date.now()) / this.#durationMs);
    }
    get windowLeft() {
        return this.#budget.windowLeft;
    }
    get keptContent() {
        // What is left out because of its authors has to be counted for each answer anew.
        return this.lockdown === undefined ? this.#cache.contentSince(this.#begun) : undefined;
    }
    get requestCount() {
        return this.#requestCount;
    }
    async read(endpoint, send) {
        const key = requestKey(send);
        this.#reading += 1;
        try {
            return key === undefined
                ? await this.#pipeline(this.signal).read(endpoint, send)
                : await this.#joinRead(key, endpoint, send);
        }
        catch (error) {
            throw await this.#reportFailure(error, endpoint);
        }
        finally {
            this.#reading -= 1;
        }
    }
    async admit(endpoint, send) {
        await this.#writeAccess(true).admit(this, endpoint, send);
    }
    async write(endpoint, send, page) {
        const writes = this.#writeAccess(false);
        const ids = [...(await writes.admit(this, endpoint, send)), ...(page === undefined ? [] : [page])];
        this.#reading += 1;
        try {
            return await this.#pipeline(this.signal).write(endpoint, send);
        }
        catch (error) {
            throw await this.#reportFailure(error, endpoint);
        }
        finally {
            this.#reading -= 1;
            // A failed write may be saved as well.
            this.#cache.drop(ids);
            await writes.forget(ids);
        }
    }
    #writeAccess(isRehearsal) {
        const { writes } = this.#options;
        if (writes === undefined || (writes.isProposal && !isRehearsal)) {
            throw new AccessError(say `This server changes nothing in Notion.`, say `Whoever runs it can allow changes with WRITE_MODE.`);
        }
        return writes;
    }
    /** Sends the request, or waits for the answer to an identical one that is under way. */
    async #joinRead(request, endpoint, send) {
        const { reads, now } = this.#cache;
        // Not what was asked for before a change that has been reported since.
        const key = `${now} ${request}`;
        for (;;) {
            if (reads.has(key)) {
                recordCacheLookup('request', 'joined');
            }
            const patience = reads.deadlineOf(key) ?? this.#deadline;
            try {
                const { value, isJoined } = await reads.join(key, this.signal, this.#deadline, (signal) => this.#pipeline(signal).read(endpoint, send));
                // Tools complete what they have read in place.
                return isJoined ? copyOfJson(value) : value;
            }
            catch (error) {
                // A turn that comes too late for who asked first may come in time for this call.
                if (!(error instanceof RetryLaterError && patience < this.#deadline)) {
                    throw error;
                }
            }
        }
    }
    async fetchFile(address, maxBytes) {
        const { apiUrl, fetchPublic: fetch } = this.#options;
        this.#reading += 1;
        try {
            // Loaded with the first file: a client that starts the server over stdio waits for what is imported above.
            const { fetchFileFor } = await import('./fetch-file-for.js');
            return await fetchFileFor(address, { apiUrl, maxBytes, signal: this.signal, fetch });
        }
        finally {
            this.#reading -= 1;
        }
    }
    async cached(kind, id, load) {
        const open = (signal) => new CallSession(this.#options, this.#budget, this.#cache, signal, this.#call);
        try {
            return await this.#cache.load(kind, id, this.signal, open, async (session) => {
                try {
                    return await load(session);
                }
                finally {
                    session.end();
                }
            });
        }
        catch (error) {
            throw await this.#reportFailure(error);
        }
    }
    prefetchShared(kind, ids) {
        return this.#cache.prefetchShared(kind, ids);
    }
    getCached(kind, id) {
        return this.#cache.get(kind, id);
    }
    setCached(kind, id, value) {
        this.#cache.set(kind, id, value, this.#begun);
    }
    deleteCached(kind, id) {
        this.#cache.delete(kind, id);
    }
    #count() {
        this.#requestCount += 1;
        if (this.#call !== this) {
            this.#call.#count();
        }
    }
    /** The requests of this session, which end with the signal. */
    #pipeline(signal) {
        return new RequestPipeline({
            connection: this.#options,
            budget: this.#budget,
            signal,
            deadline: this.#deadline,
            durationMs: this.#durationMs,
            fairnessKeys: [this.#cache, this.#call],
            callToken: this.#callToken,
            onRequest: () => this.#count(),
        });
    }
    /** An error as reported to this call. One still on its way to the calls that share a read is not adapted yet. */
    async #reportFailure(error, endpoint) {
        if (error === this.signal.reason && !(error instanceof ToolError)) {
            return explainTimeOver(endpoint, this.#durationMs, error);
        }
        const { explainLoss } = this.#options;
        return this.#call === this && explainLoss !== undefined && error instanceof ReconnectError
            ? explainLoss(error)
            : error;
    }
}
