import { CancelledError, ToolError } from '../errors.js';
import { queryDataSource } from '../notion/databases.js';
import type { QueryFilter } from '../notion/query/filter.js';
import { groupsOf, keyOf, type Group } from '../notion/query/group.js';
import type { PropertySchema } from '../notion/query/property-types.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { completeValues } from './full-values.js';

export interface RowCounts {
  /** Most rows first. A row with several values counts in several groups. */
  readonly groups: readonly { readonly group: Group; readonly rows: number }[];
  readonly total: number;
  /** Why the count stops early; undefined when every row was counted. */
  readonly incomplete: string | undefined;
  /** Values of which Notion showed only the first 25 and the rest could not be read. */
  readonly cutValues: number;
}

/** Counts all rows that match by the values of one property, 100 rows to a request, reading that property only. */
export async function countRows(
  session: NotionSession,
  dataSourceId: string,
  property: PropertySchema,
  filter: QueryFilter | undefined,
  allowance: RequestAllowance,
): Promise<RowCounts> {
  const counts = new Map<string, { group: Group; rows: number }>();
  let total = 0;
  let cutValues = 0;
  let incomplete: string | undefined;
  let cursor: string | undefined;
  do {
    try {
      const page = await queryDataSource(session, dataSourceId, {
        filter,
        propertyIds: [property.id],
        cursor,
      });
      cutValues += await completeValues(session, page.rows, allowance, [property.name]);
      for (const row of page.rows) {
        for (const group of groupsOf(row.properties[property.name] ?? { type: '' })) {
          const key = keyOf(group);
          counts.set(key, { group, rows: (counts.get(key)?.rows ?? 0) + 1 });
        }
      }
      total += page.rows.length;
      incomplete = page.stoppedAtLimit ? 'Notion gives at most 10,000 rows for one query.' : undefined;
      cursor = page.nextCursor;
    } catch (error) {
      // What was counted so far is worth telling, unless nothing was.
      if (!(error instanceof ToolError) || error instanceof CancelledError || total === 0) {
        throw error;
      }
      incomplete = `${error.message} ${error.advice}`;
      cursor = undefined;
    }
  } while (cursor !== undefined);
  return {
    groups: [...counts.values()].toSorted((left, right) => right.rows - left.rows),
    total,
    incomplete,
    cutValues,
  };
}
