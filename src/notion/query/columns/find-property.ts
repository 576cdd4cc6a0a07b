import { InputError } from '../../../errors.js';
import { matchText } from '../../../text/match-text.js';
import type { PropertySchema, Schema } from '../../../content/properties/property-types.js';
import { didYouMean } from '../../../text/suggest.js';
import { listNames, say } from '../../../text/words.js';

/** When a row was created or edited; every row has both, with or without a property that shows them. */
export type Timestamp = 'created_time' | 'last_edited_time';

/** What people call them, in lower case and without separators. */
const TIMESTAMPS: ReadonlyMap<string, Timestamp> = new Map([
  ...[
    'created',
    'created time',
    'created at',
    'created on',
    'creation time',
    'creation date',
    'date created',
  ].map((words): [string, Timestamp] => [words, 'created_time']),
  ...[
    'last edited',
    'last edited time',
    'last edited at',
    'edited',
    'edited time',
    'edited at',
    'date edited',
    'last modified',
    'last updated',
    'modified',
    'updated',
    'updated at',
  ].map((words): [string, Timestamp] => [words, 'last_edited_time']),
]);
/** What the title is often called by those who have not seen the schema. */
const TITLE_WORDS = new Set(['title', 'name']);

/** The property of this name; case, diacritics, spacing and emoji may differ as long as only one fits. */
export function findProperty(schema: Schema, name: string, argument: string): PropertySchema {
  const found = lookUp(schema, name, argument);
  if (found === undefined) {
    throw unknownProperty(schema, name, argument);
  }
  return found;
}

/** Like `findProperty`; `created_time`, `Last edited` and the like name the row's own timestamps when no property does. */
export function findPropertyOrTimestamp(
  schema: Schema,
  name: string,
  argument: string,
): { readonly property: PropertySchema } | { readonly timestamp: Timestamp } {
  const property = lookUp(schema, name, argument);
  if (property !== undefined) {
    return { property };
  }
  const timestamp = TIMESTAMPS.get(
    name
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' ')
      .trim(),
  );
  if (timestamp === undefined) {
    throw unknownProperty(schema, name, argument);
  }
  return { timestamp };
}

/** All properties in Notion's order. */
export function propertiesOf(schema: Schema): readonly PropertySchema[] {
  return Object.values(schema);
}

/** Whether this is the one property that every data source has; its name is the owner's choice. */
export function isTitle(property: PropertySchema): boolean {
  return property.type === 'title';
}

function lookUp(schema: Schema, name: string, argument: string): PropertySchema | undefined {
  const properties = propertiesOf(schema);
  const found = matchText(
    name,
    properties.map((property) => property.name),
    'separators',
  );
  if ('match' in found) {
    return properties.find((property) => property.name === found.match);
  }
  if (found.similar.length > 0) {
    throw new InputError(
      argument,
      say`Several property names are close to ${name}.`,
      say`Pass one exactly: ${listNames(found.similar)}.`,
    );
  }
  return undefined;
}

function unknownProperty(schema: Schema, name: string, argument: string): InputError {
  const properties = propertiesOf(schema);
  const names = properties.map((property) => property.name);
  const title = properties.find(isTitle);
  const hint =
    title !== undefined && TITLE_WORDS.has(name.trim().toLowerCase())
      ? say`The title property is ${title.name}. `
      : didYouMean(name, names);
  return new InputError(
    argument,
    say`There is no property ${name}.`,
    say`${hint}Properties: ${listNames(names)}.`,
  );
}
