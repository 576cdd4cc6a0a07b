import { foldText } from '../../text/match-text.js';
import { beginsWord, searchForm, searchWords, type SearchWords } from '../../text/search-words.js';

/**
 * Orders search hits by how well the title fits. Notion matches any of the words and orders by last edit, so the page
 * whose title is the query can come last. Equal fits keep Notion's order: the most recently edited first.
 */
export function rankByTitle<Hit>(hits: readonly Hit[], query: string, titleOf: (hit: Hit) => string): Hit[] {
  const wanted = searchWords(query);
  if (wanted.words.length === 0) {
    return [...hits];
  }
  const folded = foldText(query);
  return hits
    .map((hit) => {
      const title = titleOf(hit);
      return { hit, fit: [Number(foldText(title) === folded), ...fitOf(title, wanted)] };
    })
    .toSorted((left, right) => compareFits(right.fit, left.fit))
    .map(({ hit }) => hit);
}

/** Whether a title holds every word of the query. */
export function holdsAllWords(title: string, query: string): boolean {
  const wanted = searchWords(query);
  return wanted.heldBy(title).size === wanted.words.length;
}

/**
 * What counts, most important first: the title itself, how many words it holds, whether it begins with all of them or has
 * them in one piece, how many are at the beginning of a word.
 */
function fitOf(title: string, wanted: SearchWords): readonly number[] {
  const form = searchForm(title);
  const held = Array.from(wanted.heldBy(title), (index) => wanted.words[index] ?? '');
  return [
    Number(form === wanted.form),
    held.length,
    Number(form.startsWith(wanted.form)),
    Number(form.includes(wanted.form)),
    held.filter((word) => beginsWord(form, word)).length,
  ];
}

function compareFits(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
