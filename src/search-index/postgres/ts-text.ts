import { tokensOf } from '../analysis/tokens.js';
import type { PlannedTerm, Sequence } from '../find/plan-query.js';

/** Positions that a `tsvector` can hold; further words are found, but not as a part of a phrase. */
const MAX_POSITION = 16_383;
/** Words between two fields, so that no phrase reaches from one into the next. */
const GAP = 2;

/** The fields of a passage with what they count (`ts_rank`), and the words of them that are found. */
interface FieldTexts {
  readonly title: string;
  readonly headings: string;
  readonly body: string;
}

/**
 * A `tsvector` as text. Each word carries the number of its index: a query for the words of one index cannot match those of another,
 * and the inverted index is as fast for a small index beside large ones. Tokens are letters, digits, marks, `#` and `+` (see
 * `tokensOf`): none ends a quotation.
 */
export function tsVector(index: number, { title, headings, body }: FieldTexts): string {
  const positions = new Map<string, string[]>();
  let position = 1;
  for (const [text, weight] of [
    [title, 'A'],
    [headings, 'B'],
    [body, ''],
  ] as const) {
    for (const { form } of tokensOf(text)) {
      const places = positions.get(form) ?? [];
      places.push(`${Math.min(position, MAX_POSITION)}${weight}`);
      positions.set(form, places);
      position += 1;
    }
    position += GAP;
  }
  return Array.from(positions, ([form, places]) => `${lexeme(index, form)}:${places.join(',')}`).join(' ');
}

/** A `tsquery` as text, for what a passage, or its title, has to hold. */
export function tsQuery(
  index: number,
  terms: readonly PlannedTerm[],
  mode: 'all' | 'any',
  excluded: readonly PlannedTerm[] = [],
  field: 'any' | 'title' = 'any',
): string {
  const weight = field === 'title' ? 'A' : '';
  const wanted = terms.map((term) => termQuery(index, term, weight)).join(mode === 'all' ? ' & ' : ' | ');
  return [`(${wanted})`, ...excluded.map((term) => `!${termQuery(index, term)}`)].join(' & ');
}

function termQuery(index: number, { sequences }: PlannedTerm, weight = ''): string {
  return `(${sequences.map((sequence) => sequenceQuery(index, sequence, weight)).join(' | ')})`;
}

function sequenceQuery(index: number, { tokens, isPrefix }: Sequence, weight: string): string {
  const words = tokens.map((token, at) => {
    const labels = `${isPrefix && at === tokens.length - 1 ? '*' : ''}${weight}`;
    return `${lexeme(index, token)}${labels === '' ? '' : `:${labels}`}`;
  });
  return `(${words.join(' <-> ')})`;
}

function lexeme(index: number, form: string): string {
  return `'${index}_${form.replaceAll(/['\\]/g, '')}'`;
}
