import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AccessError } from '../../../src/errors.js';
import { ConnectionLostError } from '../../../src/credentials/access-token.js';
import type { Credentials } from '../../../src/credentials/credentials.js';
import { parseConnectionId, parseSpaceId, type ConnectionId } from '../../../src/ids.js';
import type { Store } from '../../../src/credentials/store.js';
import { adapters, type Place } from '../contract/adapters.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { RotatingEndpoint } from '../fakes/rotating-endpoint.js';
import { authorization, bot, space } from '../fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../fakes/sample-store.js';

const here = space('here');
const there = space('there');

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'connections on %s',
  (_name, adapter) => {
    let clock: ManualClock;
    let endpoint: RotatingEndpoint;
    let place: Place;
    let store: Store;
    let credentials: Credentials;

    beforeEach(async () => {
      clock = new ManualClock();
      endpoint = new RotatingEndpoint(clock);
      place = await adapter.prepare();
      store = storeOn(await place.open(clock), clock);
      credentials = credentialsOn(store, endpoint);
    });
    afterEach(async () => {
      await credentials.close();
      await place.dispose();
    });

    const connect = (spaceId = here, overrides = {}) =>
      credentials.recordConnection({
        spaceId,
        authorization: authorization({ pair: endpoint.consent(), ...overrides }),
        by: 'test',
      });
    const openPairs = async () => (await credentials.keyIdsInUse()).size;
    const types = async () =>
      (await store.database.queries.selectFrom('events').select('type').orderBy('position').execute()).map(
        ({ type }) => type.replace('NotionIntegration', ''),
      );

    it('shows what Notion told and nothing secret', async () => {
      const connection = await connect();
      expect(connection).toEqual({
        id: connection.id,
        kind: 'rest',
        spaceId: here,
        workspace: { id: 'workspace-1', name: 'Acme', icon: '🚀' },
        owner: { userId: 'user-1', name: 'Ada Example' },
        botId: bot(1),
        status: 'connected',
        reconnectReason: null,
        version: 1,
        connectedAt: clock.now(),
        refreshedAt: null,
        lastUsedAt: null,
      });
      expect(await credentials.connectionsOf(here)).toEqual([connection]);
    });

    it('updates the one connection when the same user connects the same workspace again', async () => {
      const first = await connect();
      await clock.advance(1000);
      const second = await connect(here, { workspace: { id: 'workspace-1', name: 'Acme Ltd', icon: null } });

      expect(second).toMatchObject({ id: first.id, version: 2, workspace: { name: 'Acme Ltd' } });
      expect(await credentials.connectionsOf(here)).toEqual([second]);
      const { accessToken } = await credentials.accessTokenOf(here, first.id);
      expect(accessToken).toBe('ntn_sample_access_2');
    });

    it('keeps two users and two workspaces of a space apart', async () => {
      await connect();
      await connect(here, { credentialId: bot(2), owner: { userId: 'user-2', name: null } });
      await connect(here, { credentialId: bot(3), workspace: { id: 'workspace-2', name: null, icon: null } });
      expect(await credentials.connectionsOf(here)).toHaveLength(3);
    });

    it('moves the connection to a new authorization of the same user and erases the old pair', async () => {
      const first = await connect();
      const second = await connect(here, { credentialId: bot(2) });

      expect(second).toMatchObject({ id: first.id, botId: bot(2) });
      expect(await types()).toEqual([
        'TokenRotated',
        'Connected',
        'TokenRotated',
        'Connected',
        'Disconnected',
      ]);
      const kept = await store.database.queries
        .selectFrom('events')
        .select('stream_id')
        .where('wrapped_key', 'is not', null)
        .execute();
      expect(kept).toEqual([{ stream_id: `credential:${bot(2)}` }]);
    });

    it('survives two consents of the same user that finish at once', async () => {
      const [first, second] = await Promise.all([connect(), connect()]);
      expect(first.id).toBe(second.id);
      expect(await credentials.connectionsOf(here)).toHaveLength(1);
    });

    it('gives both spaces the newer pair when they stand on the same authorization', async () => {
      const first = await connect(here);
      const second = await connect(there);

      expect(second.id).not.toBe(first.id);
      const token = { accessToken: 'ntn_sample_access_2', version: expect.any(Number) };
      expect(await credentials.accessTokenOf(here, first.id)).toEqual(token);
      expect(await credentials.accessTokenOf(there, second.id)).toEqual(token);
    });

    it('answers another space as if the connection did not exist', async () => {
      const { id } = await connect(there);
      const guessed = '00000000-0000-4000-8000-000000000000' as ConnectionId;
      const errors = await Promise.all(
        [id, guessed].flatMap((target) => [
          credentials.accessTokenOf(here, target).catch((error: unknown) => error),
          credentials.refreshAfterUnauthorized(here, target, 0).catch((error: unknown) => error),
        ]),
      );
      expect(new Set(errors.map(String)).size).toBe(1);
      expect(errors.every((error) => error instanceof AccessError)).toBe(true);
      expect(await credentials.findConnection(here, id)).toBeUndefined();
      expect(await credentials.connectionsOf(here)).toEqual([]);
      expect(await credentials.disconnect(here, id, 'test')).toEqual({ found: false });
      credentials.markUsed(here, id);
      await credentials.flushUses();

      expect(endpoint.sent).toEqual([]);
      expect(await credentials.findConnection(there, id)).toMatchObject({
        status: 'connected',
        lastUsedAt: null,
      });
    });

    it('lists those of all spaces for the operator, space by space, as far as was asked', async () => {
      const [first, second] = [await connect(here), await connect(there)];
      const all = await credentials.connectionsOfAllSpaces(10);
      expect(new Set(all.map(({ id, spaceId }) => `${spaceId} ${id}`))).toEqual(
        new Set([`${here} ${first.id}`, `${there} ${second.id}`]),
      );
      expect(all.map(({ spaceId }) => spaceId)).toEqual([here, there].toSorted());
      expect(await credentials.connectionsOfAllSpaces(1)).toHaveLength(1);
    });

    it('withdraws the pair when two spaces leave the same authorization at the same moment', async () => {
      const first = await connect(here);
      const second = await connect(there);
      const ended = await Promise.all([
        credentials.disconnect(here, first.id, 'test'),
        credentials.disconnect(there, second.id, 'test'),
      ]);
      expect(ended.filter(({ tokens }) => tokens !== undefined)).toHaveLength(1);
      expect(await openPairs()).toBe(0);
    });

    it('survives two authorizations of the same user that finish at once', async () => {
      await Promise.all([connect(), connect(here, { credentialId: bot(2) })]);
      expect(await credentials.connectionsOf(here)).toHaveLength(1);
      expect(await openPairs()).toBe(1);
    });

    it('hands out the tokens to revoke only when the last space leaves', async () => {
      const first = await connect(here);
      const second = await connect(there);

      expect(await credentials.disconnect(here, first.id, 'test')).toEqual({ found: true });
      await expect(credentials.accessTokenOf(here, first.id)).rejects.toThrow(ConnectionLostError);
      expect(await credentials.accessTokenOf(there, second.id)).toMatchObject({
        accessToken: 'ntn_sample_access_2',
      });

      expect(await credentials.disconnect(there, second.id, 'test')).toEqual({
        found: true,
        tokens: { accessToken: 'ntn_sample_access_2', refreshToken: 'nrt_sample_refresh_2' },
      });
      expect(await openPairs()).toBe(0);
    });

    it('disconnects once, and the same connection can be made again', async () => {
      const { id } = await connect();
      await credentials.disconnect(here, id, 'test');
      await credentials.disconnect(here, id, 'test');
      expect((await types()).filter((type) => type === 'Disconnected')).toHaveLength(2);
      expect(await credentials.findConnection(here, id)).toMatchObject({
        status: 'disconnected',
        version: 2,
      });

      expect(await connect()).toMatchObject({ id, status: 'connected', version: 3 });
      expect(await credentials.accessTokenOf(here, id)).toMatchObject({ accessToken: 'ntn_sample_access_2' });
    });

    it('notes the last use once a minute', async () => {
      const { id } = await connect();
      const lastUse = async () => (await credentials.findConnection(here, id))?.lastUsedAt;
      const use = async (process = credentials) => {
        process.markUsed(here, id);
        await process.flushUses();
      };
      const start = clock.now();
      await use();
      await clock.advance(59_000);
      await use();
      await use(credentialsOn(store, endpoint));
      expect(await lastUse()).toEqual(start);

      await clock.advance(1000);
      await use();
      expect(await lastUse()).toEqual(clock.now());
    });

    it('notes the last use of all connections with one write, later, and when it is closed', async () => {
      const [first, second] = [await connect(here), await connect(there)];
      const changes = jest.spyOn(store.database, 'change');
      credentials.markUsed(here, first.id);
      credentials.markUsed(there, second.id);
      expect(changes).not.toHaveBeenCalled();
      await credentials.flushUses();
      expect(changes).toHaveBeenCalledTimes(1);
      expect(await credentials.findConnection(there, second.id)).toMatchObject({ lastUsedAt: clock.now() });
    });
  },
);

describe('ids', () => {
  it.each(['', ' ', 'a/b', '../a', 'a b', 'a\n', '-a', 'ä', 'a'.repeat(129)])(
    'refuses the space id %p',
    (text) => {
      expect(parseSpaceId(text)).toBeUndefined();
    },
  );

  it.each(['space-1', 'ORG:7', '0', 'a'.repeat(128)])('takes the space id %p', (text) => {
    expect(parseSpaceId(text)).toBe(text);
  });

  it.each(['', '1', 'b0b0b0b0000040008000000000000001', "' or 1=1 --"])(
    'refuses the connection id %p',
    (text) => {
      expect(parseConnectionId(text)).toBeUndefined();
    },
  );
});
