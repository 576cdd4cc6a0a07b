import type { PropertySchema, PropertyValue } from '../../../content/properties/property-types.js';
import type { Timestamp } from './find-property.js';

/** A row with its properties; every row has both times. */
interface TimedRow {
  readonly created_time: string;
  readonly last_edited_time: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** A row's own time as if it were a property: no property has its type for an id. */
export function timeColumn(timestamp: Timestamp): PropertySchema {
  return { id: timestamp, name: timestamp, type: timestamp };
}

/** Whether this is a row's own time, which Notion always sends and does not take among the properties to send. */
export function isTimeColumn({ id, type }: PropertySchema): boolean {
  return id === type && (type === 'created_time' || type === 'last_edited_time');
}

/** A row's value in a column. */
export function valueIn(row: TimedRow, column: PropertySchema): PropertyValue | undefined {
  return isTimeColumn(column)
    ? {
        type: column.type,
        [column.type]: row[column.type === 'created_time' ? column.type : 'last_edited_time'],
      }
    : row.properties[column.name];
}
