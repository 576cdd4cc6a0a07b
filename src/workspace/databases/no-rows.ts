import { queryDataSource } from '../../notion/endpoints/databases.js';
import type { QueryFilter } from '../../notion/query/conditions/filter.js';
import type { SingleConditions } from '../../notion/query/plan-filter.js';
import type { NotionSession } from '../../notion/session.js';
import { counted, say, type Words } from '../../text/words.js';
import { isComplete } from '../list-end.js';
import type { LookupBudget } from '../lookup-budget.js';
import { undefinedOnToolError } from '../tolerate.js';

/** Conditions that are counted by themselves, with a request each. */
const MAX_COUNTED = 10;
/** The title costs nothing to read and Notion wants at least one property. */
const CHEAPEST_PROPERTY = 'title';

/**
 * Why no row may match: how many rows each condition matches by itself, or how many there are without the only one. One
 * request of up to 100 rows each, within the allowance. Under a lockdown nothing is counted: rows by people outside the
 * list would count as omitted from the answer.
 */
export async function explainNoRows(
  session: NotionSession,
  dataSourceId: string,
  { conditions, match }: SingleConditions,
  lookups: LookupBudget,
): Promise<readonly string[]> {
  if (conditions.length === 0) {
    return ['The database has no rows, or none that this connection may read.'];
  }
  if (session.lockdown !== undefined) {
    return [];
  }
  const count = (filter: QueryFilter | undefined): Promise<Words> =>
    countUpToOnePage(session, dataSourceId, filter, lookups);
  if (conditions.length === 1 || match === 'any') {
    const all = await count(undefined);
    return [String(say`Without ${conditions.length === 1 ? say`the condition` : say`conditions`}: ${all}.`)];
  }
  const counted = conditions.slice(0, MAX_COUNTED);
  const counts = await Promise.all(counted.map(({ filter }) => count(filter)));
  const lines = counted.map(({ description }, at) => say`${description}: ${counts[at] ?? NOT_COUNTED}`);
  const more = conditions.length - counted.length;
  return [
    'Each condition by itself matches:',
    ...lines.map((line) => `- ${String(line)}`),
    more > 0 ? `- ${more} more: not counted` : '',
  ];
}

const NOT_COUNTED = say`not counted`;

/** `no rows`, `3 rows`, `100+ rows`; a failure leaves the answer as it is. */
async function countUpToOnePage(
  session: NotionSession,
  dataSourceId: string,
  filter: QueryFilter | undefined,
  lookups: LookupBudget,
): Promise<Words> {
  if (!lookups.take()) {
    return NOT_COUNTED;
  }
  const page = await undefinedOnToolError(() =>
    queryDataSource(session, dataSourceId, { filter, propertyIds: [CHEAPEST_PROPERTY] }),
  );
  if (page === undefined) {
    return NOT_COUNTED;
  }
  const rows = page.items.length;
  if (!isComplete(page)) {
    return say`${rows}+ rows`;
  }
  return rows === 0 ? say`no rows` : counted(rows, 'row');
}
