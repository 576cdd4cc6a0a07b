import { say, Words } from '../../../text/words.js';
import type { Operand, PlannedCondition, PlannedItem } from './planned-condition.js';

/** Conditions of a group, and values of a condition, that are written out. */
const MAX_PARTS = 4;
const QUANTIFIERS = new Set(['any', 'every', 'none']);
const WITHOUT_VALUE = new Set(['is_empty', 'is_not_empty']);

/** `"Status" equals "Done"`, or a group in brackets: what Notion is asked, in the words of a `where`. */
export function describeItem(item: PlannedItem): Words {
  return 'conditions' in item
    ? say`(${first(item.conditions.map(describeCondition), item.join === 'or' ? ' or ' : ' and ')})`
    : describeCondition(item);
}

function describeCondition({ subject, path, operator, operands }: PlannedCondition): Words {
  const name = 'property' in subject ? say`${subject.property}` : Words.term(subject.timestamp);
  const quantifier = path.find((key) => QUANTIFIERS.has(key));
  const written = Words.term(quantifier === undefined ? operator : `${quantifier}:${operator}`);
  const ranges = operands.flatMap((operand) => ('comparisons' in operand ? [describeRange(operand)] : []));
  if (ranges.length > 0) {
    return say`${name} ${first(ranges, ' or ')}`;
  }
  const values = WITHOUT_VALUE.has(operator) ? [] : operands.flatMap(valuesOf);
  return values.length === 0 ? say`${name} ${written}` : say`${name} ${written} ${first(values, ', ')}`;
}

/** Nothing for periods, whose value is an empty object. */
function valuesOf(operand: Operand): readonly Words[] {
  if ('comparisons' in operand) {
    return [];
  }
  const value = 'reference' in operand ? operand.reference.text : operand.value;
  if (typeof value === 'boolean') {
    return [Words.term(String(value))];
  }
  if (typeof value === 'object') {
    return Array.isArray(value) ? value.map((each: string) => say`${each}`) : [];
  }
  return [say`${value}`];
}

/** Comparisons with operators of their own, such as from the first to the last day of a month. */
function describeRange({ comparisons, join }: Extract<Operand, { comparisons: unknown }>): Words {
  const parts = comparisons.map(({ operator, value }) =>
    Words.join([Words.term(operator), ...valuesOf({ value })], ' '),
  );
  return Words.join(parts, join === 'or' ? ' or ' : ' and ');
}

function first(parts: readonly Words[], separator: ', ' | ' or ' | ' and '): Words {
  const more = parts.length - MAX_PARTS;
  const shown = Words.join(parts.slice(0, MAX_PARTS), separator);
  return more > 0 ? say`${shown} and ${more} more` : shown;
}
