import { queryDataSource } from '../../notion/endpoints/databases.js';
import { field, textField } from '../../notion/query/json.js';
import type { PropertySchema } from '../../notion/query/columns/property-types.js';
import type { NotionSession } from '../../notion/session.js';
import type { RequestAllowance } from '../lookup-budget.js';
import { rememberCard } from '../names/titles.js';
import { readAll } from '../read-all.js';
import { tolerate } from '../tolerate.js';

/**
 * All entries of a two-way relation, asked from its other side: a hundred to a request like the property itself, but with
 * their titles. Those that are known stay first, in their order. Undefined where the other side cannot be asked, or does
 * not know of all that are known.
 */
export async function relatedFromOtherSide(
  session: NotionSession,
  pageId: string,
  column: PropertySchema,
  known: readonly string[],
  allowance: RequestAllowance,
): Promise<string[] | undefined> {
  const relation = field(column, 'relation');
  const dataSourceId = textField(relation, 'data_source_id');
  const property = textField(field(relation, 'dual_property'), 'synced_property_name');
  if (dataSourceId === undefined || property === undefined) {
    return undefined;
  }
  const filter = { property, relation: { contains: pageId } };
  const read = await tolerate(() =>
    readAll(allowance, async (cursor) => {
      const page = await queryDataSource(session, dataSourceId, { filter, propertyIds: ['title'], cursor });
      const items = page.rows.map((row) => rememberCard(session, row).id);
      return { items, nextCursor: page.nextCursor };
    }),
  );
  const found = new Set(read?.items);
  const isWhole = read?.complete === true && known.every((id) => found.has(id)) && found.size > known.length;
  return isWhole ? [...new Set([...known, ...found])] : undefined;
}
