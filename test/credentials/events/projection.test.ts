import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appendToCredential } from '../../../src/credentials/events/credential-stream.js';
import type { Queries } from '../../../src/database/database.js';
import { disconnect } from '../../../src/credentials/connections/disconnect.js';
import type { NewCredentialEvent } from '../../../src/credentials/events/events.js';
import type { ConnectionId } from '../../../src/ids.js';
import { rebuild } from '../../../src/credentials/events/rebuild.js';
import { recordConnection } from '../../../src/credentials/connections/record-connection.js';
import type { Store } from '../../../src/credentials/store.js';
import { adapters } from '../contract/adapters.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { authorization, bot, samplePair, space } from '../fakes/sample-authorization.js';
import { storeOn } from '../fakes/sample-store.js';

const few = fc.integer({ min: 1, max: 3 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('connect' as const), space: few, user: few, workspace: few, bot: few }),
  fc.record({ kind: fc.constant('disconnect' as const), space: few, nth: few }),
  fc.record({ kind: fc.constant('rotate' as const), bot: few, expires: fc.boolean() }),
  fc.record({ kind: fc.constant('require reconnect' as const), bot: few }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'the projections on %s',
  (_name, adapter) => {
    it('are what a rebuild from the log makes of any history, and keep their promises on the way', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const clock = new ManualClock();
          const place = await adapter.prepare();
          const database = await place.open(clock);
          const store = storeOn(database, clock);
          for (const next of steps) {
            await run(store, next);
            await clock.advance(1);
          }
          const incremental = await projections(database.queries);
          await expectPromises(database.queries, incremental);

          await rebuild(database);
          expect(await projections(database.queries)).toEqual(incremental);
          await database.close();
          await place.dispose();
        }),
        // A server takes longer over each, and the histories are the same.
        { numRuns: adapter.name === 'Postgres' ? 12 : 40 },
      );
    });

    it('come back from the log when they are lost, without any key', async () => {
      const clock = new ManualClock();
      const place = await adapter.prepare();
      const database = await place.open(clock);
      const store = storeOn(database, clock);
      await recordConnection(store, { spaceId: space('s'), authorization: authorization(), by: 'test' });
      const before = await projections(database.queries);
      await database.change(async (changes) => {
        await changes.deleteFrom('connections').execute();
        await changes.deleteFrom('credentials').execute();
      });

      expect(await rebuild(database)).toEqual({ events: 2, connections: 1, credentials: 1, altered: 0 });
      expect(await projections(database.queries)).toEqual(before);
      await database.close();
      await place.dispose();
    });
  },
);

async function run(store: Store, next: Step): Promise<void> {
  switch (next.kind) {
    case 'connect':
      await recordConnection(store, {
        spaceId: space(`space-${next.space}`),
        authorization: authorization({
          credentialId: bot(next.bot),
          workspace: { id: `workspace-${next.workspace}`, name: null, icon: null },
          // The third user stands for a connection that its workspace owns.
          owner: { userId: next.user === 3 ? null : `user-${next.user}`, name: null },
        }),
        by: 'test',
      });
      return;
    case 'disconnect': {
      const spaceId = space(`space-${next.space}`);
      const ids = await store.database.queries
        .selectFrom('connections')
        .select('id')
        .where('space_id', '=', spaceId)
        .execute();
      await disconnect(store, spaceId, (ids[next.nth]?.id ?? 'none') as ConnectionId, 'test');
      return;
    }
    case 'rotate':
      return append(store, next.bot, {
        type: 'NotionIntegrationTokenRotated',
        data: {
          kind: 'rest',
          cause: 'refreshed',
          accessExpiresAt: next.expires ? '2030-01-01T00:00:00.000Z' : null,
        },
        pair: samplePair,
      });
    case 'require reconnect':
      return append(store, next.bot, {
        type: 'NotionIntegrationReconnectRequired',
        data: { kind: 'rest', reason: 'refused' },
      });
  }
}

/** A refresh only ever happens to a credential that has a pair. */
async function append(store: Store, number: number, event: NewCredentialEvent): Promise<void> {
  await store.database.change(async (changes) => {
    const row = await changes
      .selectFrom('credentials')
      .select('version')
      .where('id', '=', bot(number))
      .where('token_version', 'is not', null)
      .executeTakeFirst();
    if (row !== undefined) {
      await appendToCredential(changes, store, bot(number), row.version, [event], store.clock.now());
    }
  });
}

async function projections(queries: Queries) {
  const connections = await queries.selectFrom('connections').selectAll().orderBy('id').execute();
  const credentials = await queries.selectFrom('credentials').selectAll().orderBy('id').execute();
  return { connections, credentials };
}

async function expectPromises(
  queries: Queries,
  { connections, credentials }: Awaited<ReturnType<typeof projections>>,
): Promise<void> {
  const owners = connections.map((row) => [row.space_id, row.workspace_id, row.owner_key].join(' '));
  expect(new Set(owners).size).toBe(owners.length);

  const openable = await queries
    .selectFrom('events')
    .select('position')
    .where('wrapped_key', 'is not', null)
    .orderBy('position')
    .execute();
  const referenced = credentials.flatMap((row) => row.token_position ?? []).toSorted((a, b) => a - b);
  expect(openable.map(({ position }) => position)).toEqual(referenced);

  const inUse = new Set(
    connections.filter((row) => row.status === 'connected').map((row) => row.credential_id),
  );
  for (const { id, token_position } of credentials) {
    expect(token_position !== null).toBe(inUse.has(id));
  }
}
