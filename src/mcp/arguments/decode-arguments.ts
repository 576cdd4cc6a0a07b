import { foldName } from '../../text/fold-name.js';
import { isRecord, textField, type JsonRecord } from '../../text/json.js';
import { isToTheLetter, otherNames } from './argument-names.js';
import { hasOwnNames, isAbsent, isBlank } from './blank-value.js';
import { acceptedTypes, type JsonSchema } from './json-schema.js';
import { readJsonText } from '../../text/json-text.js';
import { plainTextIn } from './rich-text-form.js';
import { withDeclaredNames, type Reading } from './sort-out-arguments.js';

/** Members that hold what an object is called by, where a text is wanted: Notion answers with such objects. */
const NAMING_MEMBERS = ['id', 'url', 'property', 'column', 'name', 'title', 'value', 'text', 'content'];
/** The same in a list of names, and what Notion has beside them. */
const LIST_MEMBERS = new Set(['property', 'column', 'field', 'name', 'title']);
const KNOWN_MEMBERS = new Set([...LIST_MEMBERS, 'id', 'type', 'object', 'color', 'description']);
/** Words for members of an enum that Notion's API has for them. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['and', 'all'],
  ['or', 'any'],
  ['all', 'any'],
  ['pages', 'page'],
  ['databases', 'database'],
  ['data_source', 'database'],
  ['data_sources', 'database'],
  ['delete', 'trash'],
  ['remove', 'trash'],
  ['undelete', 'restore'],
  ['untrash', 'restore'],
  ['copy', 'duplicate'],
]);
const TRUE_TEXT = /^(?:true|yes|on|1)$/i;
const FALSE_TEXT = /^(?:false|no|off|0)$/i;
/** The beginning of an object in JSON. */
const JSON_OBJECT = /^\s*\{/;
const NUMBER_TEXT = /^[+-]?\d+(?:\.\d+)?$/;

/** Empty items of a list, by its path: whoever wrote one may have meant something. */
export type LeftOut = readonly [list: readonly (string | number)[], count: number];

/** How a value is read, and where it stands among the arguments. */
interface Decoding extends Reading {
  readonly path: LeftOut[0];
  /** Is told of each list of which items are left out. */
  readonly leaveOut: (left: LeftOut) => void;
}

/**
 * Undoes what clients and models do to arguments on their way: lists, objects, numbers and booleans sent as text, a single
 * item where a list is wanted or a list of one where it is not, and blank values for "not given". Where the schema accepts
 * the value as it is, nothing changes; what remains wrong is left for the validation to name.
 */
export function decodeArguments(
  value: unknown,
  schema: JsonSchema,
  { isStrict }: Reading,
  leaveOut: Decoding['leaveOut'],
): unknown {
  return isRecord(value)
    ? decodeProperties(withNames(value, schema), schema, { isStrict, path: [], leaveOut })
    : value;
}

/** Objects in place of texts are understood as arguments only: inside of them, a member may hold an object of its own. */
function withNames(given: JsonRecord, { properties = {} }: JsonSchema): JsonRecord {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const isText = Object.hasOwn(properties, name) && properties[name]?.type === 'string';
      return [name, isText && !isWholeText(value, name) ? named(textIn(value), name) : value];
    }),
  );
}

function isWholeText(value: unknown, name: string): boolean {
  return typeof value === 'string' && isToTheLetter(name);
}

function decode(value: unknown, schema: JsonSchema, decoding: Decoding): unknown {
  switch (schema.type) {
    case 'array':
      return decodeList(value, schema, decoding);
    case 'object':
      return decodeObject(value, schema, decoding);
    case 'string':
      return decodeText(textIn(value), schema);
    case 'integer':
    case 'number':
      return decodeNumber(single(value));
    case 'boolean':
      return decodeBoolean(single(value));
    default:
      // Several types are a value to compare with, which is read where its column is known.
      return value;
  }
}

/** Nothing but empty items is no list. Among others, one is left for the validation where the tool makes changes. */
function decodeList(value: unknown, schema: JsonSchema, decoding: Decoding): unknown {
  const items = itemsIn(value);
  const { items: item } = schema;
  if (item === undefined || acceptedTypes(item).size !== 1) {
    // Items of several types are values, of which 0, false and nothing are some.
    return items;
  }
  const filled = items.filter((each) => !isBlank(each) || hasOwnNames(each, schema));
  const left = items.length - filled.length;
  const isKept = decoding.isStrict && filled.length > 0;
  if (left > 0 && filled.length > 0 && !isKept) {
    decoding.leaveOut([decoding.path, left]);
  }
  return (isKept ? items : filled).map((each, at) =>
    item.type === 'string'
      ? decodeText(nameIn(each), item)
      : decode(each, item, { ...decoding, path: [...decoding.path, at] }),
  );
}

/** The items of a list, also of its JSON text; one item is a list of one. */
function itemsIn(value: unknown): readonly unknown[] {
  const read = typeof value === 'string' ? (readJsonText(value) ?? value) : value;
  return Array.isArray(read) ? read : [read];
}

