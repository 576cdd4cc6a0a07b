import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionLostError } from '../../../src/credentials/access-token.js';
import type { Credentials } from '../../../src/credentials/credentials.js';
import { defaultRefreshLimits } from '../../../src/credentials/refresh/refresh.js';
import { acquireLease, recordRefreshStart } from '../../../src/credentials/refresh/refresh-lease.js';
import type { Store } from '../../../src/credentials/store.js';
import { UnavailableError } from '../../../src/errors.js';
import type { ConnectionId } from '../../../src/ids.js';
import { HostedEndpoint, grant, LIFETIME_MS } from '../fakes/hosted-endpoint.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { RotatingEndpoint } from '../fakes/rotating-endpoint.js';
import { authorization, bot, space } from '../fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../fakes/sample-store.js';
import type { Adapter, Place } from './adapters.js';

const here = space('here');
const MINUTE_MS = 60_000;

/** What the refresh of hosted connections promises on every adapter that processes can share. */
export function describeHostedRefresh(adapter: Adapter): void {
  describe(`refresh of a hosted connection on ${adapter.name}`, () => {
    let clock: ManualClock;
    let endpoint: HostedEndpoint;
    let rest: RotatingEndpoint;
    let place: Place;
    let stores: Store[];
    let processes: Credentials[];
    let id: ConnectionId;

    beforeEach(async () => {
      clock = new ManualClock();
      endpoint = new HostedEndpoint(clock);
      rest = new RotatingEndpoint(clock);
      place = await adapter.prepare();
      stores = [];
      for (let count = 0; count < 3; count += 1) {
        stores.push(storeOn(await place.open(clock), clock));
      }
      processes = stores.map((store, index) =>
        credentialsOn(store, rest, {}, `process-${index}`, () => endpoint),
      );
      ({ id } = await connect());
    });
    afterEach(async () => {
      await Promise.all(processes.map((process) => process.close()));
      await place.dispose();
    });

    const first = () => processes[0] ?? fail();
    const connect = () =>
      first().recordConnection({
        spaceId: here,
        authorization: authorization({ pair: endpoint.signIn() }),
        by: 'test',
      });
    const current = (process = first()) => process.hostedTokenOf(here, id);
    const renewed = (process: Credentials, version: number) =>
      process.refreshHostedAfterUnauthorized(here, id, version);
    const reasonNow = async () => (await first().findConnection(here, id))?.reconnectReason;

    it('asks once among fifty parallel calls of three processes, and all adopt the pair', async () => {
      const { version } = await current();
      endpoint.delay = 300;
      const calls = Array.from({ length: 50 }, (_, index) =>
        renewed(processes[index % processes.length] ?? fail(), version),
      );
      const tokens = await clock.until(Promise.all(calls));
      expect(endpoint.sent).toEqual(['user:grant:refresh1']);
      expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set(['user:grant:access2']));
      expect(rest.sent).toEqual([]);
    });

    it('renews after four fifths of the life of a token, and not before', async () => {
      await clock.advance(0.8 * LIFETIME_MS - 1);
      expect(await current()).toMatchObject({ accessToken: 'user:grant:access1' });
      await clock.advance(1);
      expect(await clock.until(current())).toMatchObject({ accessToken: 'user:grant:access2' });
      await clock.advance(0.8 * LIFETIME_MS);
      expect(await clock.until(current())).toMatchObject({ accessToken: 'user:grant:access3' });
    });

    it('goes on with a token that still lives while the endpoint is away, and does not ask each time', async () => {
      await clock.advance(0.8 * LIFETIME_MS);
      endpoint.mishaps.push('fails before', 'fails before');
      expect(await clock.until(current())).toMatchObject({ accessToken: 'user:grant:access1' });
      expect(await clock.until(current())).toMatchObject({ accessToken: 'user:grant:access1' });
      expect(endpoint.sent).toHaveLength(2);
      await clock.advance(MINUTE_MS);
      expect(await clock.until(current())).toMatchObject({ accessToken: 'user:grant:access2' });
    });

    it('says that it is unavailable once the token is over, and keeps the connection', async () => {
      await clock.advance(LIFETIME_MS);
      endpoint.mishaps.push('fails before', 'fails before');
      await expect(clock.until(current())).rejects.toThrow(UnavailableError);
      expect(await clock.until(current())).toMatchObject({ accessToken: 'user:grant:access2' });
    });

    it('repeats a refresh whose answer was lost once, with the same token', async () => {
      const { version } = await current();
      endpoint.mishaps.push('fails after');
      const token = await clock.until(renewed(first(), version));
      expect(endpoint.sent).toEqual(['user:grant:refresh1', 'user:grant:refresh1']);
      expect(endpoint.accepts(token.accessToken)).toBe(true);
    });

    it('does not repeat it a second time in the same refresh', async () => {
      const { version } = await current();
      endpoint.mishaps.push('fails before', 'fails before', 'fails before');
      await expect(clock.until(renewed(first(), version))).rejects.toThrow(UnavailableError);
      expect(endpoint.sent).toHaveLength(2);
    });

    it('lets the successor of a killed process have the pair that got lost with it', async () => {
      const { version } = await current();
      const [store] = stores;
      const { database } = store ?? fail();
      await acquireLease(database, bot(1), 'killed', clock.now(), defaultRefreshLimits.leaseMs).then(
        async (lease) => recordRefreshStart(database, lease ?? fail(), 1, clock.now()),
      );
      await place.forget(database);
      // The hosted server has issued the pair; the process is killed before it has the answer.
      await endpoint.refresh('user:grant:refresh1', new AbortController().signal);
      const token = await clock.until(renewed(processes[1] ?? fail(), version));
      expect(endpoint.accepts(token.accessToken)).toBe(true);
    });

    it('never spends a token again that was refused, in no process', async () => {
      const { version } = await current();
      endpoint.revokeAll();
      const failures = await clock.until(
        Promise.all(processes.map((process) => renewed(process, version).catch((error: unknown) => error))),
      );
      expect(failures.every((error) => error instanceof ConnectionLostError)).toBe(true);
      await clock.advance(LIFETIME_MS);
      for (const process of processes) {
        await expect(clock.until(current(process))).rejects.toThrow(ConnectionLostError);
        await expect(clock.until(renewed(process, version))).rejects.toThrow(ConnectionLostError);
      }
      expect(endpoint.spentDead).toBe(1);
      expect(await reasonNow()).toBe('refused');
    });

    it('reads again before it believes a refusal, and adopts what is there', async () => {
      const { version } = await current();
      const ask = endpoint.refresh.bind(endpoint);
      endpoint.refresh = async (_token, signal) => {
        endpoint.refresh = ask;
        // Somebody signs in meanwhile; the refusal is about the token before.
        await connect();
        await ask('unknown', signal).catch(() => undefined);
        const pair = endpoint.signIn();
        await first().recordConnection({ spaceId: here, authorization: authorization({ pair }), by: 'test' });
        return ask('unknown', signal);
      };
      const token = await clock.until(renewed(first(), version));
      expect(token.accessToken).toMatch(/access[34]$/);
      expect(await reasonNow()).toBeNull();
    });

    it('works again after a new sign-in, with a kind and a grant that survive a rebuild', async () => {
      const { version } = await current();
      endpoint.mishaps.push('client unknown');
      await expect(clock.until(renewed(first(), version))).rejects.toThrow(ConnectionLostError);
      await connect();
      const token = await current();
      expect(endpoint.accepts(token.accessToken)).toBe(true);
      expect(token.resource).toBe(grant.serverUrl);
      await clock.until(renewed(first(), token.version));
      await first().rebuild();
      expect(await first().hostedConnectionsOf(here)).toMatchObject([{ id, kind: 'hosted' }]);
      expect(await first().connectionsOf(here)).toEqual([]);
      expect(await current()).toMatchObject({ kind: 'hosted', resource: grant.serverUrl });
    });

    it('writes the kind into every event, and nothing secret', async () => {
      const { version } = await current();
      await clock.until(renewed(first(), version));
      await first().disconnect(here, id, 'test');
      const rows = await (stores[0] ?? fail()).database.queries
        .selectFrom('events')
        .select(['type', 'payload'])
        .orderBy('position')
        .execute();
      expect(rows.every(({ payload }) => JSON.parse(payload).kind === 'hosted')).toBe(true);
      expect(rows.find(({ type }) => type === 'NotionIntegrationConnected')?.payload).toContain(
        grant.tokenEndpoint,
      );
      expect(rows.map(({ payload }) => payload).join('')).not.toMatch(/user:grant/);
    });
  });
}

function fail(): never {
  throw new Error('It is missing.');
}
