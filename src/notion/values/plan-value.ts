import type { PropertySchema } from '../../content/properties/property-types.js';
import { InputError } from '../../errors.js';
import { nameAmong, say, Words } from '../../text/words.js';
import { relatedSource } from '../query/columns/column-sources.js';
import { readNumber } from '../query/conditions/number-value.js';
import { numberFormatOf } from '../../content/properties/number-format.js';
import { isComputed } from './computed-types.js';
import { datePayload } from './date-payload.js';
import { fileEntries } from './file-entries.js';
import type { Calendar } from '../query/dates/calendar-days.js';
import { repairLineBreaks } from './line-breaks.js';
import { plainValue } from './notion-form.js';
import { optionNames } from './option-names.js';
import { MAX_TEXT_CHARACTERS, textElements } from './text-elements.js';

/** A value in Notion's form: an object with a field that is named like the property's type. */
export type PropertyPayload = Readonly<Record<string, unknown>>;

/** What a plain value becomes. People and pages are still texts, which have to be looked up. */
type PlannedValue =
  | { readonly kind: 'payload'; readonly payload: PropertyPayload; readonly isRepaired?: boolean }
  | { readonly kind: 'people'; readonly texts: readonly string[] }
  | {
      readonly kind: 'relation';
      readonly texts: readonly string[];
      readonly dataSourceId: string | undefined;
    };

/** How a value may be read. */
interface ValueRule {
  readonly newOptions: boolean;
  /** By which words for days are read; they are refused without one. */
  readonly calendar?: Calendar | undefined;
}

/** Longest address, and longest e-mail address or phone number, in UTF-16 code units (Notion's limits). */
const MAX_URL_CHARACTERS = 2000;
const MAX_CONTACT_CHARACTERS = 200;
/** Most entries of a list in one request. Notion's limit. */
export const MAX_LIST_ENTRIES = 100;
const YES: ReadonlySet<string> = new Set(['true', 'yes', 'checked', 'on', '__yes__']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'unchecked', 'off', '__no__']);

/** Types whose values are lists, to which single entries can be added. */
const LISTS: ReadonlySet<string> = new Set(['multi_select', 'people', 'relation', 'files']);

/** Whether single entries can be added to the property. */
export function isListProperty({ type }: PropertySchema): boolean {
  return LISTS.has(type);
}

/** A plain value of a property; `null` clears it. Throws an `InputError` for what does not fit, before anything is sent. */
export function planValue(
  property: PropertySchema,
  given: unknown,
  argument: string,
  { newOptions, calendar }: ValueRule,
): PlannedValue {
  const { type } = property;
  const value = plainValue(property, given);
  if (isComputed(type)) {
    throw refuse(property, argument, say`is computed by Notion and cannot be set.`, say`Leave it out.`);
  }
  if (value === null || value === undefined || value === '') {
    return { kind: 'payload', payload: cleared(property, argument) };
  }
  switch (type) {
    case 'title':
    case 'rich_text':
      return textValue(property, value, argument);
    case 'number':
      return { kind: 'payload', payload: { number: numberValue(property, value, argument) } };
    case 'checkbox':
      return { kind: 'payload', payload: { checkbox: checkboxValue(property, value, argument) } };
    case 'select':
    case 'status': {
      const [name, ...others] = optionNames(property, textsOf(property, value, argument), argument, {
        mayCreate: newOptions,
      });
      if (name === undefined || others.length > 0) {
        throw refuse(property, argument, say`takes one option.`, say`Pass one name, or null to clear it.`);
      }
      return { kind: 'payload', payload: { [type]: { name } } };
    }
    case 'multi_select': {
      const names = optionNames(property, textsOf(property, value, argument), argument, {
        mayCreate: newOptions,
      });
      return { kind: 'payload', payload: { multi_select: names.map((name) => ({ name })) } };
    }
    case 'date':
      return {
        kind: 'payload',
        payload: { date: named(property, argument, () => datePayload(value, argument, calendar)) },
      };
    case 'people':
      return { kind: 'people', texts: textsOf(property, value, argument) };
    case 'relation':
      return {
        kind: 'relation',
        texts: textsOf(property, value, argument),
        dataSourceId: relatedSource(property),
      };
    case 'files':
      return {
        kind: 'payload',
        payload: { files: filesOf(property, value, argument) },
      };
    case 'url':
      return { kind: 'payload', payload: { url: shortText(property, value, argument, MAX_URL_CHARACTERS) } };
    case 'email':
    case 'phone_number':
      return {
        kind: 'payload',
        payload: { [type]: shortText(property, value, argument, MAX_CONTACT_CHARACTERS) },
      };
    default:
      throw refuse(
        property,
        argument,
        say`is of the type ${Words.term(type)}, which this server does not set.`,
        say`Set it in Notion.`,
      );
  }
}

