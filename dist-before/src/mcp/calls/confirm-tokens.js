import { createHmac, timingSafeEqual } from 'node:crypto';
import { MODE_ARGUMENTS } from '../../workspace/changes/confirm-change.js';
/** Milliseconds for which a person may think it over. */
const TOKEN_LIFETIME_MS = 600_000;
/** Bytes of the HMAC that a token keeps: a model has to copy it, and 128 bits cannot be guessed in ten minutes. */
const MAC_BYTES = 16;
const TOKEN = /^([\da-z]{1,12})\.([\w-]{22})$/;
/**
 * A token is an HMAC over its owner, the arguments, what the caller was shown and when it ends. Nothing is stored, so any
 * process with the key can check it. It may be used twice, but what was seen is not there again once the change is made.
 */
export function confirmToken(owner, change, now) {
    const ends = Math.floor((now.getTime() + TOKEN_LIFETIME_MS) / 1000).toString(36);
    return `${ends}.${macOf(owner, change, ends).toString('base64url')}`;
}
/** Whether a token was made for this caller and this change, and has not ended. */
export function isTokenFor(owner, change, now, token) {
    const [, ends, mac] = TOKEN.exec(token) ?? [];
    if (ends === undefined || mac === undefined) {
        return false;
    }
    const isGenuine = timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(owner, change, ends));
    return isGenuine && Number.parseInt(ends, 36) * 1000 > now.getTime();
}
function macOf({ secret, identity, connectionKey }, change, ends) {
    const { tool, input, seen } = change;
    const bound = Object.entries(input)
        .filter(([name, value]) => !MODE_ARGUMENTS.has(name) && value !== undefined)
        .toSorted(([one], [other]) => (one < other ? -1 : 1));
    const text = JSON.stringify(['confirm v1', identity, connectionKey, tool, bound, seen, ends]);
    return createHmac('sha256', secret).update(text).digest().subarray(0, MAC_BYTES);
}
