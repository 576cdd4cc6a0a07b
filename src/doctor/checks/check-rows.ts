import type { Queries } from '../../database/database.js';
import { eachBatch } from '../../database/each-batch.js';
import { macTables, type MacTable } from '../../database/macs/mac-tables.js';
import { keyIdOf, type RowMacs } from '../../database/macs/row-macs.js';
import { fail, ok, warn, type Finding } from '../finding.js';

/** Keys that are named: whoever writes rows could name many. */
const MAX_NAMED_KEYS = 3;
/** The id of a key, as every MAC of ours has it. */
const KEY_ID = /^[0-9a-f]{8}$/;

/** The key that a row names and that is not at hand. */
function otherKeyOf(row: object, macs: RowMacs): string | undefined {
  const mac: unknown = Reflect.get(row, 'mac');
  if (typeof mac !== 'string' || macs.knows(mac)) {
    return undefined;
  }
  const id = keyIdOf(mac);
  return KEY_ID.test(id) ? id : undefined;
}

/** Whether this server wrote all rows of the database. */
export async function checkRows(queries: Queries, macs: RowMacs): Promise<Finding> {
  const state = await queries.selectFrom('mac_state').select('name').executeTakeFirst();
  if (state === undefined) {
    return warn(
      'rows',
      'The rows of the database have no MACs yet.',
      'The next start of any other command adds them.',
    );
  }
  const forged = new Map<MacTable, number>();
  /** Keys that rows were written with and that are not at hand. */
  const otherKeys = new Set<string>();
  let ofOtherKeys = 0;
  let count = 0;
  // Wrapped keys are checked with the key.
  for (const table of macTables.filter((name) => name !== 'wrapped_keys')) {
    await eachBatch(queries, table, (rows) => {
      const strange = rows.filter((row) => !macs.verifies(table, row));
      const named = strange.map((row) => otherKeyOf(row, macs)).filter((id) => id !== undefined);
      named.forEach((id) => otherKeys.add(id));
      ofOtherKeys += named.length;
      forged.set(table, (forged.get(table) ?? 0) + strange.length - named.length);
      count += rows.length;
      return Promise.resolve();
    });
  }
  const found = [...forged]
    .filter(([, number]) => number > 0)
    .map(([table, number]) => `${number} of ${table}`);
  if (found.length === 0 && ofOtherKeys > 0) {
    // Most often a key that was made anew for this start; forgers of rows name one that is at hand.
    return fail(
      'rows',
      `${ofOtherKeys} of ${count} rows were written with another key (${[...otherKeys].slice(0, MAX_NAMED_KEYS).join(', ')}). They are ignored.`,
      'Restore that key: in CREDENTIALS_KEY, as a former one in CREDENTIALS_OLD_KEYS, or in the key file.',
    );
  }
  return found.length === 0
    ? ok('rows', `This server wrote all ${count} rows that grant access.`)
    : fail(
        'rows',
        `Not all rows were written by this server: ${found.join(', ')}. They are ignored.`,
        'Find out who can write to the database, then recreate the missing keys and connections.',
      );
}
