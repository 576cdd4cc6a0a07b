import type { AuditStore } from '../audit/audit-store.js';
import { newEntry } from '../audit/new-entry.js';
import type { Clock } from '../clock.js';
import type { Changes, CredentialsDatabase } from '../database/database.js';
import type { ChangeEntriesTable } from '../database/change-tables.js';
import { removeForged } from '../database/signed-rows.js';
import type { RandomBytes } from '../sealing/keys.js';
import type { Sealer } from '../sealing/seal.js';
import {
  isWithoutEffect,
  type ChangeJournal,
  type NewChange,
  type PlannedStep,
  type RecordedChange,
  type StepLike,
  type StepOutcome,
} from '../workspace/changes/change-journal.js';
import { recordedIds, unfinishedSteps } from './other-changes.js';
import {
  ANSWERED_STEP,
  digestOf,
  requestHash,
  resultHash,
  sealEntry,
  UNDONE_STEP,
  type EntryKind,
  type JournalOwner,
} from './journal-rows.js';
import { recordedChange } from './recorded-change.js';

const DAY_MS = 86_400_000;
/** Days for which changes are kept, and can be undone. */
export const JOURNAL_DAYS = 30;
/** Milliseconds for which a request that is named again is not made again. */
const REQUEST_LIFETIME_MS = DAY_MS;
/** Milliseconds between two looks for entries that are too old. */
const PRUNE_INTERVAL_MS = 3_600_000;
/** Random bytes of a change's id. */
const ID_BYTES = 8;
/** Changes that are looked through for the last one that was not undone. */
const MAX_RECENT_CHANGES = 200;

/** Where changes are stored. */
export interface JournalStore {
  readonly database: CredentialsDatabase;
  readonly sealer: Sealer;
  readonly auditStore: Pick<AuditStore, 'appendWithin'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
}

/** When entries were last pruned, by store: a journal lives for one call. */
const pruned = new WeakMap<CredentialsDatabase, number>();

/** The journal of one caller in the database. Each entry is in the audit log's chain as well, in the same transaction. */
export class StoredJournal implements ChangeJournal {
  readonly #store: JournalStore;
  readonly #owner: JournalOwner;
  readonly #begun = new Set<string>();

  constructor(store: JournalStore, owner: JournalOwner) {
    this.#store = store;
    this.#owner = owner;
  }

  async begin({
    tool,
    steps,
    undoes,
    completes,
    request,
  }: NewChange): Promise<{ readonly id: string } | { readonly earlier: RecordedChange }> {
    const { database, randomBytes, clock } = this.#store;
    const id = Buffer.from(randomBytes(ID_BYTES)).toString('hex');
    const payload = { steps, undoes, completes, fingerprint: request?.fingerprint };
    const now = clock.now();
    await this.#prune(now);
    const earlier = await database.changeInTurn(async (changes) => {
      if (request !== undefined) {
        const known = await this.#claim(changes, request.key, id, now);
        if (known !== undefined) {
          return known;
        }
      }
      await this.#write(changes, { change_id: id, step: 0, kind: 'begun', tool }, payload, now);
      return undefined;
    });
    if (earlier === undefined) {
      this.#begun.add(id);
      return { id };
    }
    const found = await this.find(earlier);
    if (found === undefined) {
      throw new Error('A request is recorded under this name, and its change is not.');
    }
    return { earlier: found };
  }

  async end(id: string, step: number, outcome: StepOutcome): Promise<void> {
    const ids = outcome.kind === 'saved' ? outcome.ids : [];
    const payload = outcome.kind === 'saved' ? { ids, editedAt: outcome.editedAt } : { ids };
    await this.#append(id, step + 1, outcome.kind, payload, ids);
  }

  async answered(id: string, answer?: string): Promise<void> {
    await this.#append(id, ANSWERED_STEP, 'answered', { answer });
  }

  async undone(id: string): Promise<void> {
    await this.#append(id, UNDONE_STEP, 'undone', {});
  }

