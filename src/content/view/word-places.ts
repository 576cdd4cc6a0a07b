import { listNames, listWords, say, type Words } from '../../text/words.js';
import type { WordPlaces } from './passages.js';
import { pathLabel } from './sections.js';

/** Words whose other places are named, and places of one word. */
const MAX_WORDS = 4;
const MAX_PLACES = 2;

/** Which words are nowhere in the page, and where the others stand besides the passages; '' if nothing is to be said. */
export function wordPlacesNote(missing: readonly string[], elsewhere: readonly WordPlaces[]): string {
  const sentences = [
    missing.length > 0 ? say`Nowhere in the page: ${listNames(missing)}.` : undefined,
    elsewhere.length > 0
      ? say`Elsewhere, without the others: ${listWords(elsewhere.slice(0, MAX_WORDS), describeWord, '; ')}.`
      : undefined,
  ];
  return sentences.flatMap((sentence) => (sentence === undefined ? [] : [String(sentence)])).join(' ');
}

function describeWord({ word, places }: WordPlaces): Words {
  const shown = listWords(
    places.slice(0, MAX_PLACES),
    ({ path, blocks }) => {
      const place = path.length === 0 ? say`the beginning` : say`${pathLabel(path)}`;
      return blocks === 1 ? place : say`${place} (${blocks} blocks)`;
    },
    ', ',
  );
  const more = places.length - MAX_PLACES;
  return more > 0 ? say`${word} in ${shown} and ${more} more` : say`${word} in ${shown}`;
}