function decodeObject(value: unknown, schema: JsonSchema, decoding: Decoding): unknown {
  const read = typeof value === 'string' ? (readJsonText(value) ?? value) : value;
  return isRecord(read) ? decodeProperties(withDeclaredNames(read, schema), schema, decoding) : read;
}

function decodeProperties(
  value: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  decoding: Decoding,
): unknown {
  const decoded = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const property = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
    if (property === undefined) {
      return [[name, inner]];
    }
    const isOptional = !schema.required?.includes(name);
    if (isOptional && isAbsent(inner, property)) {
      return [];
    }
    const path = [...decoding.path, name];
    const read = isWholeText(inner, name) ? inner : decode(inner, property, { ...decoding, path });
    // JSON text may hold what is blank.
    return isOptional && read !== inner && isAbsent(read, property) ? [] : [[name, read]];
  });
  return Object.fromEntries(decoded);
}

function decodeText(text: unknown, schema: JsonSchema): unknown {
  if (typeof text === 'number' && Number.isFinite(text)) {
    return String(text);
  }
  if (schema.enum === undefined || typeof text !== 'string') {
    return text;
  }
  const written = text.trim().toLowerCase();
  const word = schema.enum.includes(written) ? written : (OTHER_WORDS.get(written) ?? written);
  return (
    schema.enum.find((accepted) => typeof accepted === 'string' && accepted.toLowerCase() === word) ?? text
  );
}

function decodeNumber(value: unknown): unknown {
  return typeof value === 'string' && NUMBER_TEXT.test(value.trim()) ? Number(value) : value;
}

function decodeBoolean(value: unknown): unknown {
  const text = typeof value === 'string' ? value.trim() : value === 1 || value === 0 ? String(value) : '';
  return TRUE_TEXT.test(text) ? true : FALSE_TEXT.test(text) ? false : value;
}

/** Text for an argument: also that of rich text as Notion's API has it, or what a list of one holds. */
function textIn(value: unknown): unknown {
  return plainTextIn(value) ?? single(value);
}

/** What a list of one holds; several are left, since a choice among them would be a guess. */
function single(value: unknown): unknown {
  if (typeof value === 'string') {
    // Somebody may look for "[1]", but hardly for "["a"]".
    const list = /^\s*\[\s*"/.test(value) ? readJsonText(value) : undefined;
    return Array.isArray(list) ? single(list) : value;
  }
  const given = Array.isArray(value) ? value.filter((item) => !isBlank(item)) : [];
  return given.length === 1 ? given[0] : value;
}

/** The name of an object in a list of names, such as a column as Notion describes it. */
function nameIn(item: unknown): unknown {
  const texts = isRecord(item)
    ? Object.entries(item).filter(
        ([name, value]) => typeof value === 'string' && LIST_MEMBERS.has(foldName(name)),
      )
    : [];
  const isMore = isRecord(item) && Object.keys(item).some((name) => !KNOWN_MEMBERS.has(foldName(name)));
  return texts.length === 1 && !isMore
    ? texts[0]?.[1]
    : ((texts.length === 0 ? referenceIn(item) : undefined) ?? item);
}

/** What refers to a page that is given as Notion answers with it. */
function referenceIn(item: unknown): string | undefined {
  return isRecord(item)
    ? ['page_id', 'id', 'url'].map((name) => textField(item, name)).find((text) => text !== undefined)
    : undefined;
}

/** The text that an object stands for where one argument is wanted. */
function named(value: unknown, argument: string): unknown {
  const names = (): string[] => [argument, ...otherNames(argument, [])];
  return isRecord(value)
    ? (namingMember(value, [...names(), ...NAMING_MEMBERS]) ?? value)
    : typeof value === 'string' && JSON_OBJECT.test(value)
      ? (namedInJson(value, names()) ?? value)
      : value;
}

/** The text that an object stands for: the first of these members, or the only text that it holds. */
function namingMember(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string | undefined {
  const members = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !isBlank(entry[1]),
  );
  const byName = new Map(members.map(([name, text]) => [foldName(name), text]));
  const wanted = names.map(foldName).find((name) => byName.has(name));
  // The type of something is not its name: a paragraph is not the text "paragraph".
  const others = members.filter(([name]) => name !== 'type' || Object.keys(value).length === 1);
  // Beside a list or an object it would not be all that was meant.
  const isAll = Object.values(value).every((member) => typeof member !== 'object' || isBlank(member));
  return wanted === undefined
    ? others.length === 1 && isAll
      ? others[0]?.[1]
      : undefined
    : byName.get(wanted);
}

/** The same of an object in JSON text, which is a text as well: only names of the argument itself count. */
function namedInJson(text: string, names: readonly string[]): string | undefined {
  const value = readJsonText(text);
  const folded = new Set(names.map(foldName));
  return isRecord(value) && Object.keys(value).some((name) => folded.has(foldName(name)))
    ? namingMember(value, names)
    : undefined;
}
