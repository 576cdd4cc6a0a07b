import { STATE_LIFETIME_MS } from '../flow.js';
import { hashSecret } from '../../http/secret.js';
/**
 * Each authorization has its own cookie, so that two tabs do not interfere. Over https its name starts with `__Host-`:
 * then no other host of the same domain can plant it (RFC 6265bis §4.1.3.2). A loopback address is plain http, where
 * browsers refuse that name. Lax, not Strict: the callback is a navigation from Notion.
 */
export function browserCookie(state, secure, lifetimeMs = STATE_LIFETIME_MS) {
    return {
        name: `${secure ? '__Host-' : ''}notion-connect-${hashSecret(state).slice(0, 16)}`,
        options: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: lifetimeMs },
    };
}
/** The value of a cookie in a `Cookie` header. Our values need no decoding. */
export function readCookie(header, name) {
    const prefix = `${name}=`;
    return header
        ?.split(';')
        .map((pair) => pair.trim())
        .find((pair) => pair.startsWith(prefix))
        ?.slice(prefix.length);
}
