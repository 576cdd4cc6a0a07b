import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProviderAdapter } from '../../../src/oauth-server/provider/provider-adapter.js';
import { RecordStore } from '../../../src/oauth-server/records/record-store.js';
import { RefreshRotation } from '../../../src/oauth-server/provider/refresh-rotation.js';
import { loadOrCreateSecrets } from '../../../src/oauth-server/provider/server-secrets.js';
import { sweepExpired } from '../../../src/oauth-server/records/sweep.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { keyIdsInUse, rotateKeys } from '../../../src/credentials/key-rotation/rotate-keys.js';
import { adapters, type Adapter, type Place } from '../../credentials/contract/adapters.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';
import { sampleKey, storeOn } from '../../credentials/fakes/sample-store.js';

const TOKEN = 'tKn-of-43-characters-that-nobody-must-find-1';
const GRANT = 'grant-1';

/** What the provider asks of its storage, on every database. */
function describeRecords(adapter: Adapter): void {
  describe(`the authorization server's records on ${adapter.name}`, () => {
    let clock: ManualClock;
    let place: Place;
    let database: CredentialsDatabase;
    let records: RecordStore;
    let rotation: RefreshRotation;

    beforeEach(async () => {
      clock = new ManualClock();
      place = await adapter.prepare();
      database = await place.open(clock);
      records = new RecordStore(storeOn(database, clock));
      rotation = new RefreshRotation(Buffer.alloc(32, 5), records, clock);
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    const model = (name: string) =>
      new ProviderAdapter(name, { records, rotation, clock, isGrantValid: () => Promise.resolve(true) });
    const rows = () => database.queries.selectFrom('oauth_records').selectAll().execute();

    it('upsert, then find: the same payload, and the newer one after a second upsert', async () => {
      const tokens = model('AccessToken');
      await tokens.upsert(TOKEN, { jti: TOKEN, accountId: 'a', grantId: GRANT }, 60);
      expect(await tokens.find(TOKEN)).toEqual({ jti: TOKEN, accountId: 'a', grantId: GRANT });
      await tokens.upsert(TOKEN, { jti: TOKEN, accountId: 'b', grantId: GRANT }, 60);
      expect(await tokens.find(TOKEN)).toEqual({ jti: TOKEN, accountId: 'b', grantId: GRANT });
      expect(await tokens.find('another')).toBeUndefined();
    });

    it('keeps models apart, even with one id', async () => {
      await model('AccessToken').upsert(TOKEN, { jti: TOKEN }, 60);
      expect(await model('RefreshToken').find(TOKEN)).toBeUndefined();
      await model('RefreshToken').destroy(TOKEN);
      expect(await model('AccessToken').find(TOKEN)).toBeDefined();
    });

    it('findByUid and findByUserCode find by the second key', async () => {
      await model('Session').upsert('id-1', { jti: 'id-1', uid: 'uid-1' }, 60);
      await model('DeviceCode').upsert('id-2', { jti: 'id-2', userCode: 'ABCD' }, 60);
      expect(await model('Session').findByUid('uid-1')).toEqual({ jti: 'id-1', uid: 'uid-1' });
      expect(await model('DeviceCode').findByUserCode('ABCD')).toEqual({ jti: 'id-2', userCode: 'ABCD' });
      expect(await model('Session').findByUid('uid-2')).toBeUndefined();
    });

    it('consume marks the record, with the time, and an upsert does not take that back', async () => {
      const codes = model('AuthorizationCode');
      await codes.upsert(TOKEN, { jti: TOKEN }, 60);
      await codes.consume(TOKEN);
      const consumed = Math.floor(clock.now().getTime() / 1000);
      expect(await codes.find(TOKEN)).toEqual({ jti: TOKEN, consumed });
      await codes.upsert(TOKEN, { jti: TOKEN }, 60);
      expect(await codes.find(TOKEN)).toEqual({ jti: TOKEN, consumed });
    });

    it('consume lets one of two requests have a code', async () => {
      const codes = model('AuthorizationCode');
      await codes.upsert(TOKEN, { jti: TOKEN }, 60);
      const results = await Promise.allSettled([codes.consume(TOKEN), codes.consume(TOKEN)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('destroy removes one record; of a grant, everything that came of it', async () => {
      await model('Grant').upsert(GRANT, { jti: GRANT }, 60);
      await model('AccessToken').upsert('a', { jti: 'a', grantId: GRANT }, 60);
      await model('RefreshToken').upsert('r', { jti: 'r', grantId: GRANT }, 60);
      await model('AccessToken').upsert('other', { jti: 'other', grantId: 'grant-2' }, 60);
      await model('AccessToken').destroy('a');
      expect(await model('AccessToken').find('a')).toBeUndefined();
      expect(await model('RefreshToken').find('r')).toBeDefined();
      await model('Grant').destroy(GRANT);
      expect(await model('RefreshToken').find('r')).toBeUndefined();
      expect(await model('Grant').find(GRANT)).toBeUndefined();
      expect(await model('AccessToken').find('other')).toBeDefined();
    });

    it('revokeByGrantId removes the records of its model', async () => {
      await model('AccessToken').upsert('a', { jti: 'a', grantId: GRANT }, 60);
      await model('RefreshToken').upsert('r', { jti: 'r', grantId: GRANT }, 60);
      await model('AccessToken').revokeByGrantId(GRANT);
      expect(await model('AccessToken').find('a')).toBeUndefined();
      expect(await model('RefreshToken').find('r')).toBeDefined();
    });

    it('what is over is not found, and the sweep removes it', async () => {
      await model('AccessToken').upsert('a', { jti: 'a' }, 60);
      await model('AccessToken').upsert('b', { jti: 'b' }, 120);
      await clock.advance(61_000);
      expect(await model('AccessToken').find('a')).toBeUndefined();
      expect(await model('AccessToken').find('b')).toBeDefined();
      await sweepExpired(database, clock.now());
      expect(await rows()).toHaveLength(1);
    });

    it('a registered client ends after a day without anybody’s permission', async () => {
      const clients = model('Client');
      await clients.upsert('client-1', { client_id: 'client-1' });
      expect(await clients.find('client-1')).toEqual({ client_id: 'client-1' });
      await clock.advance(86_400_000);
      expect(await clients.find('client-1')).toBeUndefined();
    });

    it('of more unused clients than are kept, the oldest go, and used ones stay', async () => {
      await records.put('Client', 'used', {}, { expiresAt: new Date(clock.now().getTime() + 1e10) });
      for (let number = 1; number <= 5; number += 1) {
        await clock.advance(1000);
        await records.put(
          'Client',
          `client-${number}`,
          {},
          { expiresAt: new Date(clock.now().getTime() + 1e6) },
        );
      }
      await records.deleteAllButNewest('Client', new Date(clock.now().getTime() + 1e6), 2);
      const left = await Promise.all(
        ['used', 'client-1', 'client-3', 'client-4', 'client-5'].map((id) => records.find('Client', id)),
      );
      expect(left.map((record) => record !== undefined)).toEqual([true, false, false, true, true]);
    });

    it('a used refresh token passes for unused only within the grace, and only until the next one is used', async () => {
      const tokens = model('RefreshToken');
      const next = rotation.next(TOKEN);
      await tokens.upsert(TOKEN, { jti: TOKEN }, 1000);
      await tokens.consume(TOKEN);
      await tokens.upsert(next, { jti: next }, 1000);
      await clock.advance(60_000);
      expect(await tokens.find(TOKEN)).not.toHaveProperty('consumed');
      await clock.advance(1);
      expect(await tokens.find(TOKEN)).toHaveProperty('consumed');

      await tokens.consume(next);
      const third = rotation.next(next);
      await tokens.upsert(third, { jti: third }, 1000);
      expect(await tokens.find(next)).not.toHaveProperty('consumed');
      await tokens.consume(third);
      expect(await tokens.find(next)).toHaveProperty('consumed');
    });

    it('shows no id, no token and no content to whoever reads the database', async () => {
      await model('AccessToken').upsert(TOKEN, { jti: TOKEN, accountId: 'person-1', grantId: GRANT }, 60);
      await model('Client').upsert('client-1', { client_id: 'client-1', client_secret: 'hush-hush' });
      const text = JSON.stringify(await rows());
      for (const secret of [TOKEN, 'person-1', GRANT, 'client-1', 'hush-hush']) {
        expect(text).not.toContain(secret);
      }
    });

    it('not even the sealing key shows a token', async () => {
      await model('AccessToken').upsert(TOKEN, { jti: TOKEN, accountId: 'person-1' }, 60);
      expect((await records.find('AccessToken', TOKEN))?.payload).toEqual({ accountId: 'person-1' });
    });

    it('does not open a record that was copied into another row', async () => {
      await model('AccessToken').upsert('a', { jti: 'a', accountId: 'a' }, 60);
      await model('AccessToken').upsert('b', { jti: 'b', accountId: 'b' }, 60);
      const [first] = await rows();
      await database.change((changes) =>
        changes
          .updateTable('oauth_records')
          .set({ wrapped_key: first?.wrapped_key ?? '', ciphertext: first?.ciphertext ?? '' })
          .execute(),
      );
      const results = await Promise.allSettled([
        model('AccessToken').find('a'),
        model('AccessToken').find('b'),
      ]);
      // The MAC tells it first; the seal would as well.
      expect(
        results.filter((result) => result.status === 'fulfilled' && result.value !== undefined),
      ).toHaveLength(1);
    });

    it('a change of the sealing key covers the records', async () => {
      await model('AccessToken').upsert(TOKEN, { jti: TOKEN, accountId: 'a' }, 60);
      const secrets = await loadOrCreateSecrets(records);
      const newKey = sealingKey(Buffer.alloc(32, 9));
      const both = storeOn(database, clock, keyringOf(newKey, [sampleKey]));
      expect(await rotateKeys(both)).toMatchObject({ rewrapped: 2, failures: [] });
      expect(await rotateKeys(both)).toMatchObject({ rewrapped: 0, failures: [] });
      expect(await keyIdsInUse(both)).toEqual(new Set([newKey.id]));
      const onlyNew = new RecordStore(storeOn(database, clock, keyringOf(newKey)));
      expect((await onlyNew.find('AccessToken', TOKEN))?.payload).toEqual({ accountId: 'a' });
      expect(await loadOrCreateSecrets(onlyNew)).toEqual(secrets);
    });

    it('a change of the sealing key goes through more records than fit in one batch', async () => {
      for (let number = 0; number < 250; number += 1) {
        await records.put('AccessToken', `token-${number}`, { number }, { expiresAt: null });
      }
      const both = storeOn(database, clock, keyringOf(sealingKey(randomBytes(32)), [sampleKey]));
      expect(await rotateKeys(both)).toMatchObject({ rewrapped: 250, failures: [] });
    });

    it('several servers that start at once agree on their secrets', async () => {
      const others = adapter.shared
        ? await Promise.all([1, 2, 3].map(() => place.open(clock)))
        : [database, database, database];
      const all = await Promise.all(
        others.map((other) => loadOrCreateSecrets(new RecordStore(storeOn(other, clock)))),
      );
      const [first, ...rest] = all;
      expect(rest).toEqual([first, first]);
      expect(first?.cookieKey).toHaveLength(43);
      if (adapter.shared) {
        await Promise.all(others.map((other) => other.close()));
      }
    });
  });
}

for (const adapter of adapters) {
  describeRecords(adapter);
}
