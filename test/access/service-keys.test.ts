import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceKeys } from '../../src/access/service-keys.js';
import { systemClock } from '../../src/clock.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { parseSpaceId } from '../../src/ids.js';
import { updateSigned } from '../../src/database/signed-rows.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { forgedAtEnd } from '../support/forged.js';
import { partsOfKey } from '../support/service-key.js';

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'service keys on %s',
  (_name, adapter) => {
    let place: Place;
    let database: CredentialsDatabase;
    let keys: ServiceKeys;

    beforeEach(async () => {
      place = await adapter.prepare();
      database = await place.open(systemClock);
      keys = new ServiceKeys(database, systemClock, randomBytes);
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    it('open the space they were made for', async () => {
      const { key, record } = await keys.create(parseSpaceId('red') ?? 'all', 'agent');
      expect(key).toMatch(/^nrm_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
      expect(await keys.authenticate(key)).toEqual(record);
      expect(record).toMatchObject({ spaces: 'red', label: 'agent', revokedAt: null });
    });

    it('may be for every space', async () => {
      const { key } = await keys.create('all', '');
      expect(await keys.authenticate(key)).toMatchObject({ spaces: 'all' });
    });

    it('are stored as hashes', async () => {
      const { key } = await keys.create('all', '');
      const rows = await database.queries.selectFrom('service_keys').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(partsOfKey(key).secret);
    });

    it('end when they are revoked, once', async () => {
      const { key, record } = await keys.create('all', '');
      expect(await keys.revoke(record.id)).toBe(true);
      expect(await keys.authenticate(key)).toBeUndefined();
      expect(await keys.revoke(record.id)).toBe(false);
      expect(await keys.list()).toMatchObject([
        { state: 'revoked', key: { id: record.id, revokedAt: expect.any(Date) } },
      ]);
    });

    it.each([
      ['another secret', forgedAtEnd],
      ['another id', (key: string) => key.replace(/_[0-9a-f]{12}_/, '_000000000000_')],
      ['one character less', (key: string) => key.slice(0, -1)],
      ['one character more', (key: string) => `${key}A`],
      ['another prefix', (key: string) => key.replace('nrm_', 'ntn_')],
      ['nothing', () => ''],
    ])('with %s open nothing', async (_name, change) => {
      const { key } = await keys.create('all', '');
      expect(await keys.authenticate(change(key))).toBeUndefined();
    });

    it('with a damaged space in the store fail closed', async () => {
      const { key, record } = await keys.create('all', '');
      await database.change((changes) =>
        updateSigned(database, changes, 'service_keys', { id: record.id }, () => ({ space_id: '../all' })),
      );
      await expect(keys.authenticate(key)).rejects.toThrow('cannot be one');
    });
  },
);
