import { createHash } from 'node:crypto';
import * as z from 'zod';
import { SealError } from '../../sealing/seal.js';
import { identityOf } from '../calls/request-caller.js';
/** Milliseconds that a client may keep a state: as long as its link works. */
const STATE_LIFETIME_MS = 600_000;
/** Separates the two parts of a sealed value, which consist of base64url and dots. */
const SEPARATOR = '~';
const payload = z.object({ agreed: z.boolean(), turnsLeft: z.int(), until: z.number() });
/**
 * The state of a call that waits for a person, which the client stores and returns (`requestState`). It is sealed like
 * a credential, for this caller and this call: a client can neither read, make nor swap one, any process with the
 * sealing keys can open it, and a new key does not invalidate it.
 */
export class ConsentStates {
    #sealer;
    #now;
    constructor(sealer, now) {
        this.#sealer = sealer;
        this.#now = now;
    }
    seal(progress, call) {
        const content = JSON.stringify({ ...progress, until: this.#now().getTime() + STATE_LIFETIME_MS });
        const { wrappedKey, ciphertext } = this.#sealer.seal(content, recordOf(call));
        return `${wrappedKey}${SEPARATOR}${ciphertext}`;
    }
    /** Undefined for a state that was altered, expired, or made for another caller or call. */
    open(state, call) {
        const [wrappedKey = '', ciphertext = ''] = state.split(SEPARATOR, 2);
        try {
            const content = this.#sealer.open({ wrappedKey, ciphertext }, recordOf(call));
            const { until, ...progress } = payload.parse(JSON.parse(content));
            return until > this.#now().getTime() ? progress : undefined;
        }
        catch (error) {
            if (error instanceof SealError) {
                return undefined;
            }
            throw error;
        }
    }
}
function recordOf({ caller, tool, arguments: input }) {
    return {
        stream: `consent of ${JSON.stringify(identityOf(caller))}`,
        version: 1,
        field: createHash('sha256')
            .update(JSON.stringify([tool, input ?? {}], sortedKeys))
            .digest('base64url'),
    };
}
/** Clients may reorder the properties of an object in the second request. */
function sortedKeys(_key, value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value;
}
