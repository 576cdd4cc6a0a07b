import type { CredentialsDatabase } from '../database/database.js';
import type { ChangeEntriesTable } from '../database/schema.js';
import type { Sealer } from '../sealing/seal.js';
import type { PlannedStep, StepLike } from '../workspace/changes/change-journal.js';
import { begunPayload, endedPayload, openEntry, type EntryKind } from './journal-rows.js';

interface Store {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
}

/** Ids of what was made through a connection since then, by whomever. */
export async function madeSince(
  store: Store,
  connectionKey: string,
  since: Date,
): Promise<ReadonlySet<string>> {
  const rows = await entriesSince(store, connectionKey, ['saved'], since);
  return new Set(rows.flatMap((row) => endedPayload.parse(openEntry(store.sealer, row)).ids));
}

/** Steps like this one that began since then, by whomever, without those changes, and whose end is not known. */
export async function unfinishedSteps(
  store: Store,
  connectionKey: string,
  { action, target, title }: StepLike,
  { since, besides }: { readonly since: Date; readonly besides: ReadonlySet<string> },
): Promise<readonly PlannedStep[]> {
  const rows = await entriesSince(store, connectionKey, ['begun', 'saved', 'absent', 'undone'], since);
  const undone = new Set(rows.filter(({ kind }) => kind === 'undone').map((row) => row.change_id));
  const ended = new Set(
    rows.filter(({ kind }) => kind !== 'begun').map((row) => `${row.change_id} ${row.step}`),
  );
  return rows
    .filter(({ kind, change_id: id }) => kind === 'begun' && !besides.has(id) && !undone.has(id))
    .flatMap((row) =>
      begunPayload
        .parse(openEntry(store.sealer, row))
        .steps.filter(
          (step, at) =>
            !ended.has(`${row.change_id} ${at + 1}`) &&
            step.action === action &&
            step.target === target &&
            step.title === title,
        ),
    );
}

async function entriesSince(
  { database }: Store,
  connectionKey: string,
  kinds: readonly EntryKind[],
  since: Date,
): Promise<readonly ChangeEntriesTable[]> {
  const rows = await database.queries
    .selectFrom('change_entries')
    .selectAll()
    .where('connection_key', '=', connectionKey)
    .where('kind', 'in', kinds)
    .where('occurred_at', '>=', since.toISOString())
    .execute();
  return rows.filter((row) => database.macs.isGenuine('change_entries', row));
}