  async find(id: string): Promise<RecordedChange | undefined> {
    const rows = await this.#rowsOf([id]);
    return rows.length === 0 ? undefined : recordedChange(this.#store.sealer, rows);
  }

  async last(before?: string): Promise<RecordedChange | undefined> {
    const begun = await this.#owned()
      .where('kind', '=', 'begun')
      .orderBy('occurred_at', 'desc')
      .orderBy('change_id')
      .limit(MAX_RECENT_CHANGES)
      .execute();
    const from = before === undefined ? 0 : begun.findIndex(({ change_id: id }) => id === before) + 1;
    for (const { change_id: id } of begun.slice(from)) {
      const change = await this.find(id);
      const isOpen = change !== undefined && !change.isUndone && change.undoes === undefined;
      if (isOpen && change.completes === undefined && !isWithoutEffect(change)) {
        return change;
      }
    }
    return undefined;
  }

  recorded(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return recordedIds(this.#store, this.#owner.connectionKey, ids);
  }

  unfinished(like: StepLike, since: Date, besides?: string): Promise<readonly PlannedStep[]> {
    const others = new Set(besides === undefined ? this.#begun : [...this.#begun, besides]);
    return unfinishedSteps(this.#store, this.#owner.connectionKey, like, { since, besides: others });
  }

  async named(key: string): Promise<RecordedChange | undefined> {
    const { database, clock } = this.#store;
    const hash = requestHash(this.#owner, key);
    const row = await database.queries
      .selectFrom('change_requests')
      .selectAll()
      .where('request_hash', '=', hash)
      .where('expires_at', '>', clock.now().toISOString())
      .executeTakeFirst();
    return row !== undefined && database.macs.isGenuine('change_requests', row, { request_hash: hash })
      ? this.find(row.change_id)
      : undefined;
  }

  /** The change that was made under this name; undefined once the name is this change's. */
  async #claim(changes: Changes, key: string, id: string, now: Date): Promise<string | undefined> {
    const { database } = this.#store;
    const hash = requestHash(this.#owner, key);
    await changes.deleteFrom('change_requests').where('expires_at', '<=', now.toISOString()).execute();
    await removeForged(database, changes, 'change_requests', { request_hash: hash });
    const known = await changes
      .selectFrom('change_requests')
      .select('change_id')
      .where('request_hash', '=', hash)
      .executeTakeFirst();
    if (known !== undefined) {
      return known.change_id;
    }
    await changes
      .insertInto('change_requests')
      .values(
        database.macs.signed('change_requests', {
          request_hash: hash,
          change_id: id,
          expires_at: new Date(now.getTime() + REQUEST_LIFETIME_MS).toISOString(),
        }),
      )
      .execute();
    return undefined;
  }

  async #append(
    id: string,
    step: number,
    kind: EntryKind,
    payload: unknown,
    made: readonly string[] = [],
  ): Promise<void> {
    const begun = await this.#begunRow(id);
    if (begun === undefined) {
      throw new Error('A change that was not begun cannot go on.');
    }
    const now = this.#store.clock.now();
    await this.#store.database.changeInTurn(async (changes) => {
      await this.#write(changes, { change_id: id, step, kind, tool: begun.tool }, payload, now);
      await this.#writeResults(changes, { change_id: id, step, occurred_at: now.toISOString() }, made);
    });
  }

  async #write(
    changes: Changes,
    entry: Pick<ChangeEntriesTable, 'change_id' | 'step' | 'tool'> & { readonly kind: EntryKind },
    payload: unknown,
    now: Date,
  ): Promise<void> {
    const { database, sealer, auditStore } = this.#store;
    const { connectionKey, actor, spaceId } = this.#owner;
    const row = sealEntry(
      sealer,
      {
        ...entry,
        connection_key: connectionKey,
        actor,
        space_id: spaceId,
        occurred_at: now.toISOString(),
      },
      payload,
    );
    await changes.insertInto('change_entries').values(database.macs.signed('change_entries', row)).execute();
    const audited = newEntry(
      {
        actor,
        action: entry.kind === 'begun' ? 'change.begun' : 'change.ended',
        object: `change ${entry.change_id}`,
        space: spaceId === '' ? undefined : spaceId,
        outcome: entry.kind === 'unknown' || entry.kind === 'absent' ? 'failed' : 'done',
        details: { step: entry.step, kind: entry.kind, tool: entry.tool, digest: digestOf(row) },
      },
      now,
    );
    await auditStore.appendWithin(changes, [audited], now.toISOString());
  }

  async #writeResults(
    changes: Changes,
    entry: Pick<ChangeEntriesTable, 'change_id' | 'step' | 'occurred_at'>,
    made: readonly string[],
  ): Promise<void> {
    const rows = [...new Set(made)].map((id) => ({
      ...entry,
      id_hash: resultHash(this.#owner.connectionKey, id),
    }));
    if (rows.length > 0) {
      await changes.insertInto('change_results').values(rows).execute();
    }
  }

  /** Apart from what is appended: others wait for that. */
  async #prune(now: Date): Promise<void> {
    const { database } = this.#store;
    if (now.getTime() - (pruned.get(database) ?? -Infinity) < PRUNE_INTERVAL_MS) {
      return;
    }
    pruned.set(database, now.getTime());
    const before = new Date(now.getTime() - JOURNAL_DAYS * DAY_MS).toISOString();
    await database.change(async (changes) => {
      await changes.deleteFrom('change_results').where('occurred_at', '<', before).execute();
      await changes.deleteFrom('change_entries').where('occurred_at', '<', before).execute();
    });
  }

  #owned() {
    const { connectionKey, actor, spaceId } = this.#owner;
    return this.#store.database.queries
      .selectFrom('change_entries')
      .selectAll()
      .where('connection_key', '=', connectionKey)
      .where('actor', '=', actor)
      .where('space_id', '=', spaceId);
  }

  /** The first entry of a change; undefined for a change of somebody else. */
  async #begunRow(id: string): Promise<ChangeEntriesTable | undefined> {
    const { connectionKey, actor, spaceId } = this.#owner;
    const asked = { change_id: id, connection_key: connectionKey, actor, space_id: spaceId };
    const row = await this.#owned().where('change_id', '=', id).where('step', '=', 0).executeTakeFirst();
    return row !== undefined && this.#store.database.macs.isGenuine('change_entries', row, asked)
      ? row
      : undefined;
  }

  /** The entries of one change, in order; none for a change of somebody else. */
  async #rowsOf([id]: readonly [string]): Promise<readonly ChangeEntriesTable[]> {
    const { connectionKey, actor, spaceId } = this.#owner;
    const rows = await this.#owned().where('change_id', '=', id).orderBy('step').execute();
    const asked = { change_id: id, connection_key: connectionKey, actor, space_id: spaceId };
    const genuine = rows.filter((row) => this.#store.database.macs.isGenuine('change_entries', row, asked));
    return genuine[0]?.step === 0 ? genuine : [];
  }
}
