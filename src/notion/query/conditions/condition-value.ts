import { InputError } from '../../../errors.js';
import { readDateOperand, readDateRange, readDatesOutside } from './date-operand.js';
import type { FoundOperator } from './find-operator.js';
import { readLike } from './like-pattern.js';
import type { ValueKind } from './operators.js';
import { findOptions } from './option-value.js';
import { plainValues } from './plain-value.js';
import type { Operand } from './planned-condition.js';
import { rangeEnds } from './range-value.js';
import { readReference } from './reference-value.js';
import { asBoolean, readSingle, type SingleKind } from './single-value.js';
import { readPeriod } from '../dates/periods.js';
import { withoutEscapes } from '../../../text/match-text.js';
import { EMPTY_WORDS, say, Words } from '../../../text/words.js';
import { asText, emptyCellHint, isBlank, refuseValue, type ValueContext } from './value-context.js';

/** Most values in one condition. */
const MAX_VALUES = 50;
/** Operators that say the same of a list as of each of its values, one or all of which must then hold. */
const LISTABLE: ReadonlySet<string> = new Set(['equals', 'does_not_equal', 'status']);

/** Reads a value of the kind that the operator takes. Strict about meaning, lenient about form: models vary it. */
export function planOperands(
  found: FoundOperator,
  kind: ValueKind,
  given: unknown,
  context: ValueContext,
): readonly Operand[] {
  if (kind === 'existence' || kind === 'period') {
    checkAbsent(given, context);
    return [{ value: kind === 'existence' ? true : {} }];
  }
  if (found.period !== undefined) {
    return [readDateOperand(found.period, context)];
  }
  if (found.value !== undefined) {
    return [{ value: impliedValue(found.value, given, context) }];
  }
  if (found.shape === 'between' || found.shape === 'not_between') {
    const operator = found.shape === 'between' ? 'between' : 'not between';
    return rangeOperands(found, kind, given, { ...context, operator });
  }
  const values = plainValues(kind, given).map((item) => present(item, context));
  const isList = found.shape !== 'plain' || LISTABLE.has(found.operator);
  const isReference = kind === 'person' || kind === 'page';
  if (kind === 'option') {
    return optionOperands(values, found, context);
  }
  checkCount(values.length, isList || isReference ? MAX_VALUES : 1, context);
  return values.map((value) =>
    isReference ? readReference(kind, value, context) : readValue(kind, value, found, context),
  );
}

function readValue(
  kind: SingleKind | 'date',
  value: unknown,
  found: FoundOperator,
  context: ValueContext,
): Operand {
  if (kind === 'date') {
    return readDateOperand(value, context);
  }
  const read = readSingle(kind, value, context);
  if (kind !== 'text' || typeof read !== 'string') {
    return { value: read };
  }
  if (found.shape === 'like') {
    return { comparisons: [readLike(read, context)], join: 'and' };
  }
  // Answers escape for Markdown, and a text may have backslashes of its own: both are looked for.
  const unescaped = withoutEscapes(read);
  const { operator, join } = context;
  return unescaped === read || join === undefined
    ? { value: read }
    : { comparisons: [read, unescaped].map((text) => ({ operator, value: text })), join };
}

function optionOperands(
  values: readonly unknown[],
  found: FoundOperator,
  context: ValueContext,
): readonly Operand[] {
  const names = values.flatMap((value) =>
    findOptions(
      context.property,
      asText(value) ?? refuseValue(say`Pass an option name.`, value, context),
      context.argument,
      context.canBeEmpty ? emptyCellHint(context.operator, value) : EMPTY_WORDS,
    ),
  );
  const unique = [...new Set(names)];
  if (found.shape === 'each') {
    return unique.map((value) => ({ value }));
  }
  return [{ value: unique.length === 1 ? (unique[0] ?? '') : unique }];
}

/** Both ends of `between`; for dates also a month or a period, which have two ends. */
function rangeOperands(
  found: FoundOperator,
  kind: ValueKind,
  given: unknown,
  context: ValueContext,
): readonly Operand[] {
  const values = plainValues(kind, present(given, context));
  const ends = rangeEnds(values);
  if (kind === 'date' && ends === undefined && values.length === 1 && found.shape === 'between') {
    const period = readDateOperand(values[0], { ...context, operator: 'equals' });
    if ('comparisons' in period) {
      return [period];
    }
  }
  if (ends === undefined) {
    return refuseValue(say`Pass a list of two values, the first and the last.`, given, context);
  }
  const isInside = found.shape === 'between';
  if (kind === 'date') {
    return [isInside ? readDateRange(...ends, context) : readDatesOutside(...ends, context)];
  }
  const numbers = ends.map((end) => Number(readSingle(kind === 'unique_id' ? kind : 'number', end, context)));
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return [
    isInside
      ? {
          comparisons: [
            { operator: 'greater_than_or_equal_to', value: low },
            { operator: 'less_than_or_equal_to', value: high },
          ],
          join: 'and',
        }
      : {
          comparisons: [
            { operator: 'less_than', value: low },
            { operator: 'greater_than', value: high },
          ],
          join: 'or',
        },
  ];
}

/** The value that `is_checked` contains; a boolean beside it says whether that is so. */
function impliedValue(implied: string | boolean, given: unknown, context: ValueContext): string | boolean {
  const said = isBlank(given) || isEmptyObject(given) || given === implied ? true : asBoolean(given);
  if (said === undefined || (!said && typeof implied === 'string')) {
    return refuseValue(say`Leave the value out.`, given, context);
  }
  return typeof implied === 'string' ? implied : said === implied;
}

/** Rejects what is no value at all. Empty cells have operators of their own. */
function present(value: unknown, context: ValueContext): unknown {
  if (isBlank(value)) {
    throw new InputError(
      context.argument,
      say`${context.operator} needs a value.`,
      context.canBeEmpty
        ? say`Pass one; for empty cells use the operator is_empty or is_not_empty.`
        : say`Pass one.`,
    );
  }
  return value;
}

function checkAbsent(value: unknown, context: ValueContext): void {
  const period = typeof value === 'string' ? readPeriod(value) : undefined;
  const isRepeated = period !== undefined && 'operator' in period && period.operator === context.operator;
  if (isBlank(value) || asBoolean(value) === true || isEmptyObject(value) || isRepeated) {
    return;
  }
  const opposite = context.operator === 'is_empty' ? 'is_not_empty' : 'is_empty';
  throw new InputError(
    context.argument,
    say`${context.operator} takes no value.`,
    asBoolean(value) === false && context.operator.startsWith('is_')
      ? say`For the opposite use the operator ${Words.term(opposite)}.`
      : say`Leave the value out.`,
  );
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function checkCount(count: number, most: number, context: ValueContext): void {
  if (count < 1 || count > most) {
    throw new InputError(
      context.argument,
      say`${context.operator} takes ${most === 1 ? say`one value here` : say`1 to ${most} values`}.`,
      say`For alternatives write one condition each and set match to "any".`,
    );
  }
}
