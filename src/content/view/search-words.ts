import { foldText } from '../../text/match-text.js';

/** Words to look for; a phrase in quotation marks counts as one word. */
export interface SearchWords {
  readonly count: number;
  /** Indexes of the words that a text holds. */
  heldBy(text: string): ReadonlySet<number>;
}

// A short word counts only where a word begins: `to` should not find `photo`.
const SHORT = 3;

/** Reads what a person typed into a search field. */
export function searchWords(query: string): SearchWords {
  const found = Array.from(foldText(query).matchAll(/["“”„]([^"“”„]+)["“”„]|[^\s"“”„]+/g), ([word, phrase]) =>
    (phrase ?? word).replace(/^[\s.,;:!?()]+/, '').replace(/(?<![\s.,;:!?()])[\s.,;:!?()]+$/, ''),
  );
  const words = [...new Set(found)].filter((word) => word !== '');
  const tests = words.map((word): ((text: string) => boolean) => {
    if (word.length > SHORT || !/^[a-z0-9]+$/.test(word)) {
      return (text) => text.includes(word);
    }
    return (text) => beginsWord(text, word);
  });
  return {
    count: words.length,
    heldBy(text) {
      const folded = foldText(text);
      return new Set(tests.flatMap((test, index) => (test(folded) ? [index] : [])));
    },
  };
}

function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))) {
      return true;
    }
  }
  return false;
}
