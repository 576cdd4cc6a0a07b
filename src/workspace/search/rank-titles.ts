import { foldText } from '../../text/match-text.js';

/**
 * Orders search hits by how well the title fits. Notion matches any of the words and orders by last edit, so the page
 * that bears exactly the searched name can come last. Equal fits keep Notion's order: the most recently edited first.
 */
export function rankByTitle<Hit>(hits: readonly Hit[], query: string, titleOf: (hit: Hit) => string): Hit[] {
  const wanted = foldText(query);
  const words = wordsOf(query);
  if (words.length === 0) {
    return [...hits];
  }
  return hits
    .map((hit) => ({ hit, fit: fitOf(foldText(titleOf(hit)), wanted, words) }))
    .toSorted((left, right) => compareFits(right.fit, left.fit))
    .map(({ hit }) => hit);
}

/** Whether a title holds every word of the query, case and diacritics ignored. */
export function holdsAllWords(title: string, query: string): boolean {
  const folded = foldText(title);
  return wordsOf(query).every((word) => folded.includes(word));
}

/** The different words of a query, as they are compared. */
export function wordsOf(query: string): string[] {
  return [...new Set(foldText(query).split(' '))].filter((word) => word !== '');
}

/**
 * What counts, most important first: the title itself, how many words it holds, whether it begins with all of them or has
 * them in one piece, how many stand where a word begins.
 */
function fitOf(title: string, wanted: string, words: readonly string[]): readonly number[] {
  const held = words.filter((word) => title.includes(word));
  const starts = held.filter((word) => startsWordIn(title, word));
  return [
    Number(title === wanted),
    held.length,
    Number(title.startsWith(wanted)),
    Number(title.includes(wanted)),
    starts.length,
  ];
}

function compareFits(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

function startsWordIn(title: string, word: string): boolean {
  for (let at = title.indexOf(word); at !== -1; at = title.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]$/u.test(title.slice(Math.max(0, at - 2), at))) {
      return true;
    }
  }
  return false;
}
