import type { PageObjectResponse } from '@notionhq/client';
import { pluralize } from '../../content/answer/pluralize.js';
import type { PropertySchema, Schema } from '../../content/properties/property-types.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { completeRollups } from './complete-rollups.js';
import { completeValues } from './complete-values.js';

/** Properties that Notion returned in part and that could not be completed. */
export interface PartialCounts {
  /** Lists of which only the first 25 entries are known. */
  readonly lists: number;
  /** Numbers, dates and formulas that were computed over the first 25 related pages only. */
  readonly computed: number;
}

/** Which columns' values are to be whole. */
interface WantedProperties {
  readonly schema: Schema;
  readonly columns: readonly PropertySchema[];
  /** Columns whose lists are to be whole; all of them if absent. */
  readonly lists?: readonly PropertySchema[];
}

/** Completes, in place, what Notion cuts at 25 related pages or people. */
export async function completeProperties(
  session: NotionSession,
  pages: readonly PageObjectResponse[],
  { schema, columns, lists = columns }: WantedProperties,
  lookups: LookupBudget,
): Promise<PartialCounts> {
  // Rollups start first: they check which relations were cut, and a completed relation no longer shows that.
  const [computed, cutLists] = await Promise.all([
    completeRollups(session, pages, lookups, schema, columns),
    completeValues(
      session,
      pages,
      lookups,
      schema,
      lists.map(({ name }) => name),
    ),
  ]);
  return { computed, lists: cutLists };
}

/** Notes for the reader; none when all values are complete. */
export function partialNotes({ lists, computed }: PartialCounts): string[] {
  return [
    lists > 0 ? `Only the first 25 entries are shown in ${pluralize(lists, 'list')}.` : '',
    computed > 0
      ? `Computed by Notion over the first 25 related pages only: ${pluralize(computed, 'value')}.`
      : '',
  ].filter((note) => note !== '');
}
