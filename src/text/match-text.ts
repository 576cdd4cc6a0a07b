/** Pictographs, flags and skin tones: people leave them out when they type a name. */
const PICTOGRAPHS = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/gu;
/** What holds them together or changes their look: joiner, variation selector, keycap. */
const PICTOGRAPH_PARTS = /\u200d|\ufe0f|\u20e3/gu;

/**
 * What follows more marks on one letter than any writing has (UAX #15, "Stream-Safe Text Format", allows 30). Normalising
 * puts the marks of a letter into order, in a time that grows with the square of their number. The two sound marks of
 * halfwidth katakana are letters that become marks.
 */
const NEEDLESS_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;

/** Text as people compare it: without case, diacritics and superfluous spaces. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(NEEDLESS_MARKS, '$1')
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The one name that fits, or all that fit equally well. */
export type TextMatch = { readonly match: string } | { readonly similar: readonly string[] };

/**
 * The name that is meant: the exact one, else the only one that is equal once case, diacritics and spacing are ignored,
 * else the only one once emoji are ignored too. Punctuation always counts: `C` must not find `C#`.
 *
 * Several equally good names come back as `similar`, because guessing one would answer another question than was asked.
 */
export function matchText(wanted: string, names: readonly string[]): TextMatch {
  return textMatcher(names)(wanted);
}

/** The same for many texts that are matched with one list: each name is prepared once. */
export function textMatcher(names: readonly string[]): (wanted: string) => TextMatch {
  const known = new Set(names);
  const folded = new Map<Fold, ReadonlyMap<string, readonly string[]>>();
  const namesBy = (fold: Fold): ReadonlyMap<string, readonly string[]> => {
    const index = folded.get(fold) ?? groupBy(names, fold);
    folded.set(fold, index);
    return index;
  };
  return (wanted) => {
    if (known.has(wanted)) {
      return { match: wanted };
    }
    for (const fold of [foldText, foldWithoutPictographs]) {
      const text = fold(wanted);
      const similar = text === '' ? [] : (namesBy(fold).get(text) ?? []);
      const [only] = similar;
      if (only !== undefined) {
        return similar.length === 1 ? { match: only } : { similar };
      }
    }
    return { similar: [] };
  };
}

type Fold = (text: string) => string;

function groupBy(names: readonly string[], fold: Fold): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const folded = fold(name);
    const group = groups.get(folded);
    if (group === undefined) {
      groups.set(folded, [name]);
    } else {
      group.push(name);
    }
  }
  return groups;
}

function foldWithoutPictographs(text: string): string {
  return foldText(text.replaceAll(PICTOGRAPHS, ' ').replaceAll(PICTOGRAPH_PARTS, ''));
}
