import type { QueryDataSourceParameters } from '@notionhq/client';
import { InputError } from '../../errors.js';
import { findPropertyOrTimestamp } from './columns/find-property.js';
import type { Schema } from '../../content/properties/property-types.js';
import { say, Words } from '../../text/words.js';

/** One sort as a caller writes it. */
export interface SortRequest {
  readonly property: string;
  readonly direction?: string | undefined;
}

/** The `sorts` of a data source query; earlier ones win. */
export type QuerySorts = NonNullable<QueryDataSourceParameters['sorts']>;

type Direction = 'ascending' | 'descending';

const DIRECTIONS: ReadonlyMap<string, Direction> = new Map([
  ['ascending', 'ascending'],
  ['asc', 'ascending'],
  ['descending', 'descending'],
  ['desc', 'descending'],
]);
/** Types without a value to compare. */
const UNSORTABLE: ReadonlySet<string> = new Set(['button']);

/** Checks sorts against the schema. `created_time` and `last_edited_time` always work. */
export function planSorts(schema: Schema, sort: readonly SortRequest[]): QuerySorts {
  return sort.map((request, position) => {
    const argument = `sort[${position}]`;
    const direction = readDirection(request.direction ?? 'ascending', `${argument}.direction`);
    const found = findPropertyOrTimestamp(schema, request.property, `${argument}.property`);
    if ('timestamp' in found) {
      return { timestamp: found.timestamp, direction };
    }
    if (UNSORTABLE.has(found.property.type)) {
      throw new InputError(
        `${argument}.property`,
        say`The ${Words.term(found.property.type)} property ${found.property.name} has nothing to sort by.`,
        say`Sort by another property.`,
      );
    }
    return { property: found.property.name, direction };
  });
}

function readDirection(written: string, argument: string): Direction {
  const direction = DIRECTIONS.get(written.trim().toLowerCase());
  if (direction === undefined) {
    throw new InputError(argument, say`Unknown direction ${written}.`, say`Pass ascending or descending.`);
  }
  return direction;
}
