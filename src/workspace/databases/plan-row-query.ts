import { createHash } from 'node:crypto';
import type { DataSourceObjectResponse } from '@notionhq/client';
import { InputError } from '../../errors.js';
import { dataSourceCache, queryDataSource, retrieveDataSource } from '../../notion/endpoints/databases.js';
import type { Schema } from '../../content/properties/property-types.js';
import type { WhereItem } from '../../notion/query/conditions/planned-condition.js';
import type { Calendar } from '../../notion/query/dates/calendar-days.js';
import { withoutNesting } from '../../notion/query/nested-groups.js';
import { planFilter, type FilterLookups, type PlannedFilter } from '../../notion/query/plan-filter.js';
import { planSorts, type QuerySorts, type SortRequest } from '../../notion/query/sorts.js';
import { applyView, type ViewQuery } from '../../notion/query/view-query.js';
import type { View } from '../../notion/endpoints/views.js';
import type { Words } from '../../text/words.js';
import type { NotionSession } from '../../notion/session.js';
import { findSourceAndView, type SourceAndView } from '../names/find-view.js';
import { findListed } from '../names/find-listed.js';
import { findPeople } from '../names/find-people.js';
import { findRelatedPages } from '../names/find-related-page.js';
import { readPeopleAhead } from './read-people-ahead.js';

/** Rows read to find out what formulas return: Notion leaves some uncomputed. */
const SAMPLE_ROWS = 5;

/** A caller's question about a database, in names. */
interface RowRequest {
  readonly database: string;
  readonly where: readonly WhereItem[];
  readonly match: 'all' | 'any';
  readonly sort: readonly SortRequest[];
  /** Name, URL or id of a view; the one in the database's URL if absent. */
  readonly view?: string | undefined;
  /** By which words for days are read; a question that is stored, such as a view, has none. */
  readonly calendar?: Calendar | undefined;
}

/** The same in Notion's terms. */
interface PlannedRowQuery<Extra> extends PlannedFilter {
  readonly source: DataSourceObjectResponse;
  readonly sorts: QuerySorts;
  /** The view whose filter and sorts are among these, or why it is not. */
  readonly view: PlannedView | undefined;
  /** The result of `check`. */
  readonly extra: Extra;
}

/** A view, and what of it is applied. */
export type PlannedView =
  | { readonly view: View; readonly applied: ViewQuery; readonly ownSorts: boolean }
  | { readonly problem: Words };

/**
 * Checks the question against the database's columns and finds the people and pages it names. `check` makes what else
 * depends on the columns. Columns that were remembered from an earlier call are read again before a name is refused.
 */
export async function planRowQuery<Extra>(
  session: NotionSession,
  question: RowRequest,
  check: (schema: Schema) => Extra,
): Promise<PlannedRowQuery<Extra>> {
  const requestsBefore = session.requestCount;
  readPeopleAhead(session, question.where);
  const found = await findSourceAndView(session, question.database, question.view);
  const { source } = found;
  const columnsMayBeOld = session.requestCount === requestsBefore;
  try {
    return await planAgainstSource(session, found, question, check);
  } catch (error) {
    if (!(error instanceof InputError) || !columnsMayBeOld) {
      throw error;
    }
    session.deleteCached(dataSourceCache, source.id);
    const fresh = { ...found, source: await retrieveDataSource(session, source.id) };
    return planAgainstSource(session, fresh, question, check);
  }
}

async function planAgainstSource<Extra>(
  session: NotionSession,
  { source, view, viewProblem }: SourceAndView,
  question: RowRequest,
  check: (schema: Schema) => Extra,
): Promise<PlannedRowQuery<Extra>> {
  const schema: Schema = source.properties;
  const extra = check(schema);
  const sorts = planSorts(schema, question.sort);
  const lookups = { ...filterLookups(session, source.id), calendar: question.calendar };
  const { where, match } = withoutNesting(question.where, question.match);
  const planned = await planFilter(schema, where, match, lookups);
  if (view === undefined) {
    return { source, sorts, extra, ...planned, view: viewProblem && { problem: viewProblem } };
  }
  const applied = applyView(view, planned, sorts);
  return {
    source,
    sorts: applied.sorts,
    extra,
    filter: applied.filter,
    singly: applied.singly,
    readAs: applied.readAs,
    view: { view, applied, ownSorts: sorts.length > 0 },
  };
}

function filterLookups(session: NotionSession, dataSourceId: string): FilterLookups {
  return {
    readSample: async (propertyIds) => {
      const options = { propertyIds, pageSize: SAMPLE_ROWS };
      return (await queryDataSource(session, dataSourceId, options)).items;
    },
    readSchema: async (id) => (await retrieveDataSource(session, id)).properties,
    findIds: (reference) =>
      findListed(reference.text, (name) =>
        reference.kind === 'person'
          ? findPeople(session, name, reference.argument)
          : findRelatedPages(session, name, reference.dataSourceId, reference.argument),
      ),
  };
}

/**
 * Marks an answer's cursor with the question it belongs to: Notion's cursors work with one filter and order only, and counts
 * with one column. A view may be changed between two calls. `figures` is what was asked of all rows, where no rows were asked for.
 */
export function requestFingerprint(
  question: RowRequest,
  dataSourceId: string,
  figures: readonly unknown[] = [],
  view?: PlannedView,
): string {
  const { where, match, sort } = question;
  const asSeen =
    view !== undefined && 'applied' in view ? [view.applied.conditions, view.applied.viewSorts] : [];
  return createHash('sha256')
    .update(JSON.stringify([dataSourceId, where, match, sort, ...figures, ...asSeen]))
    .digest('base64url')
    .slice(0, 12);
}
