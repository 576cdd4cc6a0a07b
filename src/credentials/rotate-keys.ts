import { credentialStream } from './events.js';
import type { CredentialId } from './identifiers.js';
import { SealError, wrapPrefix } from './seal.js';
import { pairIdentity } from './sealed-pair.js';
import type { Store } from './store.js';

/** Records read at once. */
const BATCH = 200;

/** What a rotation did. */
export interface RotationCounts {
  readonly rewrapped: number;
  /** One for each record that does not open with any key at hand; these are as they were. */
  readonly failures: readonly SealError[];
}

/**
 * Puts every stored pair under the keyring's current key, while others read and refresh. Only the wrapped data key is
 * rewritten, which is the one column of the log that its triggers leave open; content, events and projections stay.
 * Each write is a compare-and-swap, so a pair that is refreshed meanwhile keeps what the refresh wrote.
 *
 * Running it again continues where it stopped, and finds nothing to do when all is done.
 */
export async function rotateKeys(store: Store): Promise<RotationCounts> {
  const { database, sealer } = store;
  const done = `${wrapPrefix(sealer.currentKeyId)}%`;
  const failures: SealError[] = [];
  let rewrapped = 0;
  for (let position = 0; ;) {
    const rows = await database.queries
      .selectFrom('events')
      .select(['position', 'stream_id', 'version', 'wrapped_key'])
      .where('position', '>', position)
      .where('wrapped_key', 'is not', null)
      .where('wrapped_key', 'not like', done)
      .orderBy('position')
      .limit(BATCH)
      .execute();
    const changed = [];
    for (const row of rows) {
      position = row.position;
      try {
        changed.push({ ...rewrap(store, row), position });
      } catch (error) {
        if (!(error instanceof SealError)) {
          throw error;
        }
        failures.push(error);
      }
    }
    rewrapped += await swap(store, changed);
    if (rows.length < BATCH) {
      return { rewrapped, failures };
    }
  }
}

/** Ids of the keys without which some stored pair would not open. */
export async function keyIdsInUse({ database }: Store): Promise<ReadonlySet<string>> {
  const rows = await database.queries
    .selectFrom('events')
    .select('wrapped_key')
    .where('wrapped_key', 'is not', null)
    .execute();
  return new Set(rows.flatMap(({ wrapped_key }) => wrapped_key?.split('.')[1] ?? []));
}

interface Wrapped {
  readonly stream_id: string;
  readonly version: number;
  readonly wrapped_key: string | null;
}

function rewrap({ sealer }: Store, row: Wrapped): { before: string; after: string } {
  const before = row.wrapped_key ?? '';
  const credentialId = row.stream_id.slice(credentialStream('' as CredentialId).length) as CredentialId;
  return { before, after: sealer.rewrap(before, pairIdentity(credentialId, row.version)) };
}

async function swap(
  { database }: Store,
  wraps: readonly { readonly position: number; readonly before: string; readonly after: string }[],
): Promise<number> {
  return database.change(async (changes) => {
    let swapped = 0n;
    for (const { position, before, after } of wraps) {
      const { numUpdatedRows } = await changes
        .updateTable('events')
        .set({ wrapped_key: after })
        .where('position', '=', position)
        .where('wrapped_key', '=', before)
        .executeTakeFirst();
      swapped += numUpdatedRows;
    }
    return Number(swapped);
  });
}
