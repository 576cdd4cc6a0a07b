import { isDeepStrictEqual } from 'node:util';
import type { Schema } from '../../../content/properties/property-types.js';
import type { View } from '../../../notion/endpoints/views.js';
import { propertiesOf } from '../../../notion/query/columns/find-property.js';
import { isRecord, type JsonRecord } from '../../../text/json.js';
import { asSent } from './view-layout.js';

/** What can be set of a view, in Notion's terms. All of it becomes JSON. */
export interface ViewSettings {
  readonly name: string;
  readonly filter: unknown;
  readonly sorts: unknown;
  readonly quick_filters: unknown;
  readonly configuration: JsonRecord;
}

/** A view as it would be made again. */
export interface ViewDefinition extends ViewSettings {
  readonly type: string;
  readonly data_source_id: string;
}

export function settingsOf({ name, filter, sorts, quickFilters, configuration }: View): ViewSettings {
  return {
    name,
    filter: filter ?? null,
    sorts: sorts.length === 0 ? null : sorts,
    quick_filters: Object.keys(quickFilters).length === 0 ? null : quickFilters,
    configuration: asSent(configuration),
  };
}

/** Those that are given. */
export function asSettings(given: {
  readonly [Key in keyof ViewSettings]?: ViewSettings[Key] | undefined;
}): Partial<ViewSettings> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/**
 * Whether a view has these settings. Columns may be called by name or by id, and a layout has more settings than are sent.
 */
export function hasSettings(view: View, wanted: Partial<ViewSettings>, schema: Schema): boolean {
  const now = settingsOf(view);
  return differences(now, wanted, schema).length === 0;
}

/** Names of the settings that are not as wanted. */
export function differences(
  now: ViewSettings,
  wanted: Partial<ViewSettings>,
  schema: Schema,
): readonly (keyof ViewSettings)[] {
  const ids = new Map(propertiesOf(schema).map(({ id, name }) => [name, decoded(id)]));
  return (Object.keys(wanted) as (keyof ViewSettings)[]).filter((key) =>
    key === 'configuration'
      ? !holds(now[key], wanted[key])
      : !isDeepStrictEqual(withIds(now[key] ?? null, ids, 0), withIds(wanted[key] ?? null, ids, 0)),
  );
}

const MAX_DEPTH = 12;

/** A filter or sorts with the ids of columns in place of their names. */
function withIds(value: unknown, ids: ReadonlyMap<string, string>, depth: number): unknown {
  if (depth > MAX_DEPTH) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withIds(item, ids, depth + 1));
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'type')
      .map(([key, inside]) => [
        key,
        key === 'property' && typeof inside === 'string'
          ? (ids.get(inside) ?? decoded(inside))
          : withIds(inside, ids, depth + 1),
      ]),
  );
}

/** What is null is the same as what is not there. */
function holds(stored: unknown, wanted: unknown): boolean {
  if (isRecord(wanted)) {
    return (
      isRecord(stored) &&
      Object.entries(wanted).every(([key, value]) => holds(stored[key] ?? null, value ?? null))
    );
  }
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(stored) &&
      stored.length === wanted.length &&
      wanted.every((item: unknown, at) => holds(stored[at], item))
    );
  }
  return typeof wanted === 'string' && typeof stored === 'string'
    ? decoded(stored) === decoded(wanted)
    : isDeepStrictEqual(stored ?? null, wanted ?? null);
}

/** Ids of columns are percent-encoded in schemas, and not everywhere else. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
