import type { Queries } from '../../database/database.js';
import { SealError, type Sealer } from '../../sealing/seal.js';
import type { SealedRows } from './sealed-rows.js';

/** Rows read at once. */
const BATCH_ROWS = 200;
/** A pattern that no wrap matches. */
const NO_MATCH = '';

/** How many sealed rows open with the keys at hand. */
interface SealProbe {
  readonly opened: number;
  /** One for each row that does not open. */
  readonly failures: readonly SealError[];
}

/** Checks the wrap of every sealed row of a table without changing it. */
export async function probeSeals<Row extends { readonly wrapped_key: string | null }>(
  queries: Queries,
  sealer: Sealer,
  table: SealedRows<Row>,
): Promise<SealProbe> {
  const failures: SealError[] = [];
  let opened = 0;
  for (let last: Row | undefined; ;) {
    const rows = await table.read(queries, last, NO_MATCH, BATCH_ROWS);
    for (const row of rows) {
      try {
        sealer.rewrap(row.wrapped_key ?? '', table.identity(row));
        opened += 1;
      } catch (error) {
        if (!(error instanceof SealError)) {
          throw error;
        }
        failures.push(error);
      }
    }
    last = rows.at(-1);
    if (rows.length < BATCH_ROWS) {
      return { opened, failures };
    }
  }
}
