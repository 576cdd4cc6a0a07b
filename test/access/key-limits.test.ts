import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceKeys, unlimited, type KeyRefusal } from '../../src/access/service-keys.js';
import type { KeyRow } from '../../src/access/key-rows.js';
import { KeyUses } from '../../src/access/key-uses.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { updateSigned } from '../../src/database/signed-rows.js';
import { parseSpaceId } from '../../src/ids.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { forgedAtEnd } from '../support/forged.js';

const RED = parseSpaceId('red') ?? 'all';
const HOUR = 3_600_000;
const ROOT = '0123456789abcdef0123456789abcdef';

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'limits of service keys on %s',
  (_name, adapter) => {
    let place: Place;
    let database: CredentialsDatabase;
    let keys: ServiceKeys;
    let clock: ManualClock;
    let refusals: KeyRefusal[];
    let used: string[];

    beforeEach(async () => {
      place = await adapter.prepare();
      clock = new ManualClock();
      database = await place.open(clock);
      refusals = [];
      used = [];
      keys = new ServiceKeys(database, clock, randomBytes, {
        onUsed: ({ id }) => used.push(id),
        onRefused: (refusal) => refusals.push(refusal),
      });
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    /** Writes a row as this server does, so that nothing but what it says is wrong with it. */
    const damage = (id: string, columns: Partial<KeyRow>): Promise<boolean> =>
      database.change((changes) => updateSigned(database, changes, 'service_keys', { id }, () => columns));

    it('come back as they were given', async () => {
      const limits = {
        scopes: ['read'] as const,
        tools: ['notion_search'],
        roots: [ROOT],
        expiresAt: new Date(clock.now().getTime() + HOUR),
        daily: { calls: 10, characters: 3_000_000_000 },
      };
      const { key } = await keys.create(RED, 'narrow', limits);
      expect(await keys.authenticate(key)).toMatchObject({ spaces: 'red', ...limits });
    });

    it('of changes are kept, and hold whatever else is not limited', async () => {
      const changes = { roots: [ROOT], properties: ['Status', 'Due, or not'] };
      const { key } = await keys.create(RED, '', { ...unlimited, changes });
      expect(await keys.authenticate(key)).toMatchObject({ tools: undefined, changes });
      const { key: none } = await keys.create(RED, '', { ...unlimited, changes: { roots: [] } });
      expect(await keys.authenticate(none)).toMatchObject({ changes: { roots: [] } });
    });

    it('tell an empty list from none', async () => {
      const { key } = await keys.create(RED, '', { ...unlimited, tools: [], roots: [] });
      expect(await keys.authenticate(key)).toMatchObject({ tools: [], roots: [] });
    });

    it('leave a key from before as it was: it reads and writes everything, and does not end', async () => {
      const { key, record } = await keys.create(RED, '');
      const row = await database.queries
        .selectFrom('service_keys')
        .select(['secret_hash', 'created_at'])
        .where('id', '=', record.id)
        .executeTakeFirstOrThrow();
      await database.change(async (changes) => {
        await changes.deleteFrom('service_keys').where('id', '=', record.id).execute();
        // What the version before has written, and what took it over.
        const old = await changes
          .insertInto('service_keys')
          .values({ id: record.id, space_id: 'red', label: '', revoked_at: null, mac: null, ...row })
          .returningAll()
          .executeTakeFirstOrThrow();
        const { mac } = database.macs.signed('service_keys', old);
        await changes.updateTable('service_keys').set({ mac }).where('id', '=', record.id).execute();
      });
      expect(await keys.authenticate(key)).toEqual(record);
      expect(record).toMatchObject({ scopes: ['read', 'write'], expiresAt: null });
      expect(record.tools).toBeUndefined();
      expect(record.roots).toBeUndefined();
    });

    it('end a key when its time is over', async () => {
      const expiresAt = new Date(clock.now().getTime() + HOUR);
      const { key, record } = await keys.create(RED, '', { ...unlimited, expiresAt });
      await clock.advance(HOUR - 1);
      expect(await keys.authenticate(key)).toMatchObject({ id: record.id });
      await clock.advance(1);
      expect(await keys.authenticate(key)).toBeUndefined();
      expect(refusals).toEqual([{ reason: 'expired', keyId: record.id }]);
      expect(await keys.list()).toMatchObject([{ state: 'expired' }]);
    });

    it('let both secrets of a renewed key in until the overlap is over', async () => {
      const { key: old, record } = await keys.create(RED, '');
      const renewed = await keys.renew(record.id, HOUR);
      const fresh = renewed.kind === 'renewed' ? renewed.key : '';
      expect(fresh.slice(0, 17)).toBe(old.slice(0, 17));
      expect(await keys.authenticate(fresh)).toMatchObject({ id: record.id });
      expect(await keys.authenticate(old)).toMatchObject({ id: record.id });
      await clock.advance(HOUR);
      expect(await keys.authenticate(old)).toBeUndefined();
      expect(await keys.authenticate(fresh)).toMatchObject({ id: record.id });
    });

    it('end the old secret at once where no overlap is wanted, and the one before at the next renewal', async () => {
      const { key: first, record } = await keys.create(RED, '');
      const second = await keys.renew(record.id, HOUR);
      const third = await keys.renew(record.id, HOUR);
      const text = (one: typeof second): string => (one.kind === 'renewed' ? one.key : '');
      expect(await keys.authenticate(first)).toBeUndefined();
      expect(await keys.authenticate(text(second))).toBeDefined();
      expect(await keys.authenticate(text(third))).toBeDefined();
      await keys.renew(record.id, 0);
      expect(await keys.authenticate(text(second))).toBeUndefined();
      expect(await keys.authenticate(text(third))).toBeUndefined();
    });

    it('end both secrets when the key is revoked, and renew nothing that is over', async () => {
      const { key: old, record } = await keys.create(RED, '');
      const renewed = await keys.renew(record.id, HOUR);
      await keys.revoke(record.id);
      expect(await keys.authenticate(old)).toBeUndefined();
      expect(await keys.authenticate(renewed.kind === 'renewed' ? renewed.key : '')).toBeUndefined();
      expect(await keys.renew(record.id, 0)).toEqual({ kind: 'revoked' });
      expect(await keys.renew('000000000000', 0)).toEqual({ kind: 'unknown' });
    });

    it('renew an expired key only with a new expiry', async () => {
      const expiresAt = new Date(clock.now().getTime() + HOUR);
      const { record } = await keys.create(RED, '', { ...unlimited, expiresAt });
      await clock.advance(2 * HOUR);
      expect(await keys.renew(record.id, 0)).toEqual({ kind: 'expired' });
      const later = new Date(clock.now().getTime() + HOUR);
      expect(await keys.renew(record.id, 0, later)).toMatchObject({ kind: 'renewed' });
      expect(await keys.list()).toMatchObject([{ state: 'active', key: { expiresAt: later } }]);
    });

    it('do not tell the id of a key to whoever does not know its secret', async () => {
      const { key, record } = await keys.create(RED, '');
      await keys.revoke(record.id);
      await keys.authenticate(forgedAtEnd(key));
      await keys.authenticate('nrm_nothing');
      await keys.authenticate(key);
      expect(refusals).toEqual([
        { reason: 'unknown' },
        { reason: 'unknown' },
        { reason: 'revoked', keyId: record.id },
      ]);
      expect(used).toEqual([]);
    });

    it.each<[string, Partial<KeyRow>]>([
      ['scopes that do not exist', { scopes: 'read admin' }],
      ['no scope', { scopes: '' }],
      ['a scope twice', { scopes: 'read read' }],
      ['tools that are no list', { tools: '"notion_search"' }],
      ['tools that are no names', { tools: '["*"]' }],
      ['tools that are cut off', { tools: '["notion_se' }],
      ['roots that are no list', { roots: '{}' }],
      ['roots that are no ids', { roots: '["everything"]' }],
      ['roots that are null', { roots: 'null' }],
      ['an expiry that is no time', { expires_at: 'never' }],
      ['a revocation that is no time', { revoked_at: 'no' }],
      ['a budget below nothing', { daily_calls: -1 }],
      ['a space that cannot be one', { space_id: '../all' }],
      ['limits of changes that are none', { change_limits: '{"properties":"all"}' }],
      ['a limit of changes that nobody knows', { change_limits: '{"propertys":[]}' }],
    ])('with %s fail closed, and are listed as damaged', async (_what, columns) => {
      const { key, record } = await keys.create(RED, '');
      const { key: other } = await keys.create(RED, 'sound');
      await damage(record.id, columns);
      await expect(keys.authenticate(key)).rejects.toThrow(`The service key ${record.id} is stored with`);
      expect(refusals).toEqual([{ reason: 'damaged', keyId: record.id }]);
      expect(await keys.list()).toContainEqual({ state: 'damaged', id: record.id });
      expect(await keys.renew(record.id, HOUR)).toEqual({ kind: 'damaged' });
      expect(await keys.authenticate(other)).toMatchObject({ label: 'sound' });
      expect(await keys.revoke(record.id)).toBe(columns.revoked_at === undefined);
    });

    it.each<[string, Partial<KeyRow>]>([
      ['a hash that is none', { secret_hash: '', previous_hash: null }],
      ['a hash of another length', { secret_hash: 'ab', previous_hash: 'cd' }],
      ['an overlap without an end', { secret_hash: '0'.repeat(64), previous_until: null }],
      ['an overlap without a hash', { secret_hash: '0'.repeat(64), previous_hash: null }],
    ])('with %s open nothing', async (_what, columns) => {
      const { key, record } = await keys.create(RED, '');
      await keys.renew(record.id, HOUR);
      await damage(record.id, columns);
      expect(await keys.authenticate(key).catch(() => undefined)).toBeUndefined();
    });

    it.each<[string, Partial<KeyRow>]>([
      ['more tools', { tools: null }],
      ['more pages', { roots: null }],
      ['more scopes', { scopes: 'read write' }],
      ['more changes', { change_limits: '{}' }],
      ['more time', { expires_at: null }],
      ['more calls a day', { daily_calls: 1_000_000 }],
      ['the secret from before for longer', { previous_until: '2100-01-01T00:00:00.000Z' }],
    ])('are not widened by somebody who writes %s into the database', async (_what, columns) => {
      const { key, record } = await keys.create(RED, '', {
        scopes: ['read'],
        tools: ['notion_search'],
        roots: [ROOT],
        expiresAt: new Date(clock.now().getTime() + 2 * HOUR),
        daily: { calls: 1, characters: 1 },
      });
      await keys.renew(record.id, HOUR);
      await database.change((changes) =>
        changes.updateTable('service_keys').set(columns).where('id', '=', record.id).execute(),
      );
      expect(await keys.authenticate(key)).toBeUndefined();
      expect(await keys.renew(record.id, HOUR)).toEqual({ kind: 'unknown' });
    });

    it('note the last use of all keys in one change, and never an older one over a newer', async () => {
      const one = await keys.create(RED, 'one');
      await keys.create(RED, 'two');
      const uses = new KeyUses(database, clock);
      const other = new KeyUses(database, clock);
      other.mark(one.record.id);
      await clock.advance(60_000);
      for (let index = 0; index < 100; index += 1) {
        uses.mark(one.record.id);
      }
      await uses.flush();
      await other.flush();
      const listed = await keys.list();
      expect(listed).toMatchObject([{ lastUsedAt: clock.now() }, { lastUsedAt: null }]);
    });
  },
);
