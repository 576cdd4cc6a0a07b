import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnavailableError } from '../../../src/errors.js';
import { ConnectionLostError } from '../../../src/credentials/access-token.js';
import type { Credentials } from '../../../src/credentials/credentials.js';
import type { ConnectionId } from '../../../src/ids.js';
import { defaultRefreshLimits } from '../../../src/credentials/refresh/refresh.js';
import {
  acquireLease,
  recordRefreshStart,
  releaseLease,
  renewLease,
} from '../../../src/credentials/refresh/refresh-lease.js';
import type { Store } from '../../../src/credentials/store.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { RotatingEndpoint } from '../fakes/rotating-endpoint.js';
import { authorization, bot, space } from '../fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../fakes/sample-store.js';
import type { Adapter, Place } from './adapters.js';

const here = space('here');
/** Longer than any lease. */
const LONG = 60_000;

/** What a refresh promises when several processes share the database, on every adapter that can be shared. */
export function describeRefreshAcrossProcesses(adapter: Adapter): void {
  describe(`refresh by several processes on ${adapter.name}`, () => {
    let clock: ManualClock;
    let endpoint: RotatingEndpoint;
    let place: Place;
    let firstStore: Store;
    let secondStore: Store;
    let first: Credentials;
    let second: Credentials;
    let id: ConnectionId;
    let version: number;

    beforeEach(async () => {
      clock = new ManualClock();
      endpoint = new RotatingEndpoint(clock);
      place = await adapter.prepare();
      firstStore = storeOn(await place.open(clock), clock);
      secondStore = storeOn(await place.open(clock), clock);
      first = credentialsOn(firstStore, endpoint, {}, 'first');
      second = credentialsOn(secondStore, endpoint, {}, 'second');
      const pair = endpoint.consent();
      ({ id } = await first.recordConnection({
        spaceId: here,
        authorization: authorization({ pair }),
        by: 'test',
      }));
      ({ version } = await first.accessTokenOf(here, id));
    });
    afterEach(async () => {
      await Promise.all([first.close(), second.close()]);
      await place.dispose();
    });

    const refresh = (process: Credentials, rejected = version) =>
      process.refreshAfterUnauthorized(here, id, rejected);
    /** The statements of a process that was killed right after it had noted that it would ask Notion. */
    const startAndDie = async () => {
      const { database } = firstStore;
      const lease = await acquireLease(database, bot(1), 'killed', clock.now(), defaultRefreshLimits.leaseMs);
      if (lease === undefined) {
        throw new Error('The lease is taken.');
      }
      await recordRefreshStart(database, lease, 1, clock.now());
      await place.forget(database);
    };

    it('asks Notion once, and the other process adopts the pair', async () => {
      endpoint.delay = 700;
      const calls = [first, second, first, second].map((process) => refresh(process));
      const tokens = await clock.until(Promise.all(calls));

      expect(endpoint.sent).toHaveLength(1);
      expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set(['ntn_sample_access_2']));
    });

    it("sees the other process's pair while it is young, for tokens that do not live long", async () => {
      endpoint.delay = 710;
      const ends = [first, second].map((process) => refresh(process).then(() => clock.now().getTime()));
      const [own = 0, adopted = 0] = await clock.until(Promise.all(ends));
      expect(Math.abs(own - adopted)).toBeLessThanOrEqual(30);
    });

    it('keeps the lease while Notion takes longer than it lasts', async () => {
      endpoint.delay = defaultRefreshLimits.leaseMs * 2;
      const tokens = await clock.until(Promise.all([refresh(first), refresh(second)]));
      expect(endpoint.sent).toHaveLength(1);
      expect(tokens[0]).toEqual(tokens[1]);
    });

    it('lets a caller go before another process has finished, and has the pair later', async () => {
      endpoint.delay = defaultRefreshLimits.waitMs * 2;
      const slow = refresh(first);
      await clock.advance(100);
      await expect(clock.until(refresh(second))).rejects.toThrow(UnavailableError);
      const token = await clock.until(slow);
      expect(await refresh(second)).toEqual(token);
      expect(endpoint.sent).toHaveLength(1);
    });

    it('never uses a refresh token twice over many rounds with failures', async () => {
      for (let round = 0; round < 8; round += 1) {
        endpoint.delay = (round % 3) * 100;
        if (round % 4 === 3) {
          endpoint.mishaps.push('fails before');
        }
        const { version: rejected } = await first.accessTokenOf(here, id);
        const calls = [second, first, second].map((process) => refresh(process, rejected));
        const tokens = await clock.until(Promise.all(calls));
        expect(tokens.every(({ accessToken }) => endpoint.accepts(accessToken))).toBe(true);
      }
      expect(endpoint.reuses).toBe(0);
    });

    it('asks for a reconnect once when both processes are refused', async () => {
      endpoint.revokeAll();
      const failures = await clock.until(
        Promise.all([first, second].map((process) => refresh(process).catch((error: unknown) => error))),
      );
      expect(failures.every((error) => error instanceof ConnectionLostError)).toBe(true);
      expect(endpoint.sent).toHaveLength(1);
    });

    it('waits for a killed holder no longer than its lease, and finds the token unused', async () => {
      await startAndDie();
      const start = clock.now().getTime();
      const { accessToken } = await clock.until(refresh(second));

      expect(endpoint.accepts(accessToken)).toBe(true);
      expect(endpoint.reuses).toBe(0);
      expect(clock.now().getTime() - start).toBeLessThanOrEqual(defaultRefreshLimits.leaseMs + 1000);
    });

    it('says "interrupted" when the killed holder had used the token', async () => {
      await startAndDie();
      await endpoint.refresh('nrt_sample_refresh_1', new AbortController().signal);

      await expect(clock.until(refresh(second))).rejects.toMatchObject({ reason: 'interrupted' });
      expect(endpoint.sent).toHaveLength(2);
      await expect(first.accessTokenOf(here, id)).rejects.toMatchObject({ reason: 'interrupted' });
    });

    it('does not say "interrupted" of a later refusal that has another cause', async () => {
      await startAndDie();
      const token = await clock.until(refresh(second));
      endpoint.revokeAll();
      await expect(refresh(second, token.version)).rejects.toMatchObject({ reason: 'refused' });
    });

    it('takes the pair of a process that slept through its lease, even after a refusal was noted', async () => {
      const stopped = new ManualClock(clock.now().getTime());
      const sleeper = credentialsOn({ ...firstStore, clock: stopped }, endpoint, {}, 'sleeper');
      const rotate = endpoint.refresh.bind(endpoint);
      let wakeUp = (): void => undefined;
      endpoint.refresh = async (...request) => {
        endpoint.refresh = rotate;
        const pair = await endpoint.refresh(...request);
        await new Promise<void>((resolve) => {
          wakeUp = resolve;
        });
        return pair;
      };
      const late = refresh(sleeper);
      await stopped.advance(0);
      await clock.advance(LONG);
      await place.forget(firstStore.database);
      // Notion's family is alive here: this process is refused for its own reason.
      endpoint.refresh = () => rotate('unknown', new AbortController().signal);
      await expect(clock.until(refresh(second))).rejects.toThrow(ConnectionLostError);

      wakeUp();
      const { accessToken } = await stopped.until(late);
      expect(endpoint.accepts(accessToken)).toBe(true);
      expect(await second.accessTokenOf(here, id)).toMatchObject({ accessToken });
      expect(await second.findConnection(here, id)).toMatchObject({ status: 'connected' });
    });

    it('gives the lease to one process at a time and ignores a former holder', async () => {
      const { database } = firstStore;
      const now = clock.now();
      const later = new Date(now.getTime() + 1000);
      const take = (owner: string, time: Date) =>
        acquireLease(secondStore.database, bot(9), owner, time, 1000);

      const old = await acquireLease(database, bot(9), 'first', now, 1000);
      expect(await take('second', now)).toBeUndefined();
      await place.forget(database);
      const current = await take('second', later);
      expect(current?.fenceToken).toBe(2);
      if (old === undefined) {
        throw new Error('The first lease was refused.');
      }
      expect(await renewLease(database, old, later, 1000)).toBe(false);
      expect(await recordRefreshStart(database, old, 1, later)).toBe('lost');
      await releaseLease(database, old);
      expect(await take('third', later)).toBeUndefined();
    });

    it('gives an expired lease to exactly one of many takers', async () => {
      const takers = Array.from({ length: 10 }, (_, index) =>
        acquireLease(
          (index % 2 === 0 ? firstStore : secondStore).database,
          bot(9),
          `taker-${index}`,
          clock.now(),
          1000,
        ),
      );
      const leases = await Promise.all(takers);
      expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
    });
  });
}
