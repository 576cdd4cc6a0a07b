import { field, listField, textField } from '../../text/json.js';
import { parentOf } from '../parent-of.js';
import type { ObjectRef, Location } from './ancestry.js';

/** Kinds of objects that have a place. */
const OBJECTS = {
  page: 'page',
  database: 'database',
  data_source: 'data_source',
  block: 'block',
  comment: 'comment',
} as const;

/** The parent that an object of an answer names; undefined for other values and objects without one. */
export function locationOf(
  object: unknown,
): { readonly ref: ObjectRef; readonly place: Location } | undefined {
  const kind = textField(object, 'object') ?? '';
  const id = textField(object, 'id');
  const parent = field(object, 'parent');
  if (!isKey(OBJECTS, kind) || id === undefined || parent === undefined) {
    return undefined;
  }
  return {
    ref: { kind: OBJECTS[kind], id },
    place: { parent: parentOf(parent), original: originalOf(object) },
  };
}

/** A data source also names the parent of its database, which saves a request. */
export function locationOfDatabase(
  source: unknown,
): { readonly ref: ObjectRef; readonly place: Location } | undefined {
  const ref = parentOf(field(source, 'parent'));
  const above = field(source, 'database_parent');
  return ref?.kind === 'database' && above !== undefined
    ? { ref, place: { parent: parentOf(above) } }
    : undefined;
}

/** All objects of an answer: itself, or those that it lists. */
export function objectsOf(answer: unknown): readonly unknown[] {
  return textField(answer, 'object') === 'list' ? listField(answer, 'results') : [answer];
}

function originalOf(block: unknown): ObjectRef | undefined {
  const id = textField(field(field(block, 'synced_block'), 'synced_from'), 'block_id');
  return id === undefined ? undefined : { kind: 'block', id };
}

function isKey<Key extends string>(record: Readonly<Record<Key, unknown>>, key: string): key is Key {
  return Object.hasOwn(record, key);
}
