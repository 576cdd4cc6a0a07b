import { foldName } from '../../text/fold-name.js';
import { isRecord } from '../../text/json.js';
import {
  isAddedByClients,
  isCallersOwn,
  isPrivateName,
  misspeltArgument,
  otherNames,
} from './argument-names.js';
import { isAbsent, isBlank } from './blank-value.js';
import type { JsonSchema } from './json-schema.js';
import { readJsonText } from '../../text/json-text.js';

/** What a call was given, told apart. */
export interface SortedOut {
  /** Under the names that the tool declares; anything but an object is left as it is. */
  readonly known: unknown;
  /** Arguments given under another name: as given, and as declared. */
  readonly renamed: readonly (readonly [given: string, argument: string])[];
  /** Names that must not be ignored, with the argument that was probably meant, if any. */
  readonly refused: readonly (readonly [given: string, argument: string | undefined])[];
  /** Names of what the client added. */
  readonly ignored: readonly string[];
}

type Given = Readonly<Record<string, unknown>>;

/** How a call's arguments are read. */
export interface Reading {
  /**
   * Whether the tool makes changes: then what is neither an argument nor known to come from a client is refused. A
   * place or a value that is ignored in a question costs an answer; in a change it changes something else.
   */
  readonly isStrict: boolean;
}

/** Objects around the arguments; more than two have not been seen. */
const MAX_WRAPPERS = 3;

/**
 * Finds the tool's arguments in what a call was given: clients add values of their own, wrap the arguments in an object or
 * its JSON text, and models use the names of other servers.
 */
export function sortOutArguments(given: unknown, schema: JsonSchema, reading: Reading): SortedOut {
  if (!isRecord(given)) {
    return { known: given, renamed: [], refused: [], ignored: [] };
  }
  return sortOut(given, schema, reading, MAX_WRAPPERS);
}

function sortOut(
  given: Given,
  schema: JsonSchema,
  reading: Reading,
  wrappers: number,
): SortedOut & { readonly known: Given } {
  const declared = Object.keys(schema.properties ?? {});
  if (Object.keys(given).every((name) => declared.includes(name))) {
    return { known: given, renamed: [], refused: [], ignored: [] };
  }
  const known = new Map(Object.entries(given).filter(([name]) => declared.includes(name)));
  const others = new Map(Object.entries(given).filter(([name]) => !declared.includes(name)));
  const inside = wrappers === 0 ? [] : takeWrapped(known, others, schema);
  const renamed = takeRenamed(known, others, declared, (value, argument) =>
    isAbsent(value, schema.properties?.[argument] ?? {}),
  );
  if (reading.isStrict) {
    renamed.push(...takeOnlyItem(known, others, schema));
  }
  const inner = inside.map((wrapped) => sortOut(wrapped, schema, reading, wrappers - 1));
  for (const [name, value] of inner.flatMap((part) => Object.entries(part.known))) {
    if (isBlank(known.get(name))) {
      known.set(name, value);
    }
  }
  const left = [...others].map(([name, value]) => {
    const argument = isBlank(value) ? undefined : misspeltArgument(name, declared);
    const isMeant = isCallersOwn(name) || (reading.isStrict && !isAddedByClients(name));
    return { name, argument, isRefused: argument !== undefined || (!isBlank(value) && isMeant) };
  });
  return {
    known: Object.fromEntries(known),
    renamed: [...renamed, ...inner.flatMap((part) => part.renamed)],
    refused: [
      ...left.flatMap(({ name, argument, isRefused }) => (isRefused ? [[name, argument] as const] : [])),
      ...inner.flatMap((part) => part.refused),
    ],
    ignored: [
      ...left.flatMap(({ name, isRefused }) => (isRefused ? [] : [name])),
      ...inner.flatMap((part) => part.ignored),
    ],
  };
}

/** Takes the objects that hold arguments out of `others`. */
function takeWrapped(known: Map<string, unknown>, others: Map<string, unknown>, schema: JsonSchema): Given[] {
  const isAlone = [...known.values()].every((value) => isBlank(value));
  return [...others].flatMap(([name, value]) => {
    const wrapped = objectIn(value);
    if (wrapped === undefined || isPrivateName(name) || !isWrapper(wrapped, schema, isAlone)) {
      return [];
    }
    others.delete(name);
    return [wrapped];
  });
}

