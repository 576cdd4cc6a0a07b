import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuditStore } from '../../src/audit/audit-store.js';
import { verify } from '../../src/audit/verify.js';
import { rotateKeys } from '../../src/credentials/key-rotation/rotate-keys.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { resultHash } from '../../src/journal/journal-rows.js';
import { StoredJournal } from '../../src/journal/stored-journal.js';
import { verifyJournal, type JournalVerification } from '../../src/journal/verify-journal.js';
import { keyringOf, sealingKey } from '../../src/sealing/keys.js';
import { Sealer } from '../../src/sealing/seal.js';
import type { PlannedStep } from '../../src/workspace/changes/change-journal.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { sampleKey, storeOn } from '../credentials/fakes/sample-store.js';

const DAY = 86_400_000;
const SECRET = 'Salaries 2027';

const step: PlannedStep = {
  action: 'set',
  target: 'page',
  title: SECRET,
  before: { Status: 'In progress' },
  after: { Status: 'Done' },
};

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'the journal of changes on %s',
  (_name, adapter) => {
    let place: Place;
    let clock: ManualClock;
    let database: CredentialsDatabase;
    let auditStore: AuditStore;

    beforeEach(async () => {
      place = await adapter.prepare();
      clock = new ManualClock();
      database = await place.open(clock);
      auditStore = new AuditStore(storeOn(database, clock), randomBytes);
    });
    afterEach(async () => {
      await database.close();
      await place.dispose();
    });

    const journalOf = (actor = 'key 0123456789ab', connectionKey = 'one'): StoredJournal =>
      new StoredJournal(
        { ...storeOn(database, clock), auditStore, randomBytes },
        { actor, connectionKey, spaceId: 'red' },
      );
    const begin = async (journal = journalOf(), key?: string): Promise<string> => {
      const request = key === undefined ? undefined : { key, fingerprint: 'f' };
      const begun = await journal.begin({ tool: 'notion_set_properties', steps: [step], request });
      return 'id' in begun ? begun.id : `earlier ${begun.earlier.id}`;
    };
    const check = (): Promise<JournalVerification> => verifyJournal(database, auditStore, clock.now());

    it('keeps what was and what is, sealed', async () => {
      const journal = journalOf();
      const id = await begin(journal);
      await journal.end(id, 0, { kind: 'saved', ids: ['page'] });
      await journal.answered(id, 'Done.');
      expect(await journal.find(id)).toMatchObject({
        id,
        steps: [step],
        isUndone: false,
        answer: 'Done.',
      });
      expect((await journal.find(id))?.outcomes.get(0)).toMatchObject({ kind: 'saved', ids: ['page'] });
      const rows = await database.queries.selectFrom('change_entries').selectAll().execute();
      const audited = await database.queries.selectFrom('audit_entries').selectAll().execute();
      expect(JSON.stringify([rows, audited])).not.toContain(SECRET);
    });

    it('opens after the sealing key was rotated, and is still as it was recorded', async () => {
      const id = await begin();
      const next = keyringOf(sealingKey(Buffer.alloc(32, 8)), [sampleKey]);
      await rotateKeys(storeOn(database, clock, next));
      const rotated = new StoredJournal(
        { ...storeOn(database, clock, next), auditStore, randomBytes },
        { actor: 'key 0123456789ab', connectionKey: 'one', spaceId: 'red' },
      );
      expect((await rotated.find(id))?.steps).toEqual([step]);
      const { macs } = storeOn(database, clock, next).database;
      const store = new AuditStore(storeOn(database, clock, next), randomBytes);
      expect((await verifyJournal({ ...database, macs }, store, clock.now())).faults).toEqual([]);
    });

    it('gives no caller the change of another caller, connection or space', async () => {
      const id = await begin();
      expect(await journalOf('key ffffffffffff').find(id)).toBeUndefined();
      expect(await journalOf(undefined, 'two').find(id)).toBeUndefined();
      expect(await journalOf('key ffffffffffff').last()).toBeUndefined();
    });

    it('begins a request of one name once, for a day, and for its own caller only', async () => {
      const id = await begin(undefined, 'k');
      expect(await begin(undefined, 'k')).toBe(`earlier ${id}`);
      expect(await begin(journalOf('key ffffffffffff'), 'k')).not.toContain('earlier');
      await clock.advance(DAY + 1);
      expect(await begin(undefined, 'k')).not.toContain('earlier');
    });

    it('knows what was made through the connection, by whomever', async () => {
      const journal = journalOf();
      await journal.end(await begin(journal), 0, { kind: 'saved', ids: ['a', 'b', 'c'] });
      expect([...(await journalOf('app other').recorded(['c', 'a', 'd']))]).toEqual(['a', 'c']);
      expect([...(await journalOf('app other').recorded([]))]).toEqual([]);
      expect([...(await journalOf(undefined, 'two').recorded(['a']))]).toEqual([]);
    });

    it('knows what was made among more ids than one query takes', async () => {
      const journal = journalOf();
      const ids = Array.from({ length: 1201 }, (_, at) => `id ${at}`);
      await journal.end(await begin(journal), 0, { kind: 'saved', ids: ['id 0', 'id 500', 'id 1200'] });
      expect([...(await journal.recorded(ids))]).toEqual(['id 0', 'id 500', 'id 1200']);
    });

    it('knows what was made before results were, and opens nothing newer for that', async () => {
      const journal = journalOf();
      const change = await begin(journal);
      await journal.end(change, 0, { kind: 'saved', ids: ['a', 'b'] });
      await clock.advance(DAY);
      await database.change(async (changes) => {
        await changes.deleteFrom('change_results').execute();
        const migrated = { applied_at: clock.now().toISOString() };
        await changes.updateTable('schema_migrations').set(migrated).execute();
      });
      await journal.end(await begin(journal), 0, { kind: 'saved', ids: ['c'] });
      await journal.end(await begin(journal), 0, { kind: 'saved', ids: [] });
      const opened = jest.spyOn(Sealer.prototype, 'open');
      expect([...(await journalOf('app other').recorded(['b', 'd']))]).toEqual(['b']);
      // What it names, and what it has changed.
      expect(opened).toHaveBeenCalledTimes(2);
      expect([...(await journalOf(undefined, 'two').recorded(['b']))]).toEqual([]);
      opened.mockRestore();
    });

    it('opens no entry of changes that were answered to know what others make', async () => {
      const [since, journal] = [clock.now(), journalOf()];
      for (const id of ['a', 'b', 'c', 'd']) {
        const change = await begin(journal);
        await journal.end(change, 0, { kind: 'saved', ids: [id] });
        await journal.answered(change, 'Done.');
      }
      const refused = await begin(journal);
      await journal.end(refused, 0, { kind: 'absent' });
      await journal.answered(refused);
      expect((await journal.find(refused))?.answer).toBeUndefined();
      const opened = jest.spyOn(Sealer.prototype, 'open');
      expect(await journalOf().unfinished(step, since)).toEqual([]);
      expect([...(await journalOf().recorded(['b']))]).toEqual(['b']);
      // What it names, and what it has changed.
      expect(opened).toHaveBeenCalledTimes(2);
      opened.mockRestore();
    });

    it('knows the steps of others whose end is not known', async () => {
      const [since, own] = [clock.now(), journalOf()];
      const [mine, cut, lost, done] = [await begin(own), await begin(), await begin(), await begin()];
      await journalOf().end(lost, 0, { kind: 'unknown' });
      await journalOf().answered(lost, 'It is not known.');
      await journalOf().end(done, 0, { kind: 'absent' });
      expect(await own.unfinished(step, since)).toEqual([step, step]);
      expect(await own.unfinished(step, since, cut)).toEqual([step]);
      expect(await journalOf().unfinished(step, since, mine)).toHaveLength(2);
      expect(await own.unfinished({ ...step, title: 'Another' }, since)).toEqual([]);
      expect(await journalOf(undefined, 'two').unfinished(step, since)).toEqual([]);
    });

    it('takes a change that was undone for ended: the undo has settled it', async () => {
      const [since, cut] = [clock.now(), await begin()];
      expect(await journalOf().unfinished(step, since)).toEqual([step]);
      await journalOf().undone(cut);
      expect(await journalOf().unfinished(step, since)).toEqual([]);
    });

    it('takes nothing from a row that somebody has copied from another connection', async () => {
      const journal = journalOf();
      await journal.end(await begin(journal), 0, { kind: 'saved', ids: ['a'] });
      const rows = await database.queries.selectFrom('change_entries').selectAll().execute();
      await database.change(async (changes) => {
        const copies = rows.map((row) => ({
          ...row,
          change_id: `copy ${row.change_id}`,
          connection_key: 'two',
        }));
        await changes.insertInto('change_entries').values(copies).execute();
        await changes
          .insertInto('change_results')
          .values(
            copies.map(({ change_id, step: at, occurred_at }) => ({
              change_id,
              step: at,
              occurred_at,
              id_hash: resultHash('two', 'a'),
            })),
          )
          .execute();
      });
      expect([...(await journalOf(undefined, 'two').recorded(['a']))]).toEqual([]);
    });

    it('is in the chain of the audit log', async () => {
      const journal = journalOf();
      await journal.end(await begin(journal), 0, { kind: 'unknown' });
      expect(await verify(auditStore)).toMatchObject({ kind: 'sound', entries: 3 });
      expect(await check()).toEqual({ sound: 2, faults: [] });
    });

    it('shows that an entry was removed, altered or added', async () => {
      const [removed, altered, copied] = [await begin(), await begin(), await begin()];
      await database.change(async (changes) => {
        await changes.deleteFrom('change_entries').where('change_id', '=', removed).execute();
        await changes
          .updateTable('change_entries')
          .set({ actor: 'somebody' })
          .where('change_id', '=', altered)
          .execute();
        const row = await changes
          .selectFrom('change_entries')
          .selectAll()
          .where('change_id', '=', copied)
          .executeTakeFirstOrThrow();
        await changes
          .insertInto('change_entries')
          .values({ ...row, change_id: 'forged' })
          .execute();
      });
      const { faults } = await check();
      expect([...faults].toSorted()).toEqual(
        [
          `Step ${removed} 0 was removed.`,
          `Step ${altered} 0 was altered.`,
          'Step forged 0 was added: the audit log does not know it.',
        ].toSorted(),
      );
    });

    it('forgets after 30 days, which is no fault', async () => {
      const journal = journalOf();
      const id = await begin(journal);
      await journal.end(id, 0, { kind: 'saved', ids: ['a'] });
      await clock.advance(31 * DAY);
      await begin();
      expect(await journalOf().find(id)).toBeUndefined();
      expect([...(await journalOf().recorded(['a']))]).toEqual([]);
      expect(await database.queries.selectFrom('change_results').selectAll().execute()).toEqual([]);
      expect((await check()).faults).toEqual([]);
    });
  },
);
