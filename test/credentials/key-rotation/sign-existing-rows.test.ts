import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ServiceKeys } from '../../../src/access/service-keys.js';
import {
  signExistingRows,
  TamperedStoreError,
} from '../../../src/credentials/key-rotation/sign-existing-rows.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { KeyError, keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { macTables } from '../../../src/database/macs/mac-tables.js';
import { rotateKeys } from '../../../src/credentials/key-rotation/rotate-keys.js';
import { macKeyIdsInUse } from '../../../src/credentials/key-rotation/resign-rows.js';
import { noMacs, type ForgedRowListener } from '../../../src/database/macs/row-macs.js';
import { sealedEvents } from '../../../src/credentials/key-rotation/sealed-rows.js';
import { withMacs } from '../../../src/database/with-macs.js';
import { adapters, type Place } from '../contract/adapters.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { RotatingEndpoint } from '../fakes/rotating-endpoint.js';
import { authorization, space } from '../fakes/sample-authorization.js';
import { credentialsOn, sampleKey, storeOn } from '../fakes/sample-store.js';
import { olderWrap } from '../../sealing/older-wrap.js';

const here = space('here');
const newKey = sealingKey(Buffer.alloc(32, 9));

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'rows without MACs on %s',
  (_name, adapter) => {
    const clock = new ManualClock();
    const endpoint = new RotatingEndpoint(clock);
    let place: Place;
    let database: CredentialsDatabase;

    beforeEach(async () => {
      place = await adapter.prepare();
      database = await place.open(clock);
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    const write = (statement: string) => database.change((changes) => sql.raw(statement).execute(changes));
    const adopt = (on = database, keyring = keyringOf(sampleKey)) => {
      const { sealer, database: guarded } = storeOn(on, clock, keyring);
      return signExistingRows(guarded, sealer, clock);
    };
    const keys = () => new ServiceKeys(database, clock, randomBytes);
    const connect = () =>
      credentialsOn(storeOn(database, clock), endpoint).recordConnection({
        spaceId: here,
        authorization: authorization({ pair: endpoint.consent() }),
        by: 'test',
      });
    const stripMacs = async (): Promise<void> => {
      for (const table of macTables) {
        await write(`update ${table} set mac = null`);
      }
      await write('delete from mac_state');
    };
    /** The database as a version before MACs left it. */
    const becomeOlder = async (): Promise<void> => {
      await stripMacs();
      const rows = await sealedEvents.read(database.queries, undefined, '', 100);
      await database.change(async (changes) => {
        for (const row of rows) {
          const wrap = olderWrap(row.wrapped_key ?? '', sampleKey, sealedEvents.identity(row));
          await sealedEvents.swap(changes, row, wrap);
        }
      });
    };

    it('count for nothing', async () => {
      await adopt();
      const { key } = await keys().create('all', '');
      await write('update service_keys set mac = null');
      expect(await keys().authenticate(key)).toBeUndefined();
    });

    it('are taken over once from an older version, whatever table they are in', async () => {
      const { id } = await connect();
      const { key, record } = await keys().create('all', '');
      await becomeOlder();
      expect(await keys().authenticate(key)).toBeUndefined();

      // Two events, a connection and a key.
      expect(await adopt()).toEqual({ adopted: 4 });
      expect(await keys().authenticate(key)).toEqual(record);
      const credentials = credentialsOn(storeOn(database, clock), endpoint);
      expect(await credentials.accessTokenOf(here, id)).toBeDefined();
      expect(await credentials.rebuild()).toMatchObject({ connections: 1, altered: 0 });
      expect(await adopt()).toEqual({ adopted: 0 });
    });

    it('are taken over by one of several processes that start at once', async () => {
      await connect();
      await becomeOlder();
      const others = adapter.shared ? [await place.open(clock), await place.open(clock)] : [];
      const results = await Promise.all([database, ...others].map((one) => adopt(one)));
      expect(results.map(({ adopted }) => adopted).filter((adopted) => adopted > 0)).toEqual([3]);
      await Promise.all(others.map((other) => other.close()));
    });

    it('are not taken over after the note that it was done is gone', async () => {
      await adopt();
      await connect();
      await write('delete from mac_state');
      await expect(adopt()).rejects.toThrow(TamperedStoreError);
    });

    it('are not taken over after the note and all MACs are gone, because the seals tell', async () => {
      await connect();
      await becomeOlder();
      await adopt();
      await keys().create('all', 'planted');
      await stripMacs();
      await expect(adopt()).rejects.toThrow(TamperedStoreError);
    });

    it('are not taken over where nothing is sealed that proves where they came from', async () => {
      const { key } = await keys().create('all', 'planted');
      await stripMacs();
      expect(await adopt()).toEqual({ adopted: 0 });
      expect(await keys().authenticate(key)).toBeUndefined();
    });

    it.each([
      ['without a MAC', 'mac = null'],
      ['with another time', `began_at = '2020-01-01T00:00:00.000Z'`],
    ])('are not taken over for a note %s', async (_name, change) => {
      await adopt();
      await write(`update mac_state set ${change}`);
      await expect(adopt()).rejects.toThrow(TamperedStoreError);
    });

    it('of a store that belongs to another key are left alone, and the message names that key', async () => {
      await connect();
      await becomeOlder();
      await expect(adopt(database, keyringOf(newKey))).rejects.toThrow(sampleKey.id);
      expect(await adopt()).toEqual({ adopted: 3 });
      const refused = adopt(database, keyringOf(newKey));
      await expect(refused).rejects.toThrow(KeyError);
      await expect(refused).rejects.toThrow(sampleKey.id);
    });

    it('stay worthless when the sealing key changes, and those with MACs get new ones', async () => {
      await adopt();
      const { id } = await connect();
      const { key } = await keys().create('all', 'mine');
      const planted = await keys().create('all', 'planted');
      await write(`update service_keys set mac = null where id = '${planted.record.id}'`);

      const both = storeOn(database, clock, keyringOf(newKey, [sampleKey]));
      // Two events, the connection, one key, and the note.
      expect(await rotateKeys(both)).toEqual({ rewrapped: 1, signed: 5, failures: [] });
      expect(await rotateKeys(both)).toEqual({ rewrapped: 0, signed: 0, failures: [] });
      expect(await macKeyIdsInUse(database.queries)).toEqual(new Set([newKey.id]));

      const onlyNew = storeOn(database, clock, keyringOf(newKey));
      const then = new ServiceKeys(onlyNew.database, clock, randomBytes);
      expect(await then.authenticate(key)).toBeDefined();
      expect(await then.authenticate(planted.key)).toBeUndefined();
      expect(await credentialsOn(onlyNew, endpoint).accessTokenOf(here, id)).toBeDefined();
      expect(await adopt(database, keyringOf(newKey))).toEqual({ adopted: 0 });
    });

    it('are reported by table, each time, and as new once', async () => {
      const { key } = await keys().create('all', 'a label that nobody logs');
      await write('update service_keys set mac = null');
      const reports: Parameters<ForgedRowListener>[] = [];
      const watched = withMacs(database, keyringOf(sampleKey), (...report) => reports.push(report));
      const seen = new ServiceKeys(watched, clock, randomBytes);
      await seen.authenticate(key);
      await seen.authenticate(key);
      expect(reports).toEqual([
        ['service_keys', true],
        ['service_keys', false],
      ]);
    });

    it('cannot be written by a process without a key', async () => {
      const blind = { ...database, macs: noMacs };
      await expect(new ServiceKeys(blind, clock, randomBytes).create('all', '')).rejects.toThrow(KeyError);
    });
  },
);
