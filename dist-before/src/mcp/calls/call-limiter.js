import { setTimeout as delay } from 'node:timers/promises';
import { RetryLaterError } from '../../errors.js';
import { quotaKeyOf } from './request-caller.js';
import { RunningCount } from './running-count.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import { say } from '../../text/words.js';
import { refusedWith } from './error-answers.js';
/** Defaults of `serve` and `stdio`. */
export const defaultCallLimits = { perSpace: 100, overall: 1000 };
/** Seconds. Calls take about one, unless they wait for Notion's budget, which their answers state. */
const BUSY_RETRY_SECONDS = 2;
/**
 * Milliseconds before a refusal is sent: one to three seconds. Callers that retry at once would otherwise keep the
 * process busy; the random part keeps callers from retrying together.
 */
export function refusalDelayMs() {
    return 1000 + 2000 * Math.random();
}
/** Bounds the concurrent tool calls of each space and overall. Further ones are refused with an answer. */
export class CallLimiter {
    #shares;
    #calls = new RunningCount();
    constructor({ perSpace, overall } = defaultCallLimits) {
        this.#shares = new ConcurrencyQuota({ perKey: perSpace, overall });
    }
    /** `signal` aborts when the client cancels. */
    async run(caller, signal, call) {
        const giveBack = this.#shares.acquire(quotaKeyOf(caller));
        if (giveBack === undefined) {
            // The client has cancelled.
            await delay(refusalDelayMs(), undefined, { signal, ref: false }).catch(() => { });
            return refusedWith(new RetryLaterError(say `Too many tool calls are running.`, BUSY_RETRY_SECONDS));
        }
        const leave = this.#calls.enter();
        try {
            return await call();
        }
        finally {
            giveBack();
            leave();
        }
    }
    /** Resolves when no call runs, or on timeout. */
    idle(milliseconds) {
        return this.#calls.whenIdle(milliseconds);
    }
}
