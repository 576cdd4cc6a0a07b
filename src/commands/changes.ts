import { verify } from '../audit/verify.js';
import type { StoreConfig } from '../config/config.js';
import { systemClock } from '../clock.js';
import type { OpenStore } from '../app/open-store.js';
import { EXIT_FAILED, type Program } from '../app/program.js';
import { verifyJournal } from '../journal/verify-journal.js';

/** Changes that are listed, the latest first. */
const MAX_LISTED = 100;

/** `changes`: who made which change when, without what it says. */
export async function listChanges(
  { database }: OpenStore,
  _config: StoreConfig,
  program: Program,
): Promise<void> {
  const rows = await database.queries
    .selectFrom('change_entries')
    .selectAll()
    .where('kind', '=', 'begun')
    .orderBy('occurred_at', 'desc')
    .limit(MAX_LISTED)
    .execute();
  const genuine = rows.filter((row) => database.macs.isGenuine('change_entries', row));
  if (genuine.length === 0) {
    program.print('Nothing was changed in the last 30 days.\n');
    return;
  }
  program.print(
    genuine
      .map(({ occurred_at: at, change_id: id, actor, space_id: space, tool }) =>
        [at, id, actor, space === '' ? '-' : space, tool].join('  '),
      )
      .join('\n')
      .concat('\n'),
  );
}

/** `changes verify`: whether the journal is as the audit log recorded it, and the audit log itself is sound. */
export async function verifyChanges(
  { database, auditStore }: OpenStore,
  { checkpoint }: StoreConfig,
  program: Program,
): Promise<void> {
  const log = await verify(auditStore, checkpoint);
  if (log.kind === 'broken') {
    return program.fail(
      `The audit log, which the changes are compared with, was tampered with: ${log.fault}`,
      EXIT_FAILED,
    );
  }
  const { sound, faults } = await verifyJournal(database, auditStore, systemClock.now());
  if (faults.length > 0) {
    return program.fail(`The journal of changes was tampered with. ${faults.join(' ')}`, EXIT_FAILED);
  }
  program.print(
    `Sound: ${sound === 1 ? '1 entry of changes is as it was' : `${sound} entries of changes are as they were`} recorded.\n`,
  );
}
