import { revealInvisible } from '../text/invisible.js';
import { html, type Html } from './html.js';

/** Characters of a name that pages show. A longer one would push what matters out of sight. */
const LONGEST_NAME = 60;
/** What a workspace's icon may be: one emoji. Addresses of pictures are not loaded, so that strangers see no visit. */
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)/u;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A stranger's name on one line, without hidden characters, no longer than fits; `otherwise` if nothing is left. */
export function shownName(name: string | null, otherwise: string): string {
  const clean = revealInvisible(name ?? '', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const parts = [...characters.segment(clean.slice(0, 40 * LONGEST_NAME))].map(({ segment }) => segment);
  const cut = parts.length > LONGEST_NAME || clean.length > 40 * LONGEST_NAME;
  // Marks can be stacked on a letter without end; a letter with more than writing needs is shown as its beginning.
  const short = parts
    .slice(0, LONGEST_NAME)
    .map((part) => part.slice(0, 24))
    .join('');
  return short === '' ? otherwise : `${short}${cut ? '…' : ''}`;
}

/** A name in its own direction, whatever stands around it. */
export function nameHtml(name: string | null, otherwise: string): Html {
  return html`<bdi>${shownName(name, otherwise)}</bdi>`;
}

/** A small square with the workspace's emoji, or with the first letter of its name. */
export function workspaceTile(icon: string | null, name: string | null): Html {
  return html`<span class="tile" aria-hidden="true">${emojiOf(icon) ?? initialOf(name)}</span>`;
}

function emojiOf(icon: string | null): string | undefined {
  if (icon === null || icon.length > 40 || !EMOJI.test(icon)) {
    return undefined;
  }
  const [only, ...others] = characters.segment(icon);
  return only !== undefined && others.length === 0 ? revealInvisible(only.segment) : undefined;
}

function initialOf(name: string | null): string {
  const [first] = characters.segment(shownName(name, 'N'));
  return (first?.segment ?? 'N').slice(0, 24).toUpperCase();
}
