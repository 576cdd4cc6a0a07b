import { shownForm } from './quote.js';

/** Pictographs, flags and skin tones: people leave them out when they type a name. */
const PICTOGRAPHS = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/gu;
/** What holds them together or changes their look: joiner, variation selector, keycap. */
const PICTOGRAPH_PARTS = /\u200d|\ufe0f|\u20e3/gu;

/** Text as people compare it: without case, diacritics and superfluous spaces. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * The name that is meant: the exact one, else the only one that is equal once case, diacritics and spacing are ignored,
 * else the only one once emoji are ignored too, else the only one that a message shows like this. Punctuation always
 * counts: `C` must not find `C#`.
 *
 * Several equally good names come back as `similar`, because guessing one would answer another question than was asked.
 */
export function matchText(
  wanted: string,
  names: readonly string[],
): { readonly match: string } | { readonly similar: readonly string[] } {
  if (names.includes(wanted)) {
    return { match: wanted };
  }
  for (const fold of [foldText, foldWithoutPictographs, foldShown]) {
    const folded = fold(wanted);
    const similar = folded === '' ? [] : names.filter((name) => fold(name) === folded);
    const [only] = similar;
    if (only !== undefined) {
      return similar.length === 1 ? { match: only } : { similar };
    }
  }
  return { similar: [] };
}

function foldWithoutPictographs(text: string): string {
  return foldText(text.replaceAll(PICTOGRAPHS, ' ').replaceAll(PICTOGRAPH_PARTS, ''));
}

/** A name of which a message has shown a part, or with other quotation marks, is copied from there. */
function foldShown(text: string): string {
  return foldText(shownForm(text));
}
