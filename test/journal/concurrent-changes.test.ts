import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditStore } from '../../src/audit/audit-store.js';
import { verify } from '../../src/audit/verify.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { StoredJournal } from '../../src/journal/stored-journal.js';
import { adapters, type Place } from '../credentials/contract/adapters.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { storeOn } from '../credentials/fakes/sample-store.js';

const PROCESSES = 4;
const CHANGES = 24;
/** Its beginning, its end and its answer. */
const ENTRIES_PER_CHANGE = 3;
const ENTRIES = CHANGES * ENTRIES_PER_CHANGE;
/**
 * Postgres lets the next transaction in a moment before it counts the last one as ended, and may take the two for concurrent:
 * then one is repeated, now and then on a busy machine. Without the queue it is one in five.
 */
const MOST_ATTEMPTS = ENTRIES * 1.1;

describe.each(adapters.filter(({ shared }) => shared).map((adapter) => [adapter.name, adapter] as const))(
  'changes of several processes at once on %s',
  (_name, adapter) => {
    let place: Place;
    let opened: readonly CredentialsDatabase[];
    const clock = new ManualClock();

    beforeEach(async () => {
      place = await adapter.prepare();
      opened = await Promise.all(Array.from({ length: PROCESSES }, () => place.open(clock)));
    });
    afterEach(async () => {
      await Promise.all(opened.map((database) => database.close()));
      await place.dispose();
    });

    it('are recorded at the first attempt, but for a few: they queue for the end of the audit log', async () => {
      let attempts = 0;
      const journals = opened.map((database) => {
        const store = storeOn(database, clock);
        const audit = new AuditStore(store, randomBytes);
        const auditStore: Pick<AuditStore, 'appendWithin'> = {
          appendWithin: (...parameters) => {
            attempts += 1;
            return audit.appendWithin(...parameters);
          },
        };
        return (at: number) =>
          new StoredJournal(
            { ...store, auditStore, randomBytes },
            { actor: `key ${at}`, connectionKey: 'one', spaceId: 'red' },
          );
      });
      await Promise.all(
        Array.from({ length: CHANGES }, async (_, at) => {
          const journal = journals[at % PROCESSES]?.(at);
          const begun = await journal?.begin({
            tool: 'notion_set_properties',
            steps: [],
            request: { key: 'k', fingerprint: 'f' },
          });
          const id = begun !== undefined && 'id' in begun ? begun.id : '';
          await journal?.end(id, 0, { kind: 'saved', ids: ['page'] });
          await journal?.answered(id, 'Done.');
        }),
      );
      expect(attempts).toBeGreaterThanOrEqual(ENTRIES);
      expect(attempts).toBeLessThan(MOST_ATTEMPTS);
      const [database] = opened;
      expect(database && (await verify(new AuditStore(storeOn(database, clock), randomBytes)))).toMatchObject(
        {
          kind: 'sound',
          // One more says that the log was begun.
          entries: ENTRIES + 1,
        },
      );
    });
  },
);
