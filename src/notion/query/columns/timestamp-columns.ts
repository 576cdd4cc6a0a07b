import type { PageObjectResponse } from '@notionhq/client';
import type { PropertySchema, PropertyValue, Schema } from '../../../content/properties/property-types.js';
import { findPropertyOrTimestamp } from './find-property.js';

/** Of a column that is no property, which has an id. */
const NO_ID = '';

/** The property of this name, or the row's own time as a column of its own. Rejects with an `InputError` for other names. */
export function findColumn(schema: Schema, name: string, argument: string): PropertySchema {
  const found = findPropertyOrTimestamp(schema, name, argument);
  return 'property' in found
    ? found.property
    : { id: NO_ID, name: found.timestamp, type: found.timestamp, [found.timestamp]: {} };
}

/** Ids of the properties among some columns: a row has its own times whatever is asked of it. */
export function propertyIdsOf(columns: readonly PropertySchema[]): string[] {
  return [...new Set(columns.map(({ id }) => id).filter((id) => id !== NO_ID))];
}

/** A row's value in a column; of type `''` where the row has none. */
export function valueIn(row: PageObjectResponse, column: PropertySchema): PropertyValue {
  if (column.id !== NO_ID) {
    return row.properties[column.name] ?? { type: '' };
  }
  const time = column.type === 'created_time' ? row.created_time : row.last_edited_time;
  return { type: column.type, [column.type]: time };
}