function cleared({ type, name }: PropertySchema, argument: string): PropertyPayload {
  switch (type) {
    case 'title':
    case 'rich_text':
    case 'multi_select':
    case 'people':
    case 'relation':
    case 'files':
      return { [type]: [] };
    case 'checkbox':
      return { checkbox: false };
    case 'status':
      throw new InputError(
        argument,
        say`${nameAmong(name, [name])} is a status, and Notion's API cannot empty one: it would set the first option.`,
        say`Pass the option that is meant.`,
      );
    default:
      return { [type]: null };
  }
}

function textValue(property: PropertySchema, value: unknown, argument: string): PlannedValue {
  const given = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof given !== 'string') {
    throw refuse(property, argument, say`takes a text.`, say`Pass a text, or null to clear it.`);
  }
  const { text, isRepaired } = repairLineBreaks(given);
  if (text.length > MAX_TEXT_CHARACTERS) {
    throw refuse(
      property,
      argument,
      say`takes at most ${MAX_TEXT_CHARACTERS} characters.`,
      say`Put longer texts into the page itself.`,
    );
  }
  return { kind: 'payload', payload: { [property.type]: textElements(text) }, isRepaired };
}

function numberValue(property: PropertySchema, value: unknown, argument: string): number {
  const read = readNumber(value, numberFormatOf(property));
  if (read === undefined || 'advice' in read) {
    throw refuse(property, argument, say`takes a number.`, read?.advice ?? say`Pass a number such as 12.5.`);
  }
  return read.number;
}

function checkboxValue(property: PropertySchema, value: unknown, argument: string): boolean {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === true || (typeof word === 'string' && YES.has(word))) {
    return true;
  }
  if (word === false || (typeof word === 'string' && NO.has(word))) {
    return false;
  }
  throw refuse(property, argument, say`is a checkbox.`, say`Pass true or false.`);
}

function shortText(property: PropertySchema, value: unknown, argument: string, maximum: number): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '' || text.length > maximum) {
    throw refuse(
      property,
      argument,
      say`takes a text of at most ${maximum} characters.`,
      say`Pass a text, or null to clear it.`,
    );
  }
  return text.trim();
}

function textsOf(property: PropertySchema, value: unknown, argument: string): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.length > MAX_LIST_ENTRIES) {
    throw refuse(
      property,
      argument,
      say`takes at most ${MAX_LIST_ENTRIES} entries in one request.`,
      say`Pass fewer.`,
    );
  }
  return items.map((item) => {
    if (typeof item === 'number') {
      return String(item);
    }
    if (typeof item !== 'string' || item.trim() === '') {
      throw refuse(property, argument, say`takes names.`, say`Pass a text, a list of texts, or null.`);
    }
    return item;
  });
}

function filesOf(property: PropertySchema, value: unknown, argument: string): readonly object[] {
  const texts = textsOf(property, value, argument);
  return named(property, argument, () => fileEntries(texts, argument));
}

/** What is wrong with a value has to say of which property it is. */
function named<Read>(property: PropertySchema, argument: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const { problem, advice } = error.wording;
    throw new InputError(argument, say`${nameAmong(property.name, [property.name])}: ${problem}`, advice, {
      cause: error,
    });
  }
}

function refuse({ name }: PropertySchema, argument: string, problem: Words, advice: Words): InputError {
  return new InputError(argument, say`${nameAmong(name, [name])} ${problem}`, advice);
}
