import { RetryLaterError } from '../../errors.js';
import { say } from '../../text/words.js';
import { DEFAULT_WINDOW_MS } from './request-window.js';
/** Share of a window that is kept for calls even if they are few, as far as the background's share leaves it. */
const MAX_SHARE_KEPT = 1 / 3;
/** Of the gate's slots, those that the background may have at a time. */
const MAX_IN_FLIGHT = 4;
/** Requests that may be sent at once after a pause: what one changed page needs. */
const MAX_BURST = 10;
/** Milliseconds between two looks whether calls need the window less. */
const RECHECK_MS = 250;
/**
 * The part of a connection's budget that work without a caller may use: a steady share of it, never more. Calls go first:
 * as long as one waits, or little is left of the window, nothing of this is sent, so a call waits no longer than it would
 * without it. A pause that Notion asks for holds for both.
 */
export class BackgroundBudget {
    #budget;
    #share;
    #now;
    #wait;
    /** Requests that may be sent now, as of `#counted`. */
    #allowance;
    #counted;
    #inFlight = 0;
    /** The request whose turn comes before the next one's. */
    #last = Promise.resolve();
    constructor(budget, { share, now = Date.now, wait = delay }) {
        this.#budget = budget;
        this.#share = share;
        this.#now = now;
        this.#wait = wait;
        this.#allowance = this.#burst();
        this.#counted = now();
    }
    get queued() {
        return this.#budget.queued;
    }
    /** What the background may send in this window is planned by its share. */
    get windowLeft() {
        const { requests, limit } = this.#budget.windowLeft;
        return { requests: Math.min(requests, Math.floor(limit * this.#share)), limit };
    }
    async run(job, admission) {
        const turn = this.#last.then(() => this.#takeTurn(admission));
        this.#last = turn.catch(() => { });
        await turn;
        try {
            return await this.#budget.run(job, admission);
        }
        finally {
            this.#inFlight -= 1;
        }
    }
    pause(seconds, by) {
        this.#budget.pause(seconds, by);
    }
    async #takeTurn({ signal, deadline }) {
        for (;;) {
            signal.throwIfAborted();
            const waitMs = this.#untilTurn();
            if (waitMs === 0) {
                this.#allowance -= 1;
                this.#inFlight += 1;
                return;
            }
            if (this.#now() + waitMs > deadline) {
                throw new RetryLaterError(say `The share of Notion's request budget for work in the background is used up.`, Math.max(1, Math.ceil(waitMs / 1000)));
            }
            await this.#wait(waitMs, signal);
        }
    }
    /** Milliseconds after which it is worth asking again; 0 for now. */
    #untilTurn() {
        const { requests, limit } = this.#budget.windowLeft;
        const perMs = (limit * this.#share) / DEFAULT_WINDOW_MS;
        const now = this.#now();
        this.#allowance = Math.min(this.#burst(), this.#allowance + Math.max(0, now - this.#counted) * perMs);
        this.#counted = now;
        if (this.#allowance < 1) {
            return Math.max(1, Math.ceil((1 - this.#allowance) / perMs));
        }
        const kept = limit * Math.min(MAX_SHARE_KEPT, 1 - this.#share);
        const isFree = this.#budget.queued === 0 && requests > kept && this.#inFlight < MAX_IN_FLIGHT;
        return isFree ? 0 : RECHECK_MS;
    }
    #burst() {
        return Math.max(1, Math.min(MAX_BURST, Math.floor(this.#budget.windowLeft.limit * this.#share)));
    }
}
function delay(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const abort = () => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', abort);
            resolve();
        }, milliseconds);
        timer.unref();
        signal.addEventListener('abort', abort, { once: true });
    });
}
