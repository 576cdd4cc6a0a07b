import { InputError } from '../../../errors.js';
import { looksLikeUrl, parseReference } from '../../reference.js';
import { DATE_FORMS, parseDateValue } from './date-value.js';
import { field, textField } from '../../../text/json.js';
import type { ValueKind } from './operators.js';
import { findOptions } from './option-value.js';
import type { Operand } from './planned-condition.js';
import type { PropertySchema } from '../../../content/properties/property-types.js';
import { say, Words } from '../../../text/words.js';

/** Most people or pages in one condition. */
const MAX_REFERENCES = 50;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const TRUE_WORDS: ReadonlySet<string> = new Set(['true', 'yes', 'checked']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'no', 'unchecked']);
/** Notion's words for `verification`; ours on the left also name the state of a page never verified. */
const VERIFICATION_STATES: ReadonlyMap<string, string> = new Map([
  ['verified', 'verified'],
  ['expired', 'expired'],
  ['none', 'none'],
  ['unverified', 'none'],
]);

/** What is needed to read a condition's value. */
interface ValueContext {
  readonly operator: string;
  /** The property whose options, relation target or prefix count; unknown for some rollups. */
  readonly property: PropertySchema | undefined;
  /** Where the caller wrote the value. */
  readonly argument: string;
}

/** Reads a value of the kind that the operator takes. Strict about meaning, lenient about form: models vary it. */
export function planOperands(kind: ValueKind, value: unknown, context: ValueContext): readonly Operand[] {
  if (kind === 'existence' || kind === 'period') {
    checkAbsent(value, context);
    return [{ value: kind === 'existence' ? true : {} }];
  }
  const values = (Array.isArray(value) && value.length > 0 ? value : [value]).map((item: unknown) =>
    present(item, context),
  );
  if (kind === 'option') {
    return [{ value: readOptions(values, context) }];
  }
  if (kind === 'person' || kind === 'page') {
    checkCount(values.length, MAX_REFERENCES, context);
    return values.map((item) => readReference(kind, item, context));
  }
  checkCount(values.length, 1, context);
  return [{ value: readSingle(kind, values[0], context) }];
}

/** `true`, `false` and what people write for them; undefined for anything else. */
function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') {
    return value;
  }
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return TRUE_WORDS.has(word) ? true : FALSE_WORDS.has(word) ? false : undefined;
}

/** A finite number, also as a string; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function readSingle(
  kind: Exclude<ValueKind, 'existence' | 'period' | 'option' | 'person' | 'page'>,
  value: unknown,
  context: ValueContext,
): string | number | boolean {
  switch (kind) {
    case 'text':
      return asText(value) ?? refuse(say`a text`, value, context);
    case 'number':
      return asNumber(value) ?? refuse(say`a number`, value, context);
    case 'unique_id':
      return readUniqueId(value, context);
    case 'boolean':
      return asBoolean(value) ?? refuse(say`true or false`, value, context);
    case 'date':
      return parseDateValue(asText(value) ?? '') ?? refuse(DATE_FORMS, value, context);
    default:
      return (
        VERIFICATION_STATES.get((asText(value) ?? '').trim().toLowerCase()) ??
        refuse(say`verified, expired or none`, value, context)
      );
  }
}

/** `TASK-12`, `12` or 12. The prefix must be the property's own, or the number would name another thing. */
function readUniqueId(value: unknown, context: ValueContext): number {
  const text = (asText(value) ?? '').trim();
  const prefix = textField(field(context.property, 'unique_id'), 'prefix') ?? '';
  const [, written = '', digits = ''] = /^(?:(.*)-)?(\d+)$/.exec(text) ?? [];
  const fits = written === '' || written.toLowerCase() === prefix.toLowerCase();
  const example = prefix === '' ? say`a number such as 12` : say`a number or ${`${prefix}-12`}`;
  return fits ? (asNumber(digits) ?? refuse(example, value, context)) : refuse(example, value, context);
}

function readOptions(values: readonly unknown[], context: ValueContext): string | readonly string[] {
  const names = values.flatMap((value) =>
    findOptions(
      context.property,
      asText(value) ?? refuse(say`an option name`, value, context),
      context.argument,
    ),
  );
  const unique = [...new Set(names)];
  return unique.length === 1 ? (unique[0] ?? '') : unique;
}

function readReference(kind: 'person' | 'page', value: unknown, context: ValueContext): Operand {
  const expected =
    kind === 'person' ? say`me, a name, an e-mail address or a user id` : say`a page title, URL or id`;
  const text = (asText(value) ?? textField(value, 'id') ?? refuse(expected, value, context)).trim();
  const { argument } = context;
  if (kind === 'person' && text.toLowerCase() === 'me') {
    return { value: 'me' };
  }
  const reference = parseReference(text);
  const fits = reference?.kind === undefined || (kind === 'person' && reference.kind === 'user');
  if (reference === undefined ? looksLikeUrl(text) : !fits) {
    return refuse(expected, value, context);
  }
  if (reference !== undefined) {
    return { value: reference.id };
  }
  if (kind === 'person') {
    return { reference: { kind, text: text.replace(/^@/, ''), argument } };
  }
  const dataSourceId = textField(field(context.property, 'relation'), 'data_source_id');
  return { reference: { kind, text, argument, dataSourceId } };
}

function asText(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : typeof value === 'string'
      ? value
      : undefined;
}

/** Rejects what is no value at all. Empty cells have operators of their own. */
function present(value: unknown, context: ValueContext): unknown {
  if (isBlank(value)) {
    throw new InputError(
      context.argument,
      say`${context.operator} needs a value.`,
      say`Pass one; for empty cells use the operator is_empty or is_not_empty.`,
    );
  }
  return value;
}

function checkAbsent(value: unknown, context: ValueContext): void {
  const absent = isBlank(value) || asBoolean(value) === true || isEmptyObject(value);
  if (!absent) {
    const opposite = context.operator === 'is_empty' ? 'is_not_empty' : 'is_empty';
    throw new InputError(
      context.argument,
      say`${context.operator} takes no value.`,
      asBoolean(value) === false && context.operator.startsWith('is_')
        ? say`For the opposite use the operator ${Words.term(opposite)}.`
        : say`Leave the value out.`,
    );
  }
}

function isBlank(value: unknown): boolean {
  const emptyText = typeof value === 'string' && value.trim() === '';
  return value === undefined || value === null || emptyText || (Array.isArray(value) && value.length === 0);
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

function refuse(expected: Words, value: unknown, context: ValueContext): never {
  const written = asText(value);
  throw new InputError(
    context.argument,
    say`${written === undefined ? say`This value` : written} does not fit the operator ${context.operator}.`,
    say`Pass ${expected}.`,
  );
}
