import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Kysely } from 'kysely';
import { BudgetStore } from '../../src/access/budget-store.js';
import { DailyBudgets } from '../../src/access/daily-budgets.js';
import { KeyUses } from '../../src/access/key-uses.js';
import { ServiceKeys } from '../../src/access/service-keys.js';
import { AuditStore } from '../../src/audit/audit-store.js';
import { newEntry } from '../../src/audit/new-entry.js';
import { StoredJournal } from '../../src/journal/stored-journal.js';
import { ClientGrants } from '../../src/oauth-server/grants/client-grants.js';
import { RecordStore } from '../../src/oauth-server/records/record-store.js';
import { oauthStateStore } from '../../src/notion-oauth/states/oauth-state-store.js';
import { signExistingRows } from '../../src/credentials/key-rotation/sign-existing-rows.js';
import { systemClock } from '../../src/clock.js';
import type { CredentialsDatabase, InspectedDatabase } from '../../src/database/database.js';
import { parsePersonId } from '../../src/ids.js';
import { inspectPostgres } from '../../src/database/postgres/inspect-postgres.js';
import { inspectSqlite } from '../../src/database/sqlite/inspect-sqlite.js';
import { movedTables, moveStore } from '../../src/credentials/move-store.js';
import { openPostgres } from '../../src/database/postgres/postgres.js';
import type { Schema } from '../../src/database/schema.js';
import { openSqlite } from '../../src/database/sqlite/sqlite.js';
import { loadOrCreateWrappedKeys } from '../../src/credentials/key-rotation/wrapped-keys.js';
import { ProcessedEvents } from '../../src/webhooks/processed-events.js';
import { VerificationTokens } from '../../src/webhooks/verification-tokens.js';
import { createSchema, hasPostgres } from '../support/databases/postgres.js';
import { RotatingEndpoint } from './fakes/rotating-endpoint.js';
import { authorization, bot, space } from './fakes/sample-authorization.js';
import { credentialsOn, sampleMacs, storeOn } from './fakes/sample-store.js';

/** A database with a source's view of it. */
interface Store {
  open(): Promise<CredentialsDatabase>;
  inspect(): Promise<InspectedDatabase>;
  dispose(): Promise<void>;
}

const kinds: Record<string, () => Promise<Store>> = {
  SQLite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'move-'));
    const path = join(folder, 'credentials.db');
    return {
      open: async () => sampleMacs(await openSqlite(path, systemClock)),
      inspect: () => inspectSqlite(path),
      dispose: () => rm(folder, { recursive: true, force: true }),
    };
  },
  ...(hasPostgres
    ? {
        Postgres: async () => {
          const schema = await createSchema();
          return {
            open: async () => sampleMacs(await openPostgres(schema.settings(), systemClock)),
            inspect: () => inspectPostgres(schema.settings()),
            dispose: () => schema.drop(),
          };
        },
      }
    : {}),
};
const ways = Object.keys(kinds).flatMap((from) => Object.keys(kinds).map((to) => [from, to] as const));

/** More than fit into one batch. */
const MANY = 220;
const later = new Date(Date.now() + 3_600_000);

/** Rows in every table, made by those who write them. */
async function fill(database: CredentialsDatabase): Promise<void> {
  const endpoint = new RotatingEndpoint(systemClock);
  const store = storeOn(database, systemClock);
  await signExistingRows(database, store.sealer, systemClock);
  const service = {
    wrap: (key: string) => Promise.resolve(Buffer.from(key).toString('hex')),
    unwrap: (wrapped: string) => Promise.resolve(Buffer.from(wrapped, 'hex').toString()),
  };
  await loadOrCreateWrappedKeys(database, service, { clock: systemClock, randomBytes });
  const credentials = credentialsOn(store, endpoint);
  for (const number of [1, 2, 3]) {
    const connection = await credentials.recordConnection({
      spaceId: space('here'),
      authorization: authorization({
        credentialId: bot(number),
        owner: { userId: `user-${number}`, name: 'Ada Example' },
        pair: endpoint.consent(),
      }),
      by: 'test',
    });
    credentials.markUsed(space('here'), connection.id);
    await credentials.flushUses();
    const { version } = await credentials.accessTokenOf(space('here'), connection.id);
    await credentials.refreshAfterUnauthorized(space('here'), connection.id, version);
    if (number === 3) {
      await credentials.disconnect(space('here'), connection.id, 'test');
    }
  }
  const { record } = await new ServiceKeys(database, systemClock, randomBytes).create('all', 'agent');
  const uses = new KeyUses(database, systemClock);
  uses.mark(record.id);
  await uses.flush();
  await new DailyBudgets(new BudgetStore(database), systemClock).begin(record.id, {
    calls: 100,
    characters: 1000,
  });
  const entry = newEntry({ actor: 'test', action: 'key.created', outcome: 'done' }, new Date());
  const auditStore = new AuditStore(store, randomBytes);
  await auditStore.append([entry], new Date().toISOString());
  await new StoredJournal(
    { ...store, auditStore, randomBytes },
    { actor: 'key 0123456789ab', connectionKey: 'one', spaceId: 'here' },
  ).begin({
    tool: 'notion_set_properties',
    steps: [{ action: 'set', target: 'page', title: 'Plan', before: {}, after: { Done: true } }],
    request: { key: 'mine', fingerprint: 'f' },
  });
  await oauthStateStore(database).put(
    'state',
    { spaceId: space('here'), returnTo: null, reconnects: null, by: 'test' },
    later,
    new Date(),
  );
  const records = new RecordStore(store);
  for (let number = 0; number < MANY; number += 1) {
    await records.put('AccessToken', `token-${number}`, { number }, { expiresAt: later });
  }
  const personId = parsePersonId('0b0b0b0b-0000-4000-8000-000000000000');
  if (personId === undefined) {
    throw new Error('This is no id of a person.');
  }
  await new ClientGrants(database, systemClock).put({
    personId,
    clientId: 'client-1',
    grantId: 'grant-1',
    clientName: 'Client – „one“',
    redirectUri: 'https://client.example.com/callback',
    connectionIds: [],
    roots: ['0fcfb079ef8f440a887810524fe8ca0e'],
    mayWrite: false,
    expiresAt: later,
  });
  await new VerificationTokens(store).receive('secret_of_a_subscription');
  await new ProcessedEvents(database).markProcessed('event-1', later, new Date());
  await database.change((changes) =>
    changes
      .insertInto('browser_sessions')
      .values(
        database.macs.signed('browser_sessions', {
          secret_hash: 'hash',
          person_id: personId,
          person_name: null,
          expires_at: later.toISOString(),
        }),
      )
      .execute(),
  );
  await database.change(async (changes) => {
    await changes
      .insertInto('change_results')
      .values({ id_hash: 'hash', change_id: 'change', step: 1, occurred_at: later.toISOString() })
      .execute();
    await changes
      .insertInto('chat_days')
      .values({ day: '2026-01-01', person_id: personId, messages: 1, steps: 2, tokens: 3, cost: 0.5 })
      .execute();
  });
}

