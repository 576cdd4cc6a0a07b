import { RetryLaterError } from '../../errors.js';
import { WindowCounter } from './window-counter.js';
import { FairQueue } from './fair-queue.js';
import { Gate } from './gate.js';
import { connectionBounds } from './adaptive-limit.js';
import { LocalWindow } from './local-window.js';
import { DEFAULT_WINDOW_MS } from './request-window.js';
import { say } from '../../text/words.js';
/** Notion's published budget of one connection on most plans; Business and Enterprise workspaces have 600. */
const DEFAULT_REQUESTS_PER_WINDOW = 180;
/** Requests waiting at once: as many as are sent within the deadline of a call while Notion is at its usual speed. */
const MAX_QUEUED_REQUESTS = 1000;
/** Seconds after which such a queue has become shorter. */
const QUEUE_RETRY_SECONDS = 5;
/**
 * The request budget of one connection: at most so many requests per window, the whole connection paused after a 429.
 *
 * The window says how many may be sent, the gate how many at a time, and the fair queue which. While nothing waits or is
 * under way, only what was learned is kept: the gate serves another connection, and nobody is told of changes. Requests of the
 * window are taken only when they can be sent, because other processes may need them.
 */
export class RequestBudget {
    #window;
    #now;
    #requests;
    #queue = new FairQueue();
    /** While requests wait or are under way. */
    #active;
    #running = 0;
    #snapshot;
    /** Requests that wait here, as the window was last told. */
    #reported = 0;
    #isTaking = false;
    /** Something changed while requests were being taken. */
    #isStale = false;
    #wake;
    constructor(options = {}) {
        const limit = options.requestsPerWindow ?? DEFAULT_REQUESTS_PER_WINDOW;
        this.#window = options.window ?? DEFAULT_WINDOW_MS;
        this.#now = options.now ?? Date.now;
        this.#requests =
            options.requests ??
                new LocalWindow(new WindowCounter(connectionBounds(limit), this.#window), undefined, this.#now);
        this.#snapshot = {
            limit,
            left: limit,
            mayGrow: false,
            millisecondsToEnd: 0,
            end: 0,
            waitingElsewhere: 0,
            processesElsewhere: 0,
        };
    }
    /** Requests waiting for their turn. */
    get queued() {
        return this.#queue.size;
    }
    /** Requests in a window, as far as is known. */
    get limit() {
        return this.#snapshot.limit;
    }
    /** What would be sent at once if it were asked for now: what waits already, here or in other processes, goes first. */
    get windowLeft() {
        const { limit, waitingElsewhere } = this.#snapshot;
        return { requests: Math.max(0, this.#left() - this.#queue.size - waitingElsewhere), limit };
    }
    /**
     * Runs `job` when the budget allows. Rejects at once with a `RetryLaterError` when the turn would come after the deadline,
     * also when a later pause or other parties' turns push it there, and with the signal's reason when it aborts.
     */
    async run(job, { signal, deadline, fairnessKeys = [] }) {
        signal.throwIfAborted();
        return new Promise((resolve, reject) => {
            let isWaiting = true;
            const leave = () => {
                isWaiting = false;
                signal.removeEventListener('abort', abort);
            };
            const waiting = {
                fairnessKeys,
                deadline,
                start: async () => {
                    leave();
                    try {
                        resolve(await job());
                        return true;
                    }
                    catch (error) {
                        reject(error);
                        return false;
                    }
                },
                giveUp: (reason) => {
                    leave();
                    this.#queue.delete(waiting);
                    this.#rest();
                    reject(reason);
                },
            };
            const abort = () => waiting.giveUp(signal.reason);
            this.#queue.add(waiting);
            this.#admit();
            if (isWaiting) {
                signal.addEventListener('abort', abort, { once: true });
            }
        });
    }
    /** Nothing is sent for `seconds`, whatever is queued: Notion's answer to too many requests holds for the whole key. */
    pause(seconds, by = 'neither') {
        this.#requests.close(seconds * 1000, by);
        if (this.#active === undefined) {
            // Nobody listens for the change.
            this.#giveTurns(true);
        }
    }
    /** What was last seen of the window may have changed since, unless the budget was active all the time. */
    #admit() {
        const wasActive = this.#active !== undefined;
        this.#active ??= {
            gate: Gate.lend(() => this.#giveTurns()),
            ignoreWindow: this.#requests.onChange(() => this.#giveTurns(true)),
        };
        this.#giveTurns(!wasActive);
    }
    /** Keeps only what was learned, once nothing waits or is under way. */
    #rest() {
        if (this.#active === undefined || this.#isTaking || this.#running > 0 || this.#queue.size > 0) {
            return;
        }
        if (this.#reported > 0) {
            // Other processes would count those that have left.
            this.#giveTurns(true);
            return;
        }
        clearTimeout(this.#wake);
        this.#active.ignoreWindow();
        this.#active.gate.giveBack();
        this.#active = undefined;
    }
    /** Takes from the window what can be sent now. `look`: also if that is nothing, to see how the window has changed. */
    #giveTurns(look = false) {
        if (this.#isTaking) {
            this.#isStale = true;
            return;
        }
        const wanted = Math.min(this.#active?.gate.free ?? 0, this.#queue.size);
        if (wanted === 0 && !look) {
            this.#refuseHopeless();
            this.#rest();
            return;
        }
        this.#isTaking = true;
        const queued = this.#queue.size;
        const taken = this.#requests.acquire(wanted, queued);
        if ('then' in taken) {
            void taken.then((later) => this.#use(later, wanted, queued));
        }
        else {
            this.#use(taken, wanted, queued);
        }
    }
    #use({ granted, isProbe, isFirst, retryAfterMs, ...seen }, wanted, queued) {
        this.#reported = queued - granted;
        this.#snapshot = { ...seen, end: this.#now() + seen.millisecondsToEnd };
        for (let started = 0; started < granted; started += 1) {
            this.#startNext({ isProbe, isFirst: isFirst && started === 0 });
        }
        if (granted < wanted) {
            clearTimeout(this.#wake);
            this.#wake = setTimeout(() => this.#giveTurns(), Math.max(1, retryAfterMs)).unref();
        }
        this.#isTaking = false;
        this.#refuseHopeless();
        if (this.#isStale) {
            this.#isStale = false;
            this.#giveTurns(true);
        }
        else {
            this.#rest();
        }
    }
    /** Starts the request whose turn it is. If the last one has been cancelled since, what was taken for it is lost. */
    #startNext(role) {
        const gate = this.#active?.gate;
        const next = gate !== undefined && gate.free > 0 ? this.#queue.take() : undefined;
        if (gate !== undefined && next !== undefined) {
            gate.enter();
            this.#running += 1;
            void this.#finish(next.start(), gate, role);
        }
    }
    async #finish(request, gate, { isProbe, isFirst }) {
        const isAnswered = await request;
        if (isFirst) {
            this.#requests.firstRequestEnded();
        }
        if (isProbe) {
            this.#requests.probeEnded(isAnswered);
        }
        this.#running -= 1;
        gate.leave();
    }
    /** Rejects requests whose turn cannot come in time, so that none waits for nothing and the queue stays bounded. */
    #refuseHopeless() {
        while (this.#queue.size > MAX_QUEUED_REQUESTS) {
            const tooMany = new RetryLaterError(say `Too many requests to Notion wait on this connection.`, QUEUE_RETRY_SECONDS);
            this.#queue.last()?.giveUp(tooMany);
        }
        // Whether more is left is known when that is used up; nothing waits longer for it than it would anyway.
        if (this.#snapshot.mayGrow || this.#queue.size <= this.#left() - this.#snapshot.waitingElsewhere) {
            return;
        }
        let position = 0;
        for (const waiting of this.#queue.inOrder()) {
            if (this.#estimatedStart(position) > waiting.deadline) {
                waiting.giveUp(this.#exhausted(position));
            }
            else {
                position += 1;
            }
        }
    }
    #left() {
        return this.#now() < this.#snapshot.end ? this.#snapshot.left : this.#snapshot.limit;
    }
    /** When the request at this place of the queue may start, in milliseconds since the epoch. Other processes take turns. */
    #estimatedStart(position) {
        const { limit, end, waitingElsewhere, processesElsewhere } = this.#snapshot;
        const place = position + Math.min(waitingElsewhere, position * processesElsewhere);
        const windowsAhead = Math.floor((place - this.#left()) / limit);
        return place < this.#left() ? this.#now() : Math.max(this.#now(), end) + windowsAhead * this.#window;
    }
    #exhausted(position) {
        const seconds = Math.max(1, Math.ceil((this.#estimatedStart(position) - this.#now()) / 1000));
        return new RetryLaterError(say `Notion's request budget for this connection is used up.`, seconds);
    }
}
