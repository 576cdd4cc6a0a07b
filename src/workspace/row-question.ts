import { createHash } from 'node:crypto';
import type { DataSourceObjectResponse } from '@notionhq/client';
import { InputError } from '../errors.js';
import { dataSourceCache, queryDataSource, retrieveDataSource } from '../notion/databases.js';
import { buildFilter, type QueryFilter } from '../notion/query/filter.js';
import { findPropertyOrTimestamp } from '../notion/query/find-property.js';
import { formulaResultsOf } from '../notion/query/formula-results.js';
import { planConditions } from '../notion/query/plan.js';
import { rollupSource } from '../notion/query/rollup-source.js';
import type { Condition, PlannedCondition, Reference } from '../notion/query/planned-condition.js';
import type { PropertySchema, Schema, SchemaHints } from '../notion/query/property-types.js';
import { planSorts, type QuerySorts, type SortRequest } from '../notion/query/sorts.js';
import type { NotionSession } from '../notion/session.js';
import { findDataSource } from './find-database.js';
import { findPeople } from './find-people.js';
import { findRelatedPages } from './find-related-page.js';

/** What a caller wants to know of a database, in names. */
export interface RowQuestion {
  readonly database: string;
  readonly where: readonly Condition[];
  readonly match: 'all' | 'any';
  readonly sort: readonly SortRequest[];
}

/** The same in Notion's terms. */
export interface PlannedQuestion<Extra> {
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
  const planned = await planWithHints(session, source, question.where);
  const references = planned.flatMap((condition) => condition.references);
  const ids = await Promise.all(references.map((reference) => resolve(session, reference)));
  const resolved = new Map(references.map((reference, index) => [reference, ids[index] ?? []]));
  return { source, sorts, extra, filter: buildFilter(planned, question.match, resolved) };
}

/** The columns in the loose form of the query room: Notion adds types that the library does not know. */
export function schemaOf(source: DataSourceObjectResponse): Schema {
  return source.properties;
}

/** Data sources that the relation columns lead to, with the column that leads there. */
export function relationTargets(properties: readonly PropertySchema[]): string[] {
  return properties.flatMap((property) => {
    const id = (property['relation'] as { data_source_id?: unknown } | undefined)?.data_source_id;
    return property.type === 'relation' && typeof id === 'string' ? [id] : [];
  });
}

/** Marks an answer's cursor with the question it belongs to: Notion's cursors work with one filter and order only. */
export function questionFingerprint(question: RowQuestion, dataSourceId: string): string {
  const { where, match, sort } = question;
  return createHash('sha256')
    .update(JSON.stringify([dataSourceId, where, match, sort]))
    .digest('base64url')
    .slice(0, 12);
}

function resolve(session: NotionSession, reference: Reference): Promise<string[]> {
  return reference.kind === 'person'
    ? findPeople(session, reference.text, reference.argument)
    : findRelatedPages(session, reference.text, reference.dataSourceId, reference.argument);
}

/**
 * What a formula returns and what a rollup shows is not in the schema. The plan guesses first and says so; then one row
 * and the related database's columns are read, and it is made again.
 */
async function planWithHints(
  session: NotionSession,
  source: DataSourceObjectResponse,
  where: readonly Condition[],
): Promise<PlannedCondition[]> {
  const schema: Schema = source.properties;
  const planned = planConditions(schema, where);
  if (planned.every((condition) => condition.assumed === undefined)) {
    return planned;
  }
  return planConditions(schema, where, await readHints(session, source.id, schema, where));
}

async function readHints(
  session: NotionSession,
  dataSourceId: string,
  schema: Schema,
  where: readonly Condition[],
): Promise<SchemaHints> {
  const properties = where.flatMap(({ property }) => {
    const found = findPropertyOrTimestamp(schema, property, 'where');
    return 'property' in found ? [found.property] : [];
  });
  const formulas = properties
    .filter((property) => property.type === 'formula')
    .map((property) => property.id);
  const rows =
    formulas.length === 0
      ? []
      : (await queryDataSource(session, dataSourceId, { propertyIds: formulas, pageSize: 1 })).rows;
  const rolledUp = new Map<string, PropertySchema>();
  for (const rollup of properties.filter((property) => property.type === 'rollup')) {
    const origin = rollupSource(schema, rollup);
    const shown = origin?.find((await retrieveDataSource(session, origin.dataSourceId)).properties);
    if (shown !== undefined) {
      rolledUp.set(rollup.name, shown);
    }
  }
  return { formulaResults: formulaResultsOf(rows), rolledUp };
}
