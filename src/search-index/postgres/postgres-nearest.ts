import { MAX_COMPARED, nearestDocuments, type NearDocument } from '../meaning/nearest.js';
import { signsOf } from '../meaning/quantize.js';
import type { QueryMeaning } from '../meanings.js';
import type { Rows } from './index-database.js';
import { modelOf } from './postgres-meanings.js';
import type { IndexRows } from './read-rows.js';

/** Which documents may answer: conditions on a row with `document`, whose values are `$2` and those after it. */
interface Allowed {
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
}

/** The documents whose passages mean most nearly what is asked, each at the position of its nearest passage. */
export async function nearestInTables(
  tables: Rows,
  target: IndexRows,
  meaning: QueryMeaning,
  { conditions, values }: Allowed,
  limit: number,
): Promise<readonly NearDocument<number>[]> {
  const { model, vector } = meaning;
  const { schema, index } = target;
  const known = await modelOf(tables, target);
  if (known?.model !== model || known.dimensions !== vector.length) {
    return [];
  }
  const asked = `$${values.length + 2}::bit varying`;
  const rows = await tables.all(
    `with nearest as (
       select document, position from ${schema}.signatures
         where ${['index = $1', `length(signs) = length(${asked})`, ...conditions].join(' and ')}
         order by bit_count(signs # ${asked}) limit ${MAX_COMPARED}
     )
     select document, position, vector from nearest join ${schema}.vectors using (document, position)
       where index = $1`,
    [index, ...values, signsOf(vector)],
  );
  return nearestDocuments(
    meaning,
    rows.map((row) => ({
      document: Number(row['document']),
      passage: Number(row['position']),
      vector: row['vector'] as Buffer, // The driver's value of `bytea`.
    })),
    limit,
  );
}
