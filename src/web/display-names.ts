import { revealInvisible } from '../text/invisible.js';
import { html, type Html } from './html.js';

/** Characters of a name that pages show. A longer one would push what matters out of sight. */
const MAX_NAME_CHARACTERS = 60;
/** Marks on one letter: more than any writing needs would cover the lines around it. */
const MAX_MARKS_PER_LETTER = 4;
/** Stands behind a name that held characters which nobody would have seen. */
const HIDDEN_MARK = '[hidden characters removed]';
/** What a workspace's icon may be: one emoji. Addresses of pictures are not loaded, so that strangers see no visit. */
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)/u;
/** Characters that look like nothing and are no white space: a blank name of them would not look blank to a program. */
const BLANKS = /[\u2800\u3164\u115F\u1160\uFFA0]/gu;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A stranger's name on one line, no longer than fits; `otherwise` if nothing is left. Characters that nobody sees are cut,
 * and it is said that there were some: they are how one name is made to look like another.
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

/** A name in its own direction, whatever stands around it. */
export function nameHtml(name: string | null, otherwise: string): Html {
  return html`<bdi>${displayName(name, otherwise)}</bdi>`;
}

/**
 * A name that somebody gave themselves, in a frame of its own: nothing in it can look like a word of ours, as a closing
 * quotation mark would.
 */
export function spokenName(name: string | null, otherwise: string): Html {
  return html`<p class="said">${nameHtml(name, otherwise)}</p>`;
}

/** A small square with the workspace's emoji, or with the first letter of its name. */
export function workspaceTile(icon: string | null, name: string | null): Html {
  return html`<span class="tile" aria-hidden="true">${emojiOf(icon) ?? initialOf(name)}</span>`;
}

function withoutSpace(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, '');
}

/** One letter, without the marks that are more than writing needs. */
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
