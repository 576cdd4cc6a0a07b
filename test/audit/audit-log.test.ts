import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { AuditAction } from '../../src/audit/audit-log.js';
import { AuditStore, type NewAuditEntry } from '../../src/audit/audit-store.js';
import { chain, checkpointText, hashOf, type Checkpoint } from '../../src/audit/chain.js';
import { verify, type Verification } from '../../src/audit/verify.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { keyringOf, sealingKey } from '../../src/sealing/keys.js';
import { rotateKeys } from '../../src/credentials/key-rotation/rotate-keys.js';
import type { AuditEntriesTable } from '../../src/database/schema.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { sampleKey, storeOn } from '../credentials/fakes/sample-store.js';
import { allowTampering } from './tampering.js';

const DAY = 86_400_000;

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'the audit log on %s',
  (_name, adapter) => {
    let place: Place;
    let clock: ManualClock;
    let database: CredentialsDatabase;
    let store: AuditStore;

    beforeEach(async () => {
      place = await adapter.prepare();
      clock = new ManualClock();
      database = await place.open(clock);
      store = new AuditStore(storeOn(database, clock), randomBytes);
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    const now = (): string => clock.now().toISOString();
    const entry = (object: string, action: AuditAction = 'key.used'): NewAuditEntry => ({
      occurredAt: now(),
      actor: 'key 0123456789ab',
      action,
      object,
      space: 'red',
      outcome: 'done',
      details: null,
    });
    /** Entry 1 says that the log was begun. */
    const append = (...objects: string[]): ReturnType<AuditStore['append']> =>
      store.append(
        objects.map((object) => entry(object)),
        now(),
      );
    const rows = (): Promise<AuditEntriesTable[]> =>
      database.queries.selectFrom('audit_entries').selectAll().orderBy('sequence').execute();
    const brokenAt = (at: number | undefined, fault: RegExp): Verification => ({
      kind: 'broken',
      at,
      fault: expect.stringMatching(fault) as unknown as string,
    });

    it('is empty until something is recorded', async () => {
      expect(await verify(store)).toEqual({ kind: 'empty' });
    });

    it('is one chain, and sound', async () => {
      await append('a', 'b');
      const head = await append('c');
      expect((await rows()).map(({ sequence, object }) => [sequence, object])).toEqual([
        [1, null],
        [2, 'a'],
        [3, 'b'],
        [4, 'c'],
      ]);
      expect(await verify(store)).toMatchObject({
        kind: 'sound',
        entries: 4,
        pruned: 0,
        head: { hash: head.hash },
      });
    });

    it('stays one chain where several write at once', async () => {
      const others = adapter.shared ? [await place.open(clock), await place.open(clock)] : [database];
      const stores = [store, ...others.map((other) => new AuditStore(storeOn(other, clock), randomBytes))];
      await Promise.all(
        Array.from({ length: 24 }, (_, index) =>
          (stores[index % stores.length] ?? store).append([entry(`${index}`)], now()),
        ),
      );
      expect(await verify(store)).toMatchObject({ kind: 'sound', entries: 25 });
      expect(new Set((await rows()).map(({ object }) => object)).size).toBe(25);
      await Promise.all(adapter.shared ? others.map((other) => other.close()) : []);
    });

    it('is sound over many pages', async () => {
      await append(...Array.from({ length: 2500 }, (_, index) => `${index}`));
      expect(await verify(store)).toMatchObject({ kind: 'sound', entries: 2501 });
    });

    it('goes on under another sealing key', async () => {
      await append('a');
      const later = keyringOf(sealingKey(Buffer.alloc(32, 8)), [sampleKey]);
      await rotateKeys(storeOn(database, clock, later));
      const renewed = new AuditStore(
        storeOn(database, clock, keyringOf(sealingKey(Buffer.alloc(32, 8)))),
        randomBytes,
      );
      await renewed.append([entry('b')], now());
      expect(await verify(renewed)).toMatchObject({ kind: 'sound', entries: 3 });
    });

    it('is not changed or cut by statements of its own users', async () => {
      await append('a', 'b');
      const attempt = (statement: string): Promise<unknown> =>
        database.change((changes) => sql.raw(statement).execute(changes));
      await expect(attempt("update audit_entries set actor = 'nobody' where sequence = 2")).rejects.toThrow(
        'audit entries never change',
      );
      await expect(attempt('delete from audit_entries where sequence = 3')).rejects.toThrow(
        'deleted only where they were pruned',
      );
    });

    describe('tampered with', () => {
      beforeEach(async () => {
        await append('a', 'b', 'c', 'd');
        await allowTampering(database);
      });

      const tamper = (statement: string): Promise<unknown> =>
        database.change((changes) => sql.raw(statement).execute(changes));
      const replace = async (sequence: number, values: Partial<AuditEntriesTable>): Promise<void> => {
        await database.change((changes) =>
          changes.updateTable('audit_entries').set(values).where('sequence', '=', sequence).execute(),
        );
      };

      it.each(['occurred_at', 'actor', 'action', 'object', 'space_id', 'outcome', 'details'])(
        'shows that %s of an entry was edited',
        async (column) => {
          await tamper(`update audit_entries set ${column} = 'other' where sequence = 3`);
          expect(await verify(store)).toEqual(brokenAt(3, /it was changed/));
        },
      );

      it('shows an edit whose hash, and those of all after it, were computed anew', async () => {
        let previousHash = '';
        for (const row of await rows()) {
          const fields = {
            sequence: row.sequence,
            occurredAt: row.occurred_at,
            actor: row.sequence === 3 ? 'key of somebody else' : row.actor,
            action: row.action,
            object: row.object,
            space: row.space_id,
            outcome: row.outcome,
            details: row.details,
            previousHash: row.sequence > 3 ? previousHash : row.previous_hash,
          };
          const hash = row.sequence < 3 ? row.hash : hashOf(fields);
          await replace(row.sequence, { actor: fields.actor, previous_hash: fields.previousHash, hash });
          previousHash = hash;
        }
        expect(await verify(store)).toEqual(brokenAt(3, /MAC is wrong/));
      });

      it('shows that an entry was deleted', async () => {
        await tamper('delete from audit_entries where sequence = 3');
        expect(await verify(store)).toEqual(brokenAt(3, /entry 3 is missing/));
      });

      it('shows that an entry was deleted and the rest moved up', async () => {
        await tamper('delete from audit_entries where sequence = 3');
        await tamper('update audit_entries set sequence = sequence - 1 where sequence > 3');
        expect(await verify(store)).toEqual(brokenAt(3, /it was changed/));
      });

      it('shows that two entries changed places', async () => {
        await tamper('update audit_entries set sequence = -3 where sequence = 3');
        await tamper('update audit_entries set sequence = 3 where sequence = 4');
        await tamper('update audit_entries set sequence = 4 where sequence = -3');
        expect(await verify(store)).toEqual(brokenAt(3, /it was changed/));
      });

      it.each([
        ['before the first', 0],
        ['behind the last', 6],
      ])('shows an entry that was inserted %s', async (_where, sequence) => {
        const [row] = await rows();
        await database.change((changes) =>
          changes
            .insertInto('audit_entries')
            .values({ ...(row as AuditEntriesTable), sequence })
            .execute(),
        );
        expect(await verify(store)).toMatchObject({ kind: 'broken', at: sequence === 0 ? 1 : 6 });
      });

      it('shows that its end was cut off', async () => {
        await tamper('delete from audit_entries where sequence >= 4');
        expect(await verify(store)).toEqual(brokenAt(4, /the end was cut off/));
      });

      it('shows that its end was cut off and the stored end moved', async () => {
        const hash = (await rows())[2]?.hash ?? '';
        await tamper('delete from audit_entries where sequence >= 4');
        await tamper(`update audit_state set head_sequence = 3, head_hash = '${hash}'`);
        expect(await verify(store)).toEqual(brokenAt(undefined, /end .* was not stored by this server/));
        await expect(append('e')).rejects.toThrow('was not stored by this server');
      });

      it('shows that its start was cut off', async () => {
        const hash = (await rows())[1]?.hash ?? '';
        await tamper(`update audit_state set pruned_sequence = 2, pruned_hash = '${hash}'`);
        await tamper('delete from audit_entries where sequence <= 2');
        expect(await verify(store)).toEqual(brokenAt(undefined, /start .* was not stored by this server/));
      });

      it('shows that the row that vouches for it is gone, and does not begin anew behind it', async () => {
        await tamper('delete from audit_state');
        expect(await verify(store)).toEqual(brokenAt(undefined, /is missing/));
        await expect(append('e')).rejects.toThrow('is missing');
      });

      it('shows entries of another chain that was put in its place, seals and all', async () => {
        const elsewhere = await adapter.prepare();
        const other = await elsewhere.open(clock);
        const otherStore = new AuditStore(
          storeOn(other, clock, keyringOf(sealingKey(Buffer.alloc(32, 9)))),
          randomBytes,
        );
        await otherStore.append(
          ['a', 'b', 'c', 'd'].map((object) => entry(object)),
          now(),
        );
        const theirs = await other.queries.selectFrom('audit_entries').selectAll().execute();
        const state = await other.queries.selectFrom('audit_state').selectAll().executeTakeFirstOrThrow();
        await other.close();
        await elsewhere.dispose();
        await database.change(async (changes) => {
          await changes.deleteFrom('audit_entries').execute();
          await changes.insertInto('audit_entries').values(theirs).execute();
        });
        expect(await verify(store)).toEqual(brokenAt(1, /MAC is wrong/));
        await database.change((changes) => changes.updateTable('audit_state').set(state).execute());
        expect(await verify(store)).toEqual(brokenAt(undefined, /sealed with key/));
      });

      it('shows with a checkpoint, and only with one, that a whole older copy was put back', async () => {
        const [old, oldState] = [
          await rows(),
          await database.queries.selectFrom('audit_state').selectAll().executeTakeFirstOrThrow(),
        ];
        const seen = await append('e', 'f');
        await database.change(async (changes) => {
          await changes.deleteFrom('audit_entries').execute();
          await changes.insertInto('audit_entries').values(old).execute();
          await changes.updateTable('audit_state').set(oldState).execute();
        });
        expect(await verify(store)).toMatchObject({ kind: 'sound' });
        expect(await verify(store, seen)).toEqual(brokenAt(6, /ends before the checkpoint 7/));
        // A process that was there refuses to go on from the older copy.
        await expect(store.append([entry('g')], now(), seen)).rejects.toThrow(
          'Entry 7 of the audit log, which this process wrote or saw, is gone',
        );
        await append('other', 'history');
        expect(await verify(store, seen)).toEqual(brokenAt(7, /not the entry of the checkpoint/));
        await expect(store.append([entry('g')], now(), seen)).rejects.toThrow(
          'Entry 7 of the audit log, which this process wrote or saw, is gone',
        );
      });

      it('shows with a checkpoint that everything was deleted', async () => {
        await tamper('delete from audit_entries');
        await tamper('delete from audit_state');
        expect(await verify(store, { sequence: 3, hash: 'ab' })).toEqual(
          brokenAt(undefined, /whole log is gone/),
        );
      });
    });

    it('takes the start of a hash as a checkpoint, as it is printed', async () => {
      await append('a');
      const seen = await append('b');
      await append('c');
      const [sequence, hash] = checkpointText(seen).split(':');
      const checkpoint: Checkpoint = { sequence: Number(sequence), hash: hash ?? '' };
      expect(await verify(store, checkpoint)).toMatchObject({ kind: 'sound' });
      expect(await verify(store, { ...checkpoint, sequence: 2 })).toMatchObject({ kind: 'broken', at: 2 });
    });

    it('loses what is too old at its start only, and vouches for where it begins then', async () => {
      await append('old', 'older than it looks');
      await clock.advance(10 * DAY);
      await append('new');
      const pruned = await store.prune(new Date(clock.now().getTime() - DAY).toISOString());
      expect(pruned).toBe(3);
      expect((await rows()).map(({ object }) => object)).toEqual(['new']);
      expect(await verify(store)).toMatchObject({ kind: 'sound', entries: 1, pruned: 3 });
      await append('newer');
      expect(await verify(store)).toMatchObject({ kind: 'sound', entries: 2, pruned: 3 });
    });

    it('can lose everything it has, and goes on', async () => {
      await append('a');
      await clock.advance(DAY);
      expect(await store.prune(now())).toBe(2);
      expect(await verify(store)).toMatchObject({ kind: 'sound', entries: 0, pruned: 2 });
      await append('b');
      expect(await verify(store)).toMatchObject({ kind: 'sound', entries: 1 });
    });

    it('cannot be forged by somebody who has the hashes and not the key', async () => {
      await append('a');
      await allowTampering(database);
      const [last] = (await rows()).slice(-1);
      const { sequence = 0, hash = '' } = last ?? {};
      // Any key but the one that is sealed.
      const forged = chain(sampleKey.secret, {
        sequence: sequence + 1,
        occurredAt: now(),
        actor: 'command line',
        action: 'key.created',
        object: null,
        space: null,
        outcome: 'done',
        details: null,
        previousHash: hash,
      });
      await database.change((changes) =>
        changes
          .insertInto('audit_entries')
          .values({
            sequence: forged.sequence,
            occurred_at: forged.occurredAt,
            actor: forged.actor,
            action: forged.action,
            object: null,
            space_id: null,
            outcome: forged.outcome,
            details: null,
            previous_hash: forged.previousHash,
            hash: forged.hash,
            mac: forged.mac,
          })
          .execute(),
      );
      expect(await verify(store)).toEqual(brokenAt(3, /MAC is wrong/));
    });
  },
);
