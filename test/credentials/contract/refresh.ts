import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnexpectedResponseError, UnavailableError, RetryLaterError } from '../../../src/errors.js';
import { ConnectionLostError } from '../../../src/credentials/access-token.js';
import type { Credentials } from '../../../src/credentials/credentials.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import type { ConnectionId } from '../../../src/ids.js';
import { defaultRefreshLimits } from '../../../src/credentials/refresh/refresh.js';
import type { Store } from '../../../src/credentials/store.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { RotatingEndpoint } from '../fakes/rotating-endpoint.js';
import { authorization, space } from '../fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../fakes/sample-store.js';
import type { Adapter, Place } from './adapters.js';

const here = space('here');

/** What a refresh within one process promises on every adapter. */
export function describeRefresh(adapter: Adapter): void {
  describe(`refresh on ${adapter.name}`, () => {
    let clock: ManualClock;
    let endpoint: RotatingEndpoint;
    let place: Place;
    let store: Store;
    let credentials: Credentials;
    let id: ConnectionId;
    let version: number;

    beforeEach(async () => {
      clock = new ManualClock();
      endpoint = new RotatingEndpoint(clock);
      place = await adapter.prepare();
      store = storeOn(await place.open(clock), clock);
      credentials = credentialsOn(store, endpoint);
      ({ id } = await connect());
      ({ version } = await credentials.accessTokenOf(here, id));
    });
    afterEach(async () => {
      await credentials.close();
      await place.dispose();
    });

    const connect = (pair = endpoint.consent()) =>
      credentials.recordConnection({ spaceId: here, authorization: authorization({ pair }), by: 'test' });
    const refresh = (rejected = version, signal?: AbortSignal) =>
      credentials.refreshAfterUnauthorized(here, id, rejected, signal);
    const status = async () => (await credentials.findConnection(here, id))?.status;
    const reconnectEvents = () =>
      store.database.queries
        .selectFrom('events')
        .select('payload')
        .where('type', '=', 'NotionIntegrationReconnectRequired')
        .execute();

    it('refreshes once for many callers, and they all get the new token', async () => {
      endpoint.delay = 500;
      const tokens = await clock.until(Promise.all(Array.from({ length: 20 }, () => refresh())));

      expect(endpoint.sent).toEqual(['nrt_sample_refresh_1']);
      expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set(['ntn_sample_access_2']));
      expect(await credentials.accessTokenOf(here, id)).toEqual(tokens[0]);
      expect(await credentials.findConnection(here, id)).toMatchObject({ refreshedAt: clock.now() });
    });

    it('answers a caller that comes late with the token that is there', async () => {
      const first = await refresh();
      expect(await refresh()).toEqual(first);
      expect(endpoint.sent).toHaveLength(1);
    });

    it('refreshes again when the new token is refused in turn', async () => {
      const first = await refresh();
      expect(await refresh(first.version)).toMatchObject({ accessToken: 'ntn_sample_access_3' });
    });

    it('tries again after failures that Notion did not act on', async () => {
      endpoint.mishaps.push('fails before', { retryAfter: 3 }, 'fails before');
      const token = await clock.until(refresh());
      expect(endpoint.accepts(token.accessToken)).toBe(true);
      expect(endpoint.sent).toHaveLength(4);
      expect(endpoint.reuses).toBe(0);
    });

    it('leaves the connection alone when Notion does not answer in time', async () => {
      endpoint.mishaps.push(...Array.from({ length: 50 }, () => 'fails before' as const));
      await expect(clock.until(refresh())).rejects.toThrow(UnavailableError);
      expect(await status()).toBe('connected');
      expect(await reconnectEvents()).toEqual([]);

      endpoint.mishaps.length = 0;
      expect(await refresh()).toMatchObject({ accessToken: 'ntn_sample_access_2' });
    });

    it('tells how long to wait when Notion names more than fits', async () => {
      endpoint.mishaps.push({ retryAfter: 40 });
      await expect(clock.until(refresh())).rejects.toMatchObject({
        constructor: RetryLaterError,
        seconds: 40,
      });
    });

    it('reports a refused client to the operator and keeps the connection', async () => {
      endpoint.mishaps.push('misconfigured');
      await expect(refresh()).rejects.toThrow(UnexpectedResponseError);
      expect(await status()).toBe('connected');
      expect(await refresh()).toMatchObject({ accessToken: 'ntn_sample_access_2' });
    });

    it('does not blame an interruption after a failure in which the token was not used', async () => {
      endpoint.mishaps.push('misconfigured');
      await refresh().catch(() => undefined);
      endpoint.revokeAll();
      await expect(refresh()).rejects.toMatchObject({ reason: 'refused' });
    });

    it('asks for a reconnect once when Notion refuses, and never asks Notion again', async () => {
      endpoint.revokeAll();
      const failures = await Promise.all(
        Array.from({ length: 5 }, () => refresh().catch((error: unknown) => error)),
      );
      expect(failures.every((error) => error instanceof ConnectionLostError)).toBe(true);
      await expect(credentials.accessTokenOf(here, id)).rejects.toThrow(ConnectionLostError);
      await expect(refresh()).rejects.toMatchObject({ reason: 'refused' });

      expect(endpoint.sent).toHaveLength(1);
      expect(await reconnectEvents()).toEqual([{ payload: '{"kind":"rest","reason":"refused"}' }]);
      expect(await credentials.findConnection(here, id)).toMatchObject({
        status: 'reconnect_needed',
        reconnectReason: 'refused',
      });
    });

    it('works again after the user has connected again', async () => {
      endpoint.revokeAll();
      await refresh().catch(() => undefined);
      await connect();
      expect(await status()).toBe('connected');
      expect(await credentials.accessTokenOf(here, id)).toMatchObject({ accessToken: 'ntn_sample_access_2' });
    });

    it('asks for a reconnect without asking Notion when there is no refresh token', async () => {
      await connect({ ...endpoint.consent(), refreshToken: null });
      const { version: rejected } = await credentials.accessTokenOf(here, id);
      await expect(refresh(rejected)).rejects.toMatchObject({ reason: 'no_refresh_token' });
      expect(endpoint.sent).toEqual([]);
    });

    it('says "interrupted" when the answer to an issued pair was lost on the way', async () => {
      endpoint.mishaps.push('fails after');
      await expect(clock.until(refresh())).rejects.toMatchObject({ reason: 'interrupted' });
    });

    it('gives up an answer that never comes, and says so to the next who is refused', async () => {
      endpoint.mishaps.push('hangs after');
      await expect(clock.until(refresh())).rejects.toThrow(UnavailableError);
      expect(await status()).toBe('connected');
      await expect(clock.until(refresh())).rejects.toMatchObject({ reason: 'interrupted' });
    });

    it('keeps the pair although the caller that asked for it has left', async () => {
      endpoint.delay = 500;
      const caller = new AbortController();
      const left = refresh(version, caller.signal);
      await clock.advance(100);
      caller.abort(new Error('left'));
      await expect(left).rejects.toThrow('left');
      await clock.until(credentials.close());

      if (adapter.shared) {
        credentials = credentialsOn(storeOn(await place.open(clock), clock), endpoint);
        expect(await credentials.accessTokenOf(here, id)).toMatchObject({
          accessToken: 'ntn_sample_access_2',
        });
      }
      expect(endpoint.accepts('ntn_sample_access_2')).toBe(true);
    });

    it('prefers a consent that was given during the refresh', async () => {
      endpoint.delay = 500;
      const token = refresh();
      await clock.advance(100);
      await connect();
      expect(await clock.until(token)).toMatchObject({ accessToken: 'ntn_sample_access_2' });
    });

    it('does not prefer a consent that brought the very pair the refresh has just used up', async () => {
      const pair = endpoint.consent();
      await connect(pair);
      const { version: rejected } = await credentials.accessTokenOf(here, id);
      endpoint.delay = 500;
      const token = refresh(rejected);
      await clock.advance(100);
      await connect(pair);
      const { accessToken } = await clock.until(token);
      expect(endpoint.accepts(accessToken)).toBe(true);
      expect(await credentials.accessTokenOf(here, id)).toMatchObject({ accessToken });
    });

    it('stores nothing for a connection that was disconnected during the refresh', async () => {
      endpoint.delay = 500;
      const token = refresh();
      await clock.advance(100);
      await credentials.disconnect(here, id, 'test');
      await expect(clock.until(token)).rejects.toMatchObject({ reason: 'disconnected' });
      expect((await credentials.keyIdsInUse()).size).toBe(0);
    });

    it('refreshes before it is asked to when the token has an expiry', async () => {
      const accessExpiresAt = new Date(clock.now().getTime() + 60_000);
      await connect({ ...endpoint.consent(), accessExpiresAt });
      expect(await credentials.accessTokenOf(here, id)).toMatchObject({ accessToken: 'ntn_sample_access_2' });
      await clock.advance(60_000);
      expect(await credentials.accessTokenOf(here, id)).toMatchObject({ accessToken: 'ntn_sample_access_3' });
    });

    it('holds on to a new pair while the database cannot be written', async () => {
      let failures = 3;
      const flaky: CredentialsDatabase = {
        ...store.database,
        change: (work) => {
          if (endpoint.sent.length > 0 && failures > 0) {
            failures -= 1;
            return Promise.reject(new Error('disk full'));
          }
          return store.database.change(work);
        },
      };
      const other = credentialsOn({ ...store, database: flaky }, endpoint);
      const token = await clock.until(other.refreshAfterUnauthorized(here, id, version));
      expect(endpoint.accepts(token.accessToken)).toBe(true);
      expect(await credentials.accessTokenOf(here, id)).toEqual(token);
    });

    it('fits a killed holder and the successor into one tool call', () => {
      expect(defaultRefreshLimits.leaseMs).toBeLessThan(defaultRefreshLimits.waitMs);
      expect(defaultRefreshLimits.waitMs).toBeLessThan(25_000);
    });
  });
}
