import type { ForgedRowListener } from '../database/macs/row-macs.js';
import { recordForgedRow } from '../telemetry/counters.js';
import type { Log } from '../telemetry/log/log.js';

/** Counts each meeting with a row that this server did not write, and logs the first with each. */
export function forgedRowReports(log: Pick<Log, 'error'>): ForgedRowListener {
  return (table, isNew) => {
    recordForgedRow(table);
    if (isNew) {
      log.error('ignored a row of the database that this server did not write', { table });
    }
  };
}
