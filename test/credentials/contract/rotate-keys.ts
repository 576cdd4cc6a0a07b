import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { keyringOf, sealingKey, type Keyring } from '../../../src/sealing/keys.js';
import { recordConnection } from '../../../src/credentials/connections/record-connection.js';
import { keyIdsInUse, rotateKeys } from '../../../src/credentials/key-rotation/rotate-keys.js';
import { Sealer, SealError } from '../../../src/sealing/seal.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { RotatingEndpoint } from '../fakes/rotating-endpoint.js';
import { authorization, bot, space } from '../fakes/sample-authorization.js';
import { credentialsOn, sampleKey, storeOn } from '../fakes/sample-store.js';
import type { Adapter, Place } from './adapters.js';

const here = space('here');
const newKey = sealingKey(Buffer.alloc(32, 9));
const lostKey = sealingKey(Buffer.alloc(32, 8));
const both = keyringOf(newKey, [sampleKey]);

/** What a change of the sealing key promises on every adapter. */
export function describeKeyRotation(adapter: Adapter): void {
  describe(`key rotation on ${adapter.name}`, () => {
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

    const connect = async (number: number, keyring?: Keyring) => {
      const { connection } = await recordConnection(
        { ...storeOn(database, clock), ...sealedWith(keyring) },
        {
          spaceId: here,
          authorization: authorization({
            credentialId: bot(number),
            owner: { userId: `user-${number}`, name: null },
            pair: endpoint.consent(),
          }),
          by: 'test',
        },
      );
      return connection;
    };
    // The rows are under the key at hand; only the pair is under another one.
    const sealedWith = (keyring?: Keyring) =>
      keyring === undefined ? {} : { sealer: new Sealer(keyring, randomBytes) };
    const events = () => database.queries.selectFrom('events').selectAll().orderBy('position').execute();

    it('puts every pair under the new key and changes nothing else', async () => {
      const connections = [await connect(1), await connect(2), await connect(3)];
      const before = await events();
      expect(await rotateKeys(storeOn(database, clock, both))).toMatchObject({ rewrapped: 3, failures: [] });

      const after = await events();
      const withoutKeys = (rows: typeof before) =>
        rows.map((row) => ({ ...row, wrapped_key: null, mac: null }));
      expect(withoutKeys(after)).toEqual(withoutKeys(before));
      expect(await keyIdsInUse(storeOn(database, clock))).toEqual(new Set([newKey.id]));
      const onlyNew = credentialsOn(storeOn(database, clock, keyringOf(newKey)), endpoint);
      for (const { id } of connections) {
        expect(await onlyNew.accessTokenOf(here, id)).toBeDefined();
      }
    });

    it('finds nothing to do the second time', async () => {
      await connect(1);
      await rotateKeys(storeOn(database, clock, both));
      expect(await rotateKeys(storeOn(database, clock, both))).toMatchObject({ rewrapped: 0, failures: [] });
    });

    it('leaves a record that does not open as it is, names its key, and goes on with the others', async () => {
      await connect(1, keyringOf(lostKey));
      await connect(2);
      const [lost] = await events();
      const { rewrapped, failures } = await rotateKeys(storeOn(database, clock, both));

      expect(rewrapped).toBe(1);
      expect(failures.map(({ keyId }) => keyId)).toEqual([lostKey.id]);
      expect((await events())[0]).toEqual({ ...lost, mac: expect.stringContaining(newKey.id) });
    });

    it('answers a call that needs a missing key with the id of that key, and keeps the record', async () => {
      const { id } = await connect(1, keyringOf(lostKey));
      const before = await events();
      const credentials = credentialsOn(storeOn(database, clock), endpoint);
      await expect(credentials.accessTokenOf(here, id)).rejects.toThrow(SealError);
      await expect(credentials.refreshAfterUnauthorized(here, id, 99)).rejects.toThrow(lostKey.id);

      expect(await events()).toEqual(before);
      expect(await credentials.findConnection(here, id)).toMatchObject({ status: 'connected' });
    });

    it('lets a space leave although its pair does not open', async () => {
      const { id } = await connect(1, keyringOf(lostKey));
      const credentials = credentialsOn(storeOn(database, clock), endpoint);
      expect(await credentials.disconnect(here, id, 'test')).toEqual({ found: true });
    });

    it('does not overwrite what a refresh stores while the keys rotate', async () => {
      const { id } = await connect(1);
      const credentials = credentialsOn(storeOn(database, clock), endpoint);
      const { version } = await credentials.accessTokenOf(here, id);
      const store = storeOn(database, clock, both);
      // A refresh between the moment the rotation has read a record and the moment it writes.
      const sealer = new Sealer(both, randomBytes);
      let refreshed: Promise<unknown> = Promise.resolve();
      const rewrap = sealer.rewrap.bind(sealer);
      sealer.rewrap = (...request) => {
        refreshed = credentials.refreshAfterUnauthorized(here, id, version);
        return rewrap(...request);
      };
      const slow: CredentialsDatabase = {
        ...database,
        change: async (work) => {
          await refreshed;
          return database.change(work);
        },
      };
      const counts = await rotateKeys({ ...store, sealer, database: slow });

      expect(counts).toMatchObject({ rewrapped: 0, failures: [] });
      const { accessToken } = await credentials.accessTokenOf(here, id);
      expect(endpoint.accepts(accessToken)).toBe(true);
      expect(await rotateKeys(store)).toMatchObject({ rewrapped: 1, failures: [] });
    });
  });
}
