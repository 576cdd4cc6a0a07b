import { InputError } from '../../errors.js';
import { queryDataSource, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { findPropertyOrTimestamp } from '../../notion/query/columns/find-property.js';
import { formulaResultsOf } from '../../notion/query/columns/formula-results.js';
import { rollupSource } from '../../notion/query/columns/rollup-source.js';
import type { PlannedItem, WhereItem } from '../../notion/query/conditions/planned-condition.js';
import type { PropertySchema, Schema, SchemaHints } from '../../notion/query/columns/property-types.js';
import { conditionsIn, plannedConditions, planWhere } from '../../notion/query/where.js';
import type { NotionSession } from '../../notion/session.js';

/** Rows looked at to learn what formulas return: Notion leaves some uncomputed, and one row tells for the rest. */
const SAMPLE_ROWS = 5;

/**
 * Checks conditions against the columns. What a formula returns and what a rollup shows is not among them, so the plan
 * guesses first; where the guess is not certain, or does not fit, some rows and the related databases' columns are read,
 * and it is made again.
 */
export async function planRowConditions(
  session: NotionSession,
  dataSourceId: string,
  schema: Schema,
  where: readonly WhereItem[],
): Promise<PlannedItem[]> {
  const guess = planOrRefusal(schema, where);
  const isCertain =
    Array.isArray(guess) && plannedConditions(guess).every(({ assumed }) => assumed === undefined);
  if (isCertain) {
    return guess;
  }
  const computed = computedProperties(schema, where);
  if (!Array.isArray(guess) && computed.length === 0) {
    throw guess;
  }
  return planWhere(schema, where, await readHints(session, dataSourceId, schema, computed));
}

function planOrRefusal(schema: Schema, where: readonly WhereItem[]): PlannedItem[] | InputError {
  try {
    return planWhere(schema, where);
  } catch (error) {
    if (error instanceof InputError) {
      return error;
    }
    throw error;
  }
}

/** The formulas and rollups that conditions speak of. Names that do not exist are left for the plan to refuse. */
function computedProperties(schema: Schema, where: readonly WhereItem[]): PropertySchema[] {
  return conditionsIn(where).flatMap(({ property }) => {
    try {
      const found = findPropertyOrTimestamp(schema, property, 'where');
      return 'property' in found && ['formula', 'rollup'].includes(found.property.type)
        ? [found.property]
        : [];
    } catch {
      return [];
    }
  });
}

async function readHints(
  session: NotionSession,
  dataSourceId: string,
  schema: Schema,
  computed: readonly PropertySchema[],
): Promise<SchemaHints> {
  const formulas = computed.filter(({ type }) => type === 'formula').map(({ id }) => id);
  const rows =
    formulas.length === 0
      ? []
      : (await queryDataSource(session, dataSourceId, { propertyIds: formulas, pageSize: SAMPLE_ROWS })).rows;
  const rolledUp = new Map<string, PropertySchema>();
  for (const rollup of computed.filter(({ type }) => type === 'rollup')) {
    const origin = rollupSource(schema, rollup);
    const shown = origin?.find((await retrieveDataSource(session, origin.dataSourceId)).properties);
    if (shown !== undefined) {
      rolledUp.set(rollup.name, shown);
    }
  }
  return { formulaResults: formulaResultsOf(rows), rolledUp };
}
