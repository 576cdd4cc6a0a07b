import type { Token } from '../analysis/tokens.js';
import type { PlannedTerm, Sequence } from './plan-query.js';

/** A place where a term stands: the indexes of its first token and the one after its last. */
export interface TermPlace {
  /** Index of the term. */
  readonly term: number;
  readonly from: number;
  readonly to: number;
  /** Whether it stands there as it was typed, not in another form. */
  readonly isExact: boolean;
}

/** Places in one text; of more, what follows is not looked at. */
const MAX_PLACES = 2000;

interface Candidate {
  readonly term: number;
  readonly sequence: Sequence;
  readonly isExact: boolean;
}

/** Finds terms in texts. */
export class TermFinder {
  readonly #byFirst = new Map<string, Candidate[]>();
  readonly #prefixes: Candidate[] = [];

  constructor(terms: readonly PlannedTerm[]) {
    terms.forEach(({ sequences }, term) =>
      sequences.forEach((sequence, at) => {
        const [first = ''] = sequence.tokens;
        const candidate = { term, sequence, isExact: at === 0 };
        if (sequence.isPrefix && sequence.tokens.length === 1) {
          this.#prefixes.push(candidate);
        } else {
          this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), candidate]);
        }
      }),
    );
  }

  /** Where the terms stand, in the order of the text. */
  placesIn(tokens: readonly Token[]): readonly TermPlace[] {
    const places: TermPlace[] = [];
    for (let at = 0; at < tokens.length && places.length < MAX_PLACES; at += 1) {
      const form = tokens[at]?.form ?? '';
      const known = this.#byFirst.get(form);
      for (const { term, sequence, isExact } of known ?? []) {
        if (standsAt(sequence, tokens, at)) {
          places.push({ term, from: at, to: at + sequence.tokens.length, isExact });
        }
      }
      for (const { term, sequence, isExact } of this.#prefixes) {
        if (form.startsWith(sequence.tokens[0] ?? '')) {
          places.push({ term, from: at, to: at + 1, isExact });
        }
      }
    }
    return places;
  }
}

function standsAt({ tokens: wanted, isPrefix }: Sequence, tokens: readonly Token[], at: number): boolean {
  return wanted.every((form, index) => {
    const found = tokens[at + index]?.form;
    return isPrefix && index === wanted.length - 1 ? found?.startsWith(form) === true : found === form;
  });
}
