import { foldText } from '../text/match-text.js';

/**
 * Orders search hits by how well the title fits. Notion matches any of the words and orders by last edit, so the page
 * that bears exactly the searched name can come last. Equal fits keep Notion's order: the most recently edited first.
 */
export function rankByTitle<Hit>(hits: readonly Hit[], query: string, titleOf: (hit: Hit) => string): Hit[] {
  const wanted = foldText(query);
  const words = wanted.split(' ').filter((word) => word !== '');
  if (words.length === 0) {
    return [...hits];
  }
  return hits
    .map((hit) => ({ hit, fit: fitOf(foldText(titleOf(hit)), wanted, words) }))
    .toSorted((left, right) => right.fit - left.fit)
    .map(({ hit }) => hit);
}

/** 4 the title itself, 3 begins with it, 2 holds it in one piece, up to 1 for the share of words found. */
function fitOf(title: string, wanted: string, words: readonly string[]): number {
  if (title === wanted) {
    return 4;
  }
  if (title.startsWith(wanted)) {
    return 3;
  }
  if (title.includes(wanted)) {
    return 2;
  }
  return words.filter((word) => title.includes(word)).length / words.length;
}
