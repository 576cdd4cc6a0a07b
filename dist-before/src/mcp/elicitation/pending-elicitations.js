import { randomBytes } from 'node:crypto';
import { UnavailableError } from '../../errors.js';
import { replyAddress } from './reply-broker.js';
import { quotaKeyOf } from '../calls/request-caller.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
/** Maximum open questions of this process: each holds a connection, and most people are asked one. */
const defaultElicitationLimits = { perKey: 20, overall: 500 };
/** Random bytes of an elicitation id, so that it cannot be guessed. */
const ELICITATION_ID_BYTES = 24;
/**
 * Number of questions per request, which the SDK limits, and thereby how much longer than a question it may be
 * cancelled.
 */
const MAX_ROUNDS = 8;
/**
 * The questions that clients before 2026 have been asked during their requests, and the routes back to these requests.
 */
export class PendingElicitations {
    #broker;
    #milliseconds;
    #quota;
    /** Of open questions. */
    #giveUps = new Set();
    #isStopping = false;
    constructor({ broker, timeoutMs, limits = defaultElicitationLimits }) {
        this.#broker = broker;
        this.#milliseconds = timeoutMs;
        this.#quota = new ConcurrencyQuota(limits);
    }
    /** Opens a question before it is sent; undefined if this caller has too many, or the server stops. */
    async open(caller, ends) {
        const giveBack = this.#isStopping ? undefined : this.#quota.acquire(quotaKeyOf(caller));
        if (giveBack === undefined) {
            return undefined;
        }
        const id = randomBytes(ELICITATION_ID_BYTES).toString('base64url');
        const withdraw = await this.#broker.waitFor(replyAddress(caller, 'answer', id), (message) => {
            close();
            ends.onAnswer(message);
        }, this.#milliseconds);
        const close = () => {
            clearTimeout(timer);
            this.#giveUps.delete(giveUp);
            withdraw();
            giveBack();
        };
        const giveUp = () => {
            close();
            ends.onTimeout();
        };
        const timer = setTimeout(giveUp, this.#milliseconds);
        this.#giveUps.add(giveUp);
        if (this.#isStopping) {
            close();
            return undefined;
        }
        return { id, close };
    }
    /** Delivers an answer to its question. False if no such question of this caller is open. */
    answer(caller, id, message) {
        return typeof id === 'string'
            ? this.#broker.deliver(replyAddress(caller, 'answer', id), message)
            : Promise.resolve(false);
    }
    /** Calls back if the client cancels this request. Returns a function that unsubscribes. */
    onCancelled(request, cancelled) {
        return this.#broker.waitFor(cancelAddress(request), cancelled, MAX_ROUNDS * this.#milliseconds);
    }
    /** Passes the client's cancellation to the process that serves this request, if any. */
    async cancel(request, message) {
        try {
            await this.#broker.deliver(cancelAddress(request), message);
        }
        catch (error) {
            // A question that misses it ends by timeout.
            if (!(error instanceof UnavailableError)) {
                throw error;
            }
        }
    }
    /** Sends no more elicitations; open ones end unanswered. */
    stop() {
        this.#isStopping = true;
        this.#giveUps.forEach((giveUp) => giveUp());
    }
}
function cancelAddress({ caller, session, requestId }) {
    return replyAddress(caller, 'cancel', session, requestId);
}
