import { revealInvisible } from '../text/invisible.js';
import { html, type Html } from './html.js';

/** Characters of a name that pages show. A longer one would push important content out of view. */
const MAX_NAME_CHARACTERS = 60;
/** Combining marks per letter: more than any script needs would cover the lines around it. */
const MAX_MARKS_PER_LETTER = 4;
/** Shown after a name that contained invisible characters. */
const HIDDEN_MARK = '[hidden characters removed]';
/** A workspace's icon: one emoji. Image URLs are not loaded, so that third parties see no visit. */
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)/u;
/** Characters that look blank but are not white space: programs would not see such a name as blank. */
const BLANKS = /[\u2800\u3164\u115F\u1160\uFFA0]/gu;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * An untrusted name on one line, truncated; `otherwise` if nothing is left. Invisible characters are removed and their
 * presence is marked: they are used to make one name look like another.
 */
export function displayName(name: string | null, otherwise: string): string {
  const given = (name ?? '').slice(0, 40 * MAX_NAME_CHARACTERS);
  const clean = revealInvisible(given, ' ').replaceAll(BLANKS, '').replaceAll(/\s+/g, ' ').trim();
  const parts = [...characters.segment(clean)].map(({ segment }) => segment);
  const isCut = parts.length > MAX_NAME_CHARACTERS || given.length < (name ?? '').length;
  const short = parts.slice(0, MAX_NAME_CHARACTERS).map(withoutPile).join('');
  if (short === '') {
    return otherwise;
  }
  const shown = `${short}${isCut ? '…' : ''}`;
  return withoutSpace(clean) === withoutSpace(given) ? shown : `${shown} ${HIDDEN_MARK}`;
}

/** A name with its text direction isolated from the surrounding text. */
export function nameHtml(name: string | null, otherwise: string): Html {
  return html`<bdi>${displayName(name, otherwise)}</bdi>`;
}

/** A self-chosen name in a frame: nothing in it can pass for our own text, as a closing quotation mark would let it. */
export function spokenName(name: string | null, otherwise: string): Html {
  return html`<p class="said">${nameHtml(name, otherwise)}</p>`;
}

/** A small square with the workspace's emoji or the first letter of its name. */
export function workspaceTile(icon: string | null, name: string | null): Html {
  return html`<span class="tile" aria-hidden="true">${tileText(icon, name)}</span>`;
}

/** What stands in that square. */
export function tileText(icon: string | null, name: string | null): string {
  return emojiOf(icon) ?? initialOf(name);
}

function withoutSpace(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, '');
}

/** One letter, limited to the combining marks that scripts need. */
function withoutPile(letter: string): string {
  let marks = 0;
  let kept = '';
  for (const point of letter.slice(0, 24)) {
    marks = /\p{M}/u.test(point) ? marks + 1 : 0;
    kept += marks > MAX_MARKS_PER_LETTER ? '' : point;
  }
  return kept;
}

function emojiOf(icon: string | null): string | undefined {
  if (icon === null || icon.length > 40 || !EMOJI.test(icon)) {
    return undefined;
  }
  const [only, ...others] = characters.segment(icon);
  return only !== undefined && others.length === 0 ? revealInvisible(only.segment) : undefined;
}

function initialOf(name: string | null): string {
  const [first] = characters.segment(displayName(name, 'N'));
  return withoutPile(first?.segment ?? 'N').toUpperCase();
}

/** What is said to somebody whose browser was another person's before. */
export function switchedNote(personName: string | null): Html {
  return html`<b>You are now ${nameHtml(personName, 'a Notion user')}.</b> This browser belonged to another
    Notion user before. Your workspace is connected.`;
}
