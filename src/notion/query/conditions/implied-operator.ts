import { InputError } from '../../../errors.js';
import { meaningOf } from './operator-meanings.js';

/** What a condition may mean that has a value and no operator. */
interface Comparison {
  readonly operator: string;
  readonly value: unknown;
}

/** Longer texts hold no operator. */
const MAX_COMPARISON_CHARACTERS = 200;
/** "is greater than or equal" is the longest that people write before a value. */
const MAX_OPERATOR_WORDS = 5;
const SYMBOL = /^(>=|<=|=>|=<|!=|<>|==?|>|<|≥|≤|≠)\s*(\S.*)$/s;

/**
 * Plans a condition without an operator: the cell is the value, or contains it. A text that the cell cannot be may begin
 * with the operator, as in `>= 3` and `before 2026-10-01`. Throws what is wrong with the value where it means nothing.
 */
export function planImplied<Planned>(value: unknown, plan: (comparison: Comparison) => Planned): Planned {
  try {
    return plan({ operator: Array.isArray(value) ? 'in' : 'is', value });
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    for (const comparison of comparisonsIn(value)) {
      try {
        return plan(comparison);
      } catch (other) {
        if (!(other instanceof InputError)) {
          throw other;
        }
      }
    }
    throw error;
  }
}

/** The longest operator first: `not before today` is not `not`. */
function comparisonsIn(value: unknown): readonly Comparison[] {
  if (typeof value !== 'string' || value.length > MAX_COMPARISON_CHARACTERS) {
    return [];
  }
  const [, symbol, rest] = SYMBOL.exec(value.trim()) ?? [];
  if (symbol !== undefined) {
    return [{ operator: symbol, value: rest }];
  }
  const words = value.trim().split(/\s+/);
  const counts = words.slice(0, MAX_OPERATOR_WORDS).map((_, at) => at + 1);
  return counts.toReversed().flatMap((count) => {
    const operator = words.slice(0, count).join(' ');
    const left = words.slice(count).join(' ');
    return meaningOf(operator) === undefined ? [] : [{ operator, value: left === '' ? undefined : left }];
  });
}
