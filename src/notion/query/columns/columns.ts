import { findPropertyOrTimestamp, isTitle, propertiesOf } from './find-property.js';
import { timeColumn } from './row-times.js';
import type { PropertySchema, Schema } from '../../../content/properties/property-types.js';

/** Which columns a table shows. */
export interface ColumnChoice {
  /** The title first. */
  readonly columns: readonly PropertySchema[];
  /** Names of the properties not shown. */
  readonly omitted: readonly string[];
}

/** Columns of a table when the caller names none; more make rows hard to read and answers long. */
const DEFAULT_COLUMNS = 8;

/**
 * Most informative types first. Types that are missing here (long texts, files, addresses of things, who touched the
 * row when) come after these, in Notion's order.
 */
const INFORMATIVE_TYPES = [
  'title',
  'unique_id',
  'status',
  'select',
  'people',
  'date',
  'relation',
  'multi_select',
  'number',
  'checkbox',
  'formula',
  'rollup',
];
/** Never shown unless asked for: without a value the API can give. */
const UNSHOWN_TYPES: ReadonlySet<string> = new Set(['button']);

/**
 * The title, then the caller's columns in the caller's order; without `names` a readable choice, with `*` all.
 * Rejects with an `InputError` for a name that neither a property nor the row's own times have.
 */
export function chooseColumns(schema: Schema, names: readonly string[] = []): ColumnChoice {
  const properties = propertiesOf(schema);
  const title = properties.filter(isTitle);
  const wanted =
    names.length === 0
      ? byInformativeness(properties).slice(0, DEFAULT_COLUMNS)
      : names.flatMap((name, position) =>
          name.trim() === '*'
            ? byInformativeness(properties)
            : [findColumn(schema, name, `columns[${position}]`)],
        );
  // A time may be named twice, and then it is two objects.
  const chosen = new Set([...title, ...wanted]);
  return {
    columns: [...new Map([...chosen].map((column) => [column.name, column])).values()],
    omitted: properties.filter((property) => !chosen.has(property)).map((property) => property.name),
  };
}

function findColumn(schema: Schema, name: string, argument: string): PropertySchema {
  const found = findPropertyOrTimestamp(schema, name, argument);
  return 'timestamp' in found ? timeColumn(found.timestamp) : found.property;
}

function byInformativeness(properties: readonly PropertySchema[]): readonly PropertySchema[] {
  return properties
    .filter((property) => !UNSHOWN_TYPES.has(property.type))
    .toSorted((left, right) => rank(left) - rank(right));
}

function rank(property: PropertySchema): number {
  const position = INFORMATIVE_TYPES.indexOf(property.type);
  return position === -1 ? INFORMATIVE_TYPES.length : position;
}
