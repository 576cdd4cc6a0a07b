import type { ChangeEntriesTable } from '../database/change-tables.js';
import type { CredentialsDatabase } from '../database/database.js';
import type { Sealer } from '../sealing/seal.js';
import type { PlannedStep, StepLike } from '../workspace/changes/change-journal.js';
import {
  ANSWERED_STEP,
  begunPayload,
  endedPayload,
  openEntry,
  resultHash,
  UNDONE_STEP,
} from './journal-rows.js';

interface EntryStore {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
}

/** Ids or changes of one query. */
const MAX_ASKED = 500;
/** Since this migration, what a change has made is found by its id. */
const RESULTS_MIGRATION = '0016-change-results';

/** Of these ids those that a change through this connection is recorded to have made, by whomever. */
export async function recordedIds(
  { database, sealer }: EntryStore,
  connectionKey: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const asked = new Set(ids);
  const rows = asked.size === 0 ? [] : await entriesWithoutResults(database, connectionKey);
  for (const some of inParts([...asked])) {
    const hashes = some.map((id) => resultHash(connectionKey, id));
    const found = await database.queries
      .selectFrom('change_results')
      .innerJoin('change_entries', (join) =>
        join
          .onRef('change_entries.change_id', '=', 'change_results.change_id')
          .onRef('change_entries.step', '=', 'change_results.step'),
      )
      .selectAll('change_entries')
      .distinct()
      .where('change_results.id_hash', 'in', hashes)
      .where('change_entries.connection_key', '=', connectionKey)
      .execute();
    rows.push(...found);
  }
  const genuine = rows.filter((row) => database.macs.isGenuine('change_entries', row));
  const targets = await targetsOf({ database, sealer }, genuine);
  const recorded = genuine.flatMap((row) => {
    // A step that changes something names that, and has not made it.
    const changed = targets.get(row.change_id)?.[row.step - 1];
    return endedPayload.parse(openEntry(sealer, row)).ids.filter((id) => id !== changed);
  });
  return new Set(recorded.filter((id) => asked.has(id)));
}

/** What each step of these entries' changes goes to, by change. */
async function targetsOf(
  { database, sealer }: EntryStore,
  entries: readonly ChangeEntriesTable[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const targets = new Map<string, readonly string[]>();
  for (const some of inParts([...new Set(entries.map((row) => row.change_id))])) {
    const begun = await database.queries
      .selectFrom('change_entries')
      .selectAll()
      .where('change_id', 'in', some)
      .where('kind', '=', 'begun')
      .execute();
    for (const row of begun.filter((row) => database.macs.isGenuine('change_entries', row))) {
      const { steps } = begunPayload.parse(openEntry(sealer, row));
      targets.set(
        row.change_id,
        steps.map(({ target }) => target),
      );
    }
  }
  return targets;
}

/** What was recorded before the table of results was there. */
async function entriesWithoutResults(
  { queries }: CredentialsDatabase,
  connectionKey: string,
): Promise<ChangeEntriesTable[]> {
  return queries
    .selectFrom('change_entries')
    .selectAll()
    .where('connection_key', '=', connectionKey)
    .where('kind', '=', 'saved')
    .where('occurred_at', '<', (entry) =>
      entry.selectFrom('schema_migrations').select('applied_at').where('name', '=', RESULTS_MIGRATION),
    )
    .where((entry) => {
      const results = entry.selectFrom('change_results').select(['change_id', 'step']);
      return entry.not(
        entry(entry.refTuple('change_id', 'step'), 'in', results.$asTuple('change_id', 'step')),
      );
    })
    .execute();
}

/** Steps like this one that began since then, by whomever, without those changes, and whose end is not known. */
export async function unfinishedSteps(
  { database, sealer }: EntryStore,
  connectionKey: string,
  { action, target, title }: StepLike,
  { since, besides }: { readonly since: Date; readonly besides: ReadonlySet<string> },
): Promise<readonly PlannedStep[]> {
  const begun = await openChanges(database, connectionKey, since);
  const others = begun.filter(
    (row) => !besides.has(row.change_id) && database.macs.isGenuine('change_entries', row),
  );
  const ended = await endedSteps(
    database,
    others.map((row) => row.change_id),
  );
  return others.flatMap((row) =>
    begunPayload
      .parse(openEntry(sealer, row))
      .steps.filter(
        (step, at) =>
          !ended.has(`${row.change_id} ${at + 1}`) &&
          step.action === action &&
          step.target === target &&
          step.title === title,
      ),
  );
}

/**
 * First entries of changes that were not undone, and whose call was cut, or has ended with a step whose end is not known. What
 * else there is of a change is asked for by the primary key.
 */
function openChanges(
  { queries }: CredentialsDatabase,
  connectionKey: string,
  since: Date,
): Promise<readonly ChangeEntriesTable[]> {
  return queries
    .selectFrom('change_entries')
    .selectAll()
    .where('connection_key', '=', connectionKey)
    .where('kind', '=', 'begun')
    .where('occurred_at', '>=', since.toISOString())
    .where((entry) => {
      const others = entry
        .selectFrom('change_entries as other')
        .select('other.step')
        .whereRef('other.change_id', '=', 'change_entries.change_id');
      return entry.and([
        entry.not(entry.exists(others.where('other.step', '=', UNDONE_STEP))),
        entry.or([
          entry.not(entry.exists(others.where('other.step', '=', ANSWERED_STEP))),
          entry.exists(others.where('other.kind', '=', 'unknown')),
        ]),
      ]);
    })
    .execute();
}

/** The steps of these changes that are known to have been made, or not to have been. */
async function endedSteps(
  database: CredentialsDatabase,
  changes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: ChangeEntriesTable[] = [];
  for (const some of inParts(changes)) {
    rows.push(
      ...(await database.queries
        .selectFrom('change_entries')
        .selectAll()
        .where('change_id', 'in', some)
        .where('kind', 'in', ['saved', 'absent'])
        .execute()),
    );
  }
  return new Set(
    rows
      .filter((row) => database.macs.isGenuine('change_entries', row))
      .map((row) => `${row.change_id} ${row.step}`),
  );
}

function inParts(items: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / MAX_ASKED) }, (_, part) =>
    items.slice(part * MAX_ASKED, (part + 1) * MAX_ASKED),
  );
}
