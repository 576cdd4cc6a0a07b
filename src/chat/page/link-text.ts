import { revealInvisible } from '../../text/invisible.js';
import type { Inline } from './answer-blocks.js';

/** Characters of an address that are shown; the host always is. */
const MAX_PLACE_CHARACTERS = 80;
/** A text that names an address itself: it must be the one that the link leads to. */
const LOOKS_LIKE_ADDRESS = /^(?:https?:\/\/|www\.)|^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:\/|$)/i;

/**
 * A link of an answer, whose text somebody else may have chosen: its target stands beside it, and a text that names another
 * address is left out. Undefined if it leads to no web address.
 */
export function linkTo(address: string, text: string): Inline | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // A name before an @ is there to look like the host.
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  const place = placeOf(url);
  const shown = revealInvisible(text, ' ').trim();
  const says = shown === '' || LOOKS_LIKE_ADDRESS.test(shown);
  return says
    ? { kind: 'link', text: place, href: url.href, place: undefined }
    : { kind: 'link', text: shown, href: url.href, place };
}

/** Host and path, in ASCII as browsers do it: letters that look like others cannot hide. */
function placeOf({ protocol, host, pathname, search }: URL): string {
  const path = `${pathname}${search}`.replace(/^\/$/, '');
  const place = `${protocol === 'http:' ? 'http://' : ''}${host}${path}`;
  return place.length > Math.max(MAX_PLACE_CHARACTERS, host.length + 10)
    ? `${place.slice(0, Math.max(MAX_PLACE_CHARACTERS, host.length + 10))}…`
    : place;
}
