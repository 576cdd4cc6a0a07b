import { isRecord, type JsonRecord } from '../../../text/json.js';
import { meaningOf } from '../conditions/operator-meanings.js';
import { operatorsOf } from '../conditions/operators.js';
import { rangeEnds } from '../conditions/range-value.js';
import { readPeriod } from '../dates/periods.js';
import { foldName } from '../../../text/fold-name.js';
import { listOf, membersOf, takeColumn, takeMember, type Members } from './members.js';

/** What the members of a condition are called; `timestamp` is Notion's own. */
const PROPERTY_NAMES = ['property', 'column', 'field', 'timestamp', 'propertyname'];
/** Columns are called so as well, so these count beside an operator only. */
const NAMES_BESIDE_OPERATOR = ['name', 'key', 'attribute'];
const OPERATOR_NAMES = ['operator', 'op', 'condition', 'comparison', 'comparator', 'operation'];
const VALUE_NAMES = ['value', 'values', 'val'];
/** What groups are called; `and` and `or` are Notion's own, with `$` those of MongoDB. */
const ALL_NAMES = ['all', 'and', '$and'];
const ANY_NAMES = ['any', 'or', '$or'];
const NONE_NAMES: ReadonlySet<string> = new Set(['not', 'none', 'nor']);
/** A list of conditions whose join is another member. */
const LIST_NAMES = ['conditions', 'filters', 'rules'];
const JOIN_NAMES = ['operator', 'match', 'conjunction', 'combinator', 'logic', 'join', 'type'];
/** What stands around a filter. */
const WRAPPER_NAMES = new Set(['filter', 'where']);
/** An object with one of these is a condition, a group or what stands around them. */
const FORM_NAMES: ReadonlySet<string> = new Set([
  ...PROPERTY_NAMES,
  ...OPERATOR_NAMES,
  ...VALUE_NAMES,
  ...ALL_NAMES,
  ...ANY_NAMES,
  ...LIST_NAMES,
  ...WRAPPER_NAMES,
]);
/** The ends of ranges, where they are no operators. */
const RANGE_NAMES: ReadonlySet<string> = new Set(['from', 'to', 'start', 'end', 'min', 'max', 'time_zone']);
/** Types whose filters in Notion's form hold another type. */
const NESTING_TYPES = new Set(['formula', 'rollup']);
/** Notion's `rollup: {any: {number: {…}}}` is the deepest. */
const MAX_PREFIXES = 2;

/**
 * Conditions in the forms that are in use, as `{property, operator, value}` and groups `{any: […]}` and `{all: […]}`:
 * Notion's own filters (`{property, title: {contains}}`, `{and: […]}`, `{timestamp, …}`), `{field, op, value}`,
 * `[column, operator, value]`, `{Column: {operator: value}}`. Anything else stays for the schema to refuse.
 */
export function readWhere(written: unknown): unknown {
  const items = listOf(written).flatMap(unwrap);
  const read = isTriple(written) ? [readTriple(written)] : (columnsAlone(items) ?? readJoined(items));
  const isNothing = Array.isArray(read) && read.length > 0 && read.every((item) => isBlankItem(item));
  return isNothing ? undefined : read;
}

/** An empty value is kept for conditions; alone it is none. */
function isBlankItem(item: unknown): boolean {
  return isRecord(item) && Object.entries(item).every(([name, value]) => name === 'value' && value === '');
}

/** `{filter: {…}}` around all of it, as in a request to Notion. */
function unwrap(item: unknown): readonly unknown[] {
  const [[name, inner] = ['', undefined], ...others] = isRecord(item) ? Object.entries(item) : [];
  const isWrapper = others.length === 0 && WRAPPER_NAMES.has(name) && typeof inner === 'object';
  return isWrapper && inner !== null ? listOf(inner) : [item];
}

/** Of one object by columns, the group or `match` says how they go together, as it does of a list. */
function columnsAlone(items: readonly unknown[]): readonly unknown[] | undefined {
  const [only] = items;
  return items.length === 1 && isRecord(only) && isByColumn(only) ? byColumns(only) : undefined;
}

/** `[condition, "or", condition]`: words between conditions, if all are the same. */
function readJoined(items: readonly unknown[]): unknown {
  const words = new Set(items.filter((item) => typeof item === 'string').map((item) => item.toLowerCase()));
  const [word = '', ...others] = words;
  const isJoined = others.length === 0 && (word === 'and' || word === 'or');
  const conditions = items.filter((item) => !isJoined || typeof item !== 'string').map(readItem);
  return isJoined && word === 'or' ? [{ any: conditions }] : conditions;
}

function readItem(item: unknown): unknown {
  if (isTriple(item)) {
    return readTriple(item);
  }
  if (Array.isArray(item) && item.length === 1) {
    return readItem(item[0]);
  }
  if (!isRecord(item)) {
    return item;
  }
  if (isByColumn(item)) {
    return together(byColumns(item));
  }
  const members = membersOf(item);
  return readGroup(members) ?? readCondition(members);
}

/** `{"Status": "Done", "Due": {…}}`: no member has a name that conditions and groups have. */
function isByColumn(item: JsonRecord): boolean {
  const names = Object.keys(item).map(foldName);
  return names.length > 0 && !names.some((name) => FORM_NAMES.has(name));
}

