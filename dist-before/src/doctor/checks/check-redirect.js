import { LOOPBACK_PORTS } from '../../notion-oauth/listen-on-loopback.js';
import { callbackUrl } from '../../notion-oauth/settings.js';
import { ok } from '../finding.js';
/** The redirect URL that must be registered at Notion. Whether it is shows only when a person connects. */
export function checkRedirect(publicUrl) {
    const addresses = publicUrl === undefined
        ? LOOPBACK_PORTS.map((port) => callbackUrl(`http://127.0.0.1:${port}`))
        : [callbackUrl(publicUrl)];
    const [first = '', ...others] = addresses;
    return ok('redirect', `Register at Notion, exactly as shown: ${first}${others.length === 0 ? '' : ` (and, in case that port is taken, ${others.join(' and ')})`}`);
}
