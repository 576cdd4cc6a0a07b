import { counted } from '../content/counted.js';
import { titleText } from '../content/title-text.js';
import { renderTable } from '../content/table.js';
import type { QueryFilter } from '../notion/query/filter.js';
import type { PropertySchema } from '../notion/query/property-types.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { countRows } from './count-rows.js';
import { groupName, lookUpGroups } from './name-groups.js';
import { unnamedNote } from './names.js';
import { relationTargets } from './row-question.js';

/** Property types of which a row can have several values. */
const SEVERAL_VALUES = new Set(['multi_select', 'people', 'relation', 'rollup']);

export interface CountTable {
  readonly summary: string;
  readonly content: string;
  readonly notes: readonly string[];
}

/** Number of rows per value of one column, most first, and whether every row was counted. */
export async function countTable(
  session: NotionSession,
  dataSourceId: string,
  property: PropertySchema,
  filter: QueryFilter | undefined,
  allowance: RequestAllowance,
  characters: number,
): Promise<CountTable> {
  const counts = await countRows(session, dataSourceId, property, filter, allowance);
  const groups = counts.groups.map(({ group }) => group);
  const names = await lookUpGroups(session, groups, allowance, relationTargets([property]));
  const table = renderTable(
    [property.name, 'rows'],
    counts.groups.map(({ group, rows }) => [titleText(groupName(group, names)), String(rows)]),
    { characters },
  );
  const rest = counts.groups.length - table.rows;
  return {
    summary:
      counts.incomplete === undefined
        ? `${counted(counts.total, 'row')} in ${counted(counts.groups.length, 'group')}; all rows are counted.`
        : `Incomplete: ${counted(counts.total, 'row')} counted so far. ${counts.incomplete}`,
    content: counts.total === 0 ? '' : table.text,
    notes: [
      SEVERAL_VALUES.has(property.type) ? 'A row with several values counts in each of them.' : '',
      rest > 0 ? `Left out: ${counted(rest, 'group')} with the fewest rows.` : '',
      counts.cutValues > 0
        ? `Only the first 25 values are counted in ${counted(counts.cutValues, 'row')}.`
        : '',
      unnamedNote(names.unnamed, 'group', 'groups'),
    ],
  };
}