/** `["Due", "before", "today"]`, or without a value: two sentences are no column and operator. */
function isTriple(value: unknown): value is readonly [string, string, unknown?] {
  return (
    Array.isArray(value) &&
    (value.length === 2 || value.length === 3) &&
    value.every((part) => !isRecord(part)) &&
    [value[0], value[1]].every((part) => typeof part === 'string' && !/^\s*[[{]/.test(part)) &&
    (value.length === 3 || isOperator(String(value[1])))
  );
}

function isOperator(word: string): boolean {
  return meaningOf(word) !== undefined || readPeriod(word) !== undefined;
}

function readTriple([property, operator, value]: readonly [string, string, unknown?]): JsonRecord {
  return { property, operator, ...(value === undefined ? {} : { value }) };
}

function readGroup(members: Members): unknown {
  const all = takeMember(members, ALL_NAMES);
  const any = takeMember(all.rest, ANY_NAMES);
  const groups = {
    ...(any.value === undefined ? {} : { any: readGrouped(any.value) }),
    ...(all.value === undefined ? {} : { all: readGrouped(all.value) }),
  };
  if (Object.keys(groups).length > 0) {
    return { ...Object.fromEntries(any.rest), ...groups };
  }
  const list = takeMember(members, LIST_NAMES);
  const join = takeMember(list.rest, JOIN_NAMES);
  const word = typeof join.value === 'string' ? join.value.trim().toLowerCase() : '';
  const name = [...ALL_NAMES, ...ANY_NAMES].includes(word)
    ? ALL_NAMES.includes(word)
      ? 'all'
      : 'any'
    : undefined;
  if (!Array.isArray(list.value)) {
    return undefined;
  }
  if (NONE_NAMES.has(word)) {
    // The way a group of this name looks when it is written alone; it is refused where the columns are known.
    return { property: word, value: list.value };
  }
  // Without a word in between, conditions hold together; a column may be called so, and then it is no list of objects.
  const isAlone = list.rest.size === 0 && list.value.every((item) => isRecord(item));
  return name !== undefined || isAlone
    ? { ...Object.fromEntries(join.rest), [name ?? 'all']: readGrouped(list.value) }
    : undefined;
}

function readGrouped(written: unknown): readonly unknown[] {
  const items = listOf(written);
  return columnsAlone(items) ?? items.map((item) => readItem(item));
}

function readCondition(members: Members): unknown {
  const hasOperator = takeMember(members, OPERATOR_NAMES).value !== undefined;
  const column =
    takeColumn(members, PROPERTY_NAMES) ??
    (hasOperator ? takeColumn(members, NAMES_BESIDE_OPERATOR) : undefined);
  const operator = takeMember(column?.rest ?? members, OPERATOR_NAMES);
  const value = takeMember(operator.rest, VALUE_NAMES);
  const others = withoutType(value.rest);
  // `condition: {equals: 1}` holds what else stands beside the column.
  const held = isRecord(operator.value) ? membersOf(operator.value) : others;
  const isComparison =
    (operator.value === undefined || held !== others) && value.value === undefined && held.size > 0;
  if (isComparison) {
    const conditions = [...held].flatMap(([key, inner]) =>
      column === undefined ? byColumn(key, inner) : comparisons(column.column, key, inner),
    );
    return together(conditions);
  }
  return {
    ...Object.fromEntries(others),
    ...(column === undefined ? {} : { property: column.column }),
    ...(operator.value === undefined ? {} : { operator: operator.value }),
    ...(value.value === undefined ? {} : { value: value.value }),
  };
}

function byColumns(item: JsonRecord): readonly unknown[] {
  return Object.entries(item).flatMap(([name, inner]) => byColumn(name, inner));
}

/** `{Column: {operator: value}}`, also with Notion's type in between; a bare value has no operator, nor has a date. */
function byColumn(name: string, inner: unknown): readonly unknown[] {
  if (isRange(inner)) {
    return [
      { property: name, ...(rangeEnds(inner) === undefined ? {} : { operator: 'between' }), value: inner },
    ];
  }
  return isRecord(inner) && Object.keys(inner).length > 0
    ? [readCondition(new Map([...membersOf(inner), ['property', name]]))]
    : [{ property: name, ...(inner === null ? {} : { value: inner }) }];
}

/** `{from, to}`, and a date of Notion's. */
function isRange(value: unknown): boolean {
  const names = isRecord(value) ? Object.keys(value) : [];
  return names.length > 0 && names.every((name) => RANGE_NAMES.has(name));
}

/** `title: {contains: "a"}` or `contains: "a"`: the operators of one member, each a condition. */
function comparisons(
  property: string,
  key: string,
  inner: unknown,
  prefixes: readonly string[] = [],
): readonly unknown[] {
  const isType = operatorsOf(key) !== undefined || NESTING_TYPES.has(key);
  const isNested = prefixes.length > 0 && prefixes.length <= MAX_PREFIXES && !isLeaf(inner);
  if (!isRecord(inner) || !(isType || isNested) || Object.keys(inner).length === 0) {
    const words = [...prefixes.slice(1), key];
    return [{ property, operator: words.join(':'), value: inner }];
  }
  const within = NESTING_TYPES.has(key) || isNested ? [...prefixes, key] : prefixes;
  return Object.entries(inner).flatMap(([name, value]) => comparisons(property, name, value, within));
}

/** The value of an operator, which may be an object: `{}` for a period, a person. */
function isLeaf(value: unknown): boolean {
  return !isRecord(value) || Object.keys(value).length === 0 || typeof value['id'] === 'string';
}

/** Notion repeats the type beside the object of that name. */
function withoutType(members: Members): Members {
  return new Map([...members].filter(([name, value]) => name !== 'type' || typeof value !== 'string'));
}

/** Several comparisons of one condition hold together. */
function together(conditions: readonly unknown[]): unknown {
  return conditions.length === 1 ? conditions[0] : { all: conditions };
}
