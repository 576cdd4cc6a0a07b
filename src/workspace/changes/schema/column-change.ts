import { isDeepStrictEqual } from 'node:util';
import type { PropertySchema, Schema } from '../../../content/properties/property-types.js';
import { foldOption, hasOptions, storedOptions } from '../../../notion/values/columns/column-options.js';
import type { JsonRecord } from '../../../text/json.js';
import { field } from '../../../text/json.js';

/** What happens to one column. All of it becomes JSON. */
export interface ColumnChange {
  readonly kind: 'add' | 'alter' | 'remove';
  /** Its name before, or that of a new one: what the request calls it. */
  readonly name: string;
  /** As it was; absent for a new one. */
  readonly before?: PropertySchema;
  /** Its name afterwards. */
  readonly to: string;
  /** Its type afterwards. */
  readonly type: string;
  /** What is sent of it; null removes it. */
  readonly payload: JsonRecord | null;
  /** Names of options that it gets. */
  readonly newOptions: readonly string[];
  /** Names of options that it loses; absent for none. */
  readonly goneOptions?: readonly string[];
}

/** Whether a schema is as the change leaves it. */
export function isApplied(schema: Schema, change: ColumnChange): boolean {
  const now = columnNow(schema, change);
  if (change.kind === 'remove') {
    return now === undefined;
  }
  return (
    now !== undefined && now.name === change.to && now.type === change.type && holdsSettings(now, change)
  );
}

/** Whether a schema is as it was before the change. */
export function isUntouched(schema: Schema, change: ColumnChange): boolean {
  return isDeepStrictEqual(columnNow(schema, change), change.before);
}

/** Whether nothing of the change is there: the column is as before, but for options that others have added. */
export function isUnapplied(schema: Schema, change: ColumnChange): boolean {
  const now = columnNow(schema, change);
  if (now === undefined || change.before === undefined) {
    return now === change.before;
  }
  const names = new Set(storedOptions(now).map(({ name }) => foldOption(name)));
  return (
    isDeepStrictEqual(withoutOptions(now), withoutOptions(change.before)) &&
    change.newOptions.every((name) => !names.has(foldOption(name))) &&
    (change.goneOptions ?? []).every((name) => names.has(foldOption(name)))
  );
}

/** Whether values of rows may be lost: the column goes, or gets another type. */
export function isDestructive({ kind, before, type }: ColumnChange): boolean {
  return kind === 'remove' || (before !== undefined && before.type !== type);
}

/** A column keeps its id, whatever it is called. */
export function columnNow(schema: Schema, { before, to }: ColumnChange): PropertySchema | undefined {
  const columns = Object.values(schema);
  return before === undefined
    ? columns.find(({ name }) => name === to)
    : columns.find(({ id }) => id === before.id);
}

function withoutOptions(column: PropertySchema): object {
  return hasOptions(column.type) ? { ...column, [column.type]: undefined } : column;
}

function holdsSettings(
  now: PropertySchema,
  { type, payload, newOptions, goneOptions = [] }: ColumnChange,
): boolean {
  if (hasOptions(type)) {
    const names = new Set(storedOptions(now).map(({ name }) => foldOption(name)));
    return (
      newOptions.every((name) => names.has(foldOption(name))) &&
      goneOptions.every((name) => !names.has(foldOption(name)))
    );
  }
  const format = field(field(payload, 'number'), 'format');
  return format === undefined || field(now['number'], 'format') === format;
}
