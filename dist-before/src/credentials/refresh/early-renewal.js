import { RetryLaterError, UnavailableError } from '../../errors.js';
/** The share of a pair's life after which it is renewed: the rest is left for an issuer that is away for a while. */
const RENEWED_AFTER = 0.8;
/** Milliseconds after a failed renewal in which the pair is used as it is, if it still lives. */
const PAUSE_MS = 60_000;
/** Credentials whose failed renewal is remembered. */
const MAX_PAUSED = 10_000;
/** When a pair is to be renewed, in milliseconds; undefined if only an answer of 401 says so. */
function renewalTime({ hosted, accessExpiresAt }) {
    const end = accessExpiresAt?.getTime();
    const begin = hosted?.issuedAt.getTime();
    return end === undefined || begin === undefined ? end : begin + RENEWED_AFTER * (end - begin);
}
/**
 * Renews pairs before they are used, where their time has come: pairs of the hosted server while they still live, because
 * a renewal ends all earlier access tokens at once, and a call that meets that has to be sent again.
 */
export class EarlyRenewal {
    #refresher;
    #clock;
    #pausedUntil = new Map();
    constructor(refresher, clock) {
        this.#refresher = refresher;
        this.#clock = clock;
    }
    /** The renewal that this pair needs before it is used; undefined if it may be used as it is. */
    renewalOf(id, pair) {
        const now = this.#clock.now().getTime();
        const due = renewalTime(pair);
        if (due === undefined || now < due) {
            return undefined;
        }
        const isAlive = pair.accessExpiresAt !== null && now < pair.accessExpiresAt.getTime();
        if (isAlive && now < (this.#pausedUntil.get(id) ?? 0)) {
            return undefined;
        }
        return this.#renew(id, pair, isAlive);
    }
    async #renew(id, pair, isAlive) {
        try {
            return await this.#refresher.newerThan(id, pair.position);
        }
        catch (error) {
            if (!isAlive || !(error instanceof UnavailableError || error instanceof RetryLaterError)) {
                throw error;
            }
            if (this.#pausedUntil.size >= MAX_PAUSED) {
                this.#pausedUntil.clear();
            }
            this.#pausedUntil.set(id, this.#clock.now().getTime() + PAUSE_MS);
            return pair;
        }
    }
}