/** The object that a value is, also as JSON text or alone in a list. */
function objectIn(value: unknown): Given | undefined {
  const read = typeof value === 'string' ? readJsonText(value) : value;
  const only: unknown = Array.isArray(read) && read.length === 1 ? read[0] : read;
  return isRecord(only) ? only : undefined;
}

/** An object of arguments; where the call has arguments outside, of nothing else, and by their own names. */
function isWrapper(wrapped: Given, schema: JsonSchema, isAlone: boolean): boolean {
  const declared = Object.keys(schema.properties ?? {});
  const required = isAlone ? (schema.required ?? []) : [];
  const names = new Set(
    [...declared, ...required.flatMap((argument) => otherNames(argument, declared))].map(foldName),
  );
  const members = Object.keys(wrapped);
  const isArgument = (name: string): boolean => names.has(foldName(name));
  // Another wrapper may be all there is inside.
  const next = members.length === 1 && isAlone ? objectIn(Object.values(wrapped)[0]) : undefined;
  return (
    (isAlone ? members.some(isArgument) : members.length > 0 && members.every(isArgument)) ||
    (next !== undefined && Object.keys(next).some(isArgument))
  );
}

/** Moves values under other names of arguments that were not given, or are nothing, into `known`. */
function takeRenamed(
  known: Map<string, unknown>,
  others: Map<string, unknown>,
  declared: readonly string[],
  isNothing: (value: unknown, argument: string) => boolean,
): [string, string][] {
  const givenAs = new Map([...others.keys()].map((name) => [nameKey(name), name]));
  return declared.flatMap((argument) => {
    if (!isNothing(known.get(argument), argument)) {
      return [];
    }
    const name = [argument, ...otherNames(argument, declared)]
      .map((other) => givenAs.get(nameKey(other)))
      .find((other) => other !== undefined && !isNothing(others.get(other), argument));
    if (name === undefined) {
      return [];
    }
    known.set(argument, others.get(name));
    others.delete(name);
    return [[name, argument] as [string, string]];
  });
}

/**
 * Moves the members of an only item that stand beside the other arguments into the list that wants it: a title and a
 * content without `pages`. Only if each member is there that an item must have.
 */
function takeOnlyItem(
  known: Map<string, unknown>,
  others: Map<string, unknown>,
  { properties = {} }: JsonSchema,
): [string, string][] {
  return Object.entries(properties).flatMap(([argument, { items }]) => {
    if (items?.properties === undefined || known.has(argument)) {
      return [];
    }
    const members = Object.keys(items.properties);
    const item = new Map<string, unknown>();
    const found = new Map([...others].filter(([name]) => isMemberName(name, members)));
    const moved = [...found.keys()];
    for (const member of members) {
      if (found.has(member)) {
        item.set(member, found.get(member));
        found.delete(member);
      }
    }
    takeRenamed(item, found, members, isMissing);
    const isWhole = item.size > 0 && (items.required ?? []).every((member) => !isMissing(item.get(member)));
    if (!isWhole || found.size > 0) {
      return [];
    }
    known.set(argument, [Object.fromEntries(item)]);
    for (const name of moved) {
      others.delete(name);
    }
    return moved.map((name): [string, string] => [name, argument]);
  });
}

function isMemberName(name: string, members: readonly string[]): boolean {
  return members.some((member) =>
    [member, ...otherNames(member, members)].some((other) => nameKey(other) === nameKey(name)),
  );
}

/** The members of an object inside an argument, under the names that its schema declares. */
export function withDeclaredNames(given: Given, { properties }: JsonSchema): Given {
  const declared = Object.keys(properties ?? {});
  if (declared.length === 0 || Object.keys(given).every((name) => declared.includes(name))) {
    return given;
  }
  const known = new Map(Object.entries(given).filter(([name]) => declared.includes(name)));
  const others = new Map(Object.entries(given).filter(([name]) => !declared.includes(name)));
  takeRenamed(known, others, declared, isMissing);
  return Object.fromEntries([...known, ...others]);
}

/** Inside of an item an empty text is a value: what is found is replaced by nothing. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** A private name is the same in no other spelling. */
function nameKey(name: string): string {
  return isPrivateName(name) ? name : foldName(name);
}
