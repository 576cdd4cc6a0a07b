import { createHash } from 'node:crypto';
import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client';
import { InputError } from '../../errors.js';
import { dataSourceCache, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { buildFilter, type QueryFilter } from '../../notion/query/conditions/filter.js';
import { field, textField } from '../../notion/query/json.js';
import type { Reference, WhereItem } from '../../notion/query/conditions/planned-condition.js';
import type { PropertySchema, Schema } from '../../notion/query/columns/property-types.js';
import { planSorts, type QuerySorts, type SortRequest } from '../../notion/query/sorts.js';
import { plannedConditions } from '../../notion/query/where.js';
import type { NotionSession } from '../../notion/session.js';
import { findDataSource } from './find-database.js';
import { findPeople } from '../names/find-people.js';
import { findRelatedPages } from '../names/find-related-page.js';
import type { RelatedRows } from '../names/look-up-names.js';
import { planRowConditions } from './row-conditions.js';

/** What a caller wants to know of a database, in names. */
interface RowQuestion {
  readonly database: string;
  readonly where: readonly WhereItem[];
  readonly match: 'all' | 'any';
  readonly sort: readonly SortRequest[];
}

/** The same in Notion's terms. */
interface PlannedQuestion<Extra> {
  readonly source: DataSourceObjectResponse;
  readonly filter: QueryFilter | undefined;
  readonly sorts: QuerySorts;
  /** What `check` made of the schema. */
  readonly extra: Extra;
}

/**
 * Checks the question against the database's columns and finds the people and pages it names. `check` makes what else
 * depends on the columns. Columns that were remembered from an earlier call are read again before a name is refused.
 */
export async function planQuestion<Extra>(
  session: NotionSession,
  question: RowQuestion,
  check: (schema: Schema) => Extra,
): Promise<PlannedQuestion<Extra>> {
  const requestsBefore = session.requestCount;
  const source = await findDataSource(session, question.database);
  const columnsMayBeOld = session.requestCount === requestsBefore;
  try {
    return await planOn(session, source, question, check);
  } catch (error) {
    if (!(error instanceof InputError) || !columnsMayBeOld) {
      throw error;
    }
    session.forget(dataSourceCache, source.id);
    return planOn(session, await retrieveDataSource(session, source.id), question, check);
  }
}

async function planOn<Extra>(
  session: NotionSession,
  source: DataSourceObjectResponse,
  question: RowQuestion,
  check: (schema: Schema) => Extra,
): Promise<PlannedQuestion<Extra>> {
  const schema = schemaOf(source);
  const extra = check(schema);
  const sorts = planSorts(schema, question.sort);
  const planned = await planRowConditions(session, source.id, schema, question.where);
  const references = plannedConditions(planned).flatMap((condition) => condition.references);
  const ids = await Promise.all(references.map((reference) => resolve(session, reference)));
  const resolved = new Map(references.map((reference, index) => [reference, ids[index] ?? []]));
  return { source, sorts, extra, filter: buildFilter(planned, question.match, resolved) };
}

/** The columns in the loose form of the query room: Notion adds types that the library does not know. */
export function schemaOf(source: DataSourceObjectResponse): Schema {
  return source.properties;
}

/** The data source that a relation column leads to. */
export function relationTarget(property: PropertySchema): string | undefined {
  return property.type === 'relation' ? textField(field(property, 'relation'), 'data_source_id') : undefined;
}

/** What the relation columns of these pages lead to, with the data sources in which it lies. */
export function relatedRows(
  pages: readonly PageObjectResponse[],
  columns: readonly PropertySchema[],
): RelatedRows[] {
  return columns.flatMap((column) => {
    const dataSourceId = relationTarget(column);
    const ids = pages.flatMap((page) => {
      const value = page.properties[column.name];
      return value?.type === 'relation' ? value.relation.map(({ id }) => id) : [];
    });
    return dataSourceId === undefined || ids.length === 0 ? [] : [{ dataSourceId, ids }];
  });
}

/**
 * Marks an answer's cursor with the question it belongs to: Notion's cursors work with one filter and order only, and counts
 * with one column. `figures` is what was asked of all rows, where no rows were asked for.
 */
export function questionFingerprint(
  question: RowQuestion,
  dataSourceId: string,
  figures: readonly unknown[] = [],
): string {
  const { where, match, sort } = question;
  return createHash('sha256')
    .update(JSON.stringify([dataSourceId, where, match, sort, ...figures]))
    .digest('base64url')
    .slice(0, 12);
}

function resolve(session: NotionSession, reference: Reference): Promise<string[]> {
  return reference.kind === 'person'
    ? findPeople(session, reference.text, reference.argument)
    : findRelatedPages(session, reference.text, reference.dataSourceId, reference.argument);
}
