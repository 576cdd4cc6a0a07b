import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ServiceKeys } from '../../src/access/service-keys.js';
import type { Credentials } from '../../src/credentials/credentials.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { KeptReads } from '../../src/database/kept-reads.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { RotatingEndpoint } from '../credentials/fakes/rotating-endpoint.js';
import { authorization, space } from '../credentials/fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../credentials/fakes/sample-store.js';

const here = space('here');

describe.each(adapters.filter(({ shared }) => shared).map((adapter) => [adapter.name, adapter] as const))(
  'what is kept of %s while another process writes',
  (_name, adapter) => {
    let clock: ManualClock;
    let endpoint: RotatingEndpoint;
    let place: Place;
    let databases: readonly [CredentialsDatabase, CredentialsDatabase];
    let credentials: readonly [Credentials, Credentials];
    let keys: readonly [ServiceKeys, ServiceKeys];

    beforeEach(async () => {
      clock = new ManualClock();
      endpoint = new RotatingEndpoint(clock);
      place = await adapter.prepare();
      databases = [await place.open(clock), await place.open(clock)];
      const [ours, theirs] = databases;
      credentials = [
        credentialsOn(storeOn(ours, clock), endpoint),
        credentialsOn(storeOn(theirs, clock), endpoint),
      ];
      keys = [new ServiceKeys(ours, clock, randomBytes), new ServiceKeys(theirs, clock, randomBytes)];
    });
    afterEach(async () => {
      await Promise.all(credentials.map((each) => each.close()));
      await place.dispose();
    });

    const connect = () =>
      credentials[1].recordConnection({
        spaceId: here,
        authorization: authorization({ pair: endpoint.consent() }),
        by: 'test',
      });

    it('a key ends with the next request after it was revoked', async () => {
      const { key, record } = await keys[0].create('all', '');
      expect(await keys[0].authenticate(key)).toEqual(record);
      await keys[1].revoke(record.id);
      expect(await keys[0].authenticate(key)).toBeUndefined();
    });

    it('a renewed key opens at once, and the one before no longer', async () => {
      const { key, record } = await keys[0].create('all', '');
      expect(await keys[0].authenticate(key)).toEqual(record);
      const renewed = await keys[1].renew(record.id, 0);
      expect(await keys[0].authenticate(key)).toBeUndefined();
      expect(await keys[0].authenticate('key' in renewed ? renewed.key : '')).toEqual(record);
    });

    it('a key ends at its time, and a former secret with the overlap, though nothing was written', async () => {
      const { key, record } = await keys[0].create('all', '');
      const expiresAt = new Date(clock.now().getTime() + 10_000);
      await keys[1].renew(record.id, 5000, expiresAt);
      expect(await keys[0].authenticate(key)).toMatchObject({ id: record.id });
      await clock.advance(5000);
      expect(await keys[0].authenticate(key)).toBeUndefined();
      const again = await keys[1].renew(record.id, 0);
      const latest = 'key' in again ? again.key : '';
      expect(await keys[0].authenticate(latest)).toMatchObject({ expiresAt });
      await clock.advance(5000);
      expect(await keys[0].authenticate(latest)).toBeUndefined();
    });

    it('a connection is there once it was made, and ends with the next request after it was ended', async () => {
      expect(await credentials[0].connectionsOf(here)).toEqual([]);
      const { id } = await connect();
      expect(await credentials[0].connectionsOf(here)).toMatchObject([{ id, status: 'connected' }]);
      expect(await credentials[0].accessTokenOf(here, id)).toMatchObject({ version: 1 });
      await credentials[1].disconnect(here, id, 'test');
      expect(await credentials[0].connectionsOf(here)).toMatchObject([{ id, status: 'disconnected' }]);
      await expect(credentials[0].accessTokenOf(here, id)).rejects.toThrow('disconnected');
    });

    it('a token that was renewed is used', async () => {
      const { id } = await connect();
      const before = await credentials[0].accessTokenOf(here, id);
      const renewed = await credentials[1].refreshAfterUnauthorized(here, id, before.version);
      expect(renewed.accessToken).not.toBe(before.accessToken);
      expect(await credentials[0].accessTokenOf(here, id)).toEqual(renewed);
    });
  },
);

describe('KeptReads', () => {
  let mark: string | undefined;
  let loads: number;
  let kept: KeptReads<{ readonly load: number } | undefined>;
  const load = () => Promise.resolve({ load: (loads += 1) });

  beforeEach(() => {
    mark = 'first';
    loads = 0;
    kept = new KeptReads({ stateMark: () => mark });
  });

  it('reads once while nothing has changed, for those who ask at once too', async () => {
    expect(await Promise.all([kept.read('one', load), kept.read('one', load)])).toEqual([
      { load: 1 },
      { load: 1 },
    ]);
    expect(await kept.read('other', load)).toEqual({ load: 2 });
    mark = 'second';
    expect(await kept.read('one', load)).toEqual({ load: 3 });
  });

  it('does not keep what was read while something changed', async () => {
    const early = kept.read('one', async () => {
      mark = 'second';
      return load();
    });
    expect(await early).toEqual({ load: 1 });
    expect(await kept.read('one', load)).toEqual({ load: 2 });
  });

  it('shows what is read already, and nothing once something has changed', async () => {
    expect(kept.peek('one')).toBeUndefined();
    const reading = kept.read('one', load);
    expect(kept.peek('one')).toBeUndefined();
    await reading;
    expect(kept.peek('one')).toEqual({ load: 1 });
    mark = 'second';
    expect(kept.peek('one')).toBeUndefined();
    mark = 'first';
    expect(kept.peek('one')).toBeUndefined();
    await kept.read('one', load);
    mark = undefined;
    expect(kept.peek('one')).toBeUndefined();
  });

  it('keeps neither nothing nor a failure', async () => {
    await expect(kept.read('one', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await kept.read('one', () => Promise.resolve(undefined))).toBeUndefined();
    expect(await kept.read('one', load)).toEqual({ load: 1 });
  });

  it('reads each time where the state cannot be told', async () => {
    mark = undefined;
    await kept.read('one', load);
    expect(await kept.read('one', load)).toEqual({ load: 2 });
    const blind = new KeptReads<{ readonly load: number }>({});
    await blind.read('one', load);
    expect(await blind.read('one', load)).toEqual({ load: 4 });
  });

  it('forgets after a minute, in use or not', async () => {
    jest.useFakeTimers();
    try {
      await kept.read('one', load);
      jest.advanceTimersByTime(59_999);
      expect(await kept.read('one', load)).toEqual({ load: 1 });
      jest.advanceTimersByTime(1);
      expect(await kept.read('one', load)).toEqual({ load: 2 });
    } finally {
      jest.useRealTimers();
    }
  });
});