async function contents(database: Pick<CredentialsDatabase, 'queries'>): Promise<Record<string, unknown[]>> {
  const tables = await Promise.all(
    movedTables.map(async (table) => {
      const rows = await database.queries.selectFrom(table).selectAll().execute();
      return [
        table,
        rows
          .map((row) =>
            JSON.stringify(Object.entries(row).toSorted(([one], [other]) => one.localeCompare(other))),
          )
          .sort(),
      ] as const;
    }),
  );
  return Object.fromEntries(tables);
}

describe.each(ways)('a move from %s to %s', (fromKind, toKind) => {
  let from: Store;
  let to: Store;
  let source: CredentialsDatabase;

  beforeEach(async () => {
    from = await (kinds[fromKind] ?? fail)();
    to = await (kinds[toKind] ?? fail)();
    source = await from.open();
    await fill(source);
  });
  afterEach(async () => {
    await source.close();
    await from.dispose();
    await to.dispose();
  });

  const move = async (now = new Date()) => {
    const [inspected, target] = [await from.inspect(), await to.open()];
    try {
      return await moveStore(inspected, target, now);
    } finally {
      await inspected.close();
      await target.close();
    }
  };

  it('brings every row of every table, sealed as it was, and the numbering goes on', async () => {
    const before = await contents(source);
    expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
    const counts = await move();
    expect(counts).toMatchObject({ connections: 3, oauth_records: MANY, service_keys: 1 });

    const target = await to.open();
    expect(await contents(target)).toEqual(before);
    const endpoint = new RotatingEndpoint(systemClock);
    const moved = credentialsOn(storeOn(target, systemClock), endpoint);
    const connections = await moved.connectionsOf(space('here'));
    const connection = connections.find(({ botId }) => botId === bot(1));
    if (connection === undefined) {
      throw new Error('No connection arrived.');
    }
    const old = await moved.accessTokenOf(space('here'), connection.id);
    expect(old.accessToken).toMatch(/^ntn_sample_access_/);
    await moved.recordConnection({
      spaceId: space('here'),
      authorization: authorization({
        credentialId: bot(1),
        owner: connection.owner,
        pair: endpoint.consent(),
      }),
      by: 'test',
    });
    const { version } = await moved.accessTokenOf(space('here'), connection.id);
    expect(version).toBeGreaterThan(old.version);
    await moved.close();
  });

  it('refuses a target with anything in it, and leaves it as it is', async () => {
    const target = await to.open();
    await new ServiceKeys(target, systemClock, randomBytes).create('all', 'there before');
    const before = await contents(target);
    await expect(move()).rejects.toThrow('its table service_keys has rows');
    expect(await contents(target)).toEqual(before);
    await target.close();
  });

  it('brings nothing where the projection is not what the log says', async () => {
    await source.change((changes) => changes.updateTable('connections').set({ space_id: 'other' }).execute());
    await expect(move()).rejects.toThrow('do not match their event log');
    const target = await to.open();
    expect(Object.values(await contents(target)).flat()).toEqual([]);
    await target.close();
  });

  it('refuses a store on which a server is at work', async () => {
    const now = new Date();
    await source.change((changes) =>
      changes
        .updateTable('refresh_leases')
        .set({ expires_at: new Date(now.getTime() + 5000).toISOString() })
        .execute(),
    );
    await expect(move(now)).rejects.toThrow('Stop all servers first');
  });
});

it('every table of the database is moved, but the list of migrations', async () => {
  const database = await openSqlite(':memory:', systemClock);
  const tables = await (database.queries as Kysely<Schema>).introspection.getTables();
  expect([...movedTables, 'schema_migrations'].toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  await database.close();
});

function fail(): never {
  throw new Error('There is no such kind.');
}
