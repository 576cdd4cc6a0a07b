import type { CredentialsDatabase } from '../database/database.js';
import type { Sealer } from '../sealing/seal.js';
import { openEntry, type EntryKind } from './journal-rows.js';

/** An entry whose MAC was verified and whose payload was opened. */
interface OpenedEntry {
  readonly change_id: string;
  readonly step: number;
  readonly kind: string;
  readonly connection_key: string;
  readonly payload: unknown;
}

export interface EntryStore {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
}

/** Characters of sealed payloads whose contents are kept, for each database. */
const MAX_KEPT_CHARACTERS = 8_000_000;
/** Changes of one query. */
const MAX_ASKED = 500;

/** What was opened lately, by its MAC: that is over all that an entry says, and entries never change. */
const opened = new WeakMap<CredentialsDatabase, KeptEntries>();

/** The entries of these kinds of a connection that were made since then, by whomever. Each is opened once in a process. */
export async function entriesSince(
  { database, sealer }: EntryStore,
  connectionKey: string,
  kinds: readonly EntryKind[],
  since: Date,
): Promise<readonly OpenedEntry[]> {
  const kept = opened.get(database) ?? new KeptEntries();
  opened.set(database, kept);
  const listed = await database.queries
    .selectFrom('change_entries')
    .select(['mac', 'change_id'])
    .where('connection_key', '=', connectionKey)
    .where('kind', 'in', kinds)
    .where('occurred_at', '>=', since.toISOString())
    .execute();
  const entries: OpenedEntry[] = [];
  const unknown = new Set<string>();
  const changes = new Set<string>();
  for (const { mac, change_id: change } of listed) {
    const entry = mac === null ? undefined : kept.get(mac);
    if (entry !== undefined) {
      entries.push(entry);
    } else if (mac !== null) {
      unknown.add(mac);
      changes.add(change);
    }
  }
  for (const some of inParts([...changes])) {
    // By the primary key alone: no index has the MAC, so that asking for it reads all that the connection has.
    const rows = await database.queries
      .selectFrom('change_entries')
      .selectAll()
      .where('change_id', 'in', some)
      .execute();
    for (const row of rows) {
      if (row.mac !== null && unknown.has(row.mac) && database.macs.isGenuine('change_entries', row)) {
        const { change_id, step, kind, connection_key } = row;
        const entry = { change_id, step, kind, connection_key, payload: openEntry(sealer, row) };
        kept.set(row.mac, entry, row.ciphertext.length);
        entries.push(entry);
      }
    }
  }
  // What somebody has copied from elsewhere is told by what its MAC is over.
  return entries.filter((entry) => entry.connection_key === connectionKey);
}

function inParts(changes: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(changes.length / MAX_ASKED) }, (_, part) =>
    changes.slice(part * MAX_ASKED, (part + 1) * MAX_ASKED),
  );
}

/** The latest, in bounded room. */
class KeptEntries {
  readonly #entries = new Map<string, { readonly entry: OpenedEntry; readonly size: number }>();
  #size = 0;

  get(mac: string): OpenedEntry | undefined {
    return this.#entries.get(mac)?.entry;
  }

  set(mac: string, entry: OpenedEntry, size: number): void {
    this.#entries.set(mac, { entry, size });
    this.#size += size;
    for (const [oldest, { size: freed }] of this.#entries) {
      if (this.#size <= MAX_KEPT_CHARACTERS) {
        break;
      }
      this.#entries.delete(oldest);
      this.#size -= freed;
    }
  }
}
