import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { systemClock } from '../../../src/clock.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { openPostgres } from '../../../src/database/postgres/postgres.js';
import type { PostgresSettings } from '../../../src/database/postgres/postgres-settings.js';
import { UnavailableError } from '../../../src/errors.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';

const onPostgres = hasPostgres ? describe : describe.skip;
/** Milliseconds between two looks at what Postgres does. */
const LOOK_MS = 20;
/** Looks after which what is looked for does not come: more than a busy machine needs. */
const MAX_LOOKS = 1000;

onPostgres('changes in turn', () => {
  let schema: TestSchema;
  const opened: CredentialsDatabase[] = [];
  /** Let the turns go that are still held: a test that fails leaves nothing waiting. */
  const held: (() => void)[] = [];

  beforeEach(async () => {
    schema = await createSchema();
  });
  afterEach(async () => {
    held.splice(0).forEach((end) => end());
    await Promise.all(opened.splice(0).map((database) => database.close()));
    await schema.drop();
  });

  const open = async (name: string, own: Partial<PostgresSettings> = {}, conflictRetry?: number) => {
    const database = await openPostgres({ ...schema.settings(name), ...own }, systemClock, {
      ...(conflictRetry !== undefined && { conflictRetry }),
    });
    opened.push(database);
    return database;
  };

  /** A process that has the turn; the returned function ends it. */
  const holdTurn = async (): Promise<() => Promise<void>> => {
    const holder = await open(`${schema.name} holder`);
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    let change = Promise.resolve();
    await new Promise<void>((resolve) => {
      change = holder.changeInTurn(() => {
        resolve();
        return ended;
      });
    });
    held.push(end);
    return () => {
      end();
      return change;
    };
  };
  /** When the transactions began that wait for a lock. */
  const waiting = async (name: string): Promise<readonly string[]> => {
    const rows = await schema.query<{ begun: string }>(
      `select xact_start::text as begun from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
      [name],
    );
    return rows.map(({ begun }) => begun);
  };
  const waitingUntil = async (name: string, isEnough: (begun: readonly string[]) => boolean) => {
    for (let looks = 0; !isEnough(await waiting(name)); looks += 1) {
      if (looks === MAX_LOOKS) {
        throw new Error('Nothing waits as it should.');
      }
      await delay(LOOK_MS);
    }
  };
  const failWith = (database: CredentialsDatabase, state: string): Promise<unknown> =>
    database
      .change((changes) => sql`do ${sql.raw(`$$ begin raise sqlstate '${state}'; end $$`)}`.execute(changes))
      .catch((error: unknown) => error);

  it('leave the other connections of their process to others, however many wait', async () => {
    const end = await holdTurn();
    const name = `${schema.name} many`;
    const database = await open(name, { connections: 2 });
    const changes = Promise.allSettled(
      Array.from({ length: 6 }, (_, at) => database.changeInTurn(() => Promise.resolve(at))),
    );
    await waitingUntil(name, ({ length }) => length > 0);
    expect(await database.queries.selectFrom('service_keys').selectAll().execute()).toEqual([]);
    expect(await waiting(name)).toHaveLength(1);
    await end();
    expect(await changes).toEqual([0, 1, 2, 3, 4, 5].map((value) => ({ status: 'fulfilled', value })));
  });

  it('see what the one before them has committed, whatever they waited for', async () => {
    const end = await holdTurn();
    const name = `${schema.name} next`;
    const [first, second] = [await open(name), await open(name)];
    const add = (database: CredentialsDatabase) =>
      database.changeInTurn(async (changes) => {
        const rows = await changes.selectFrom('connection_uses').selectAll().execute();
        await changes
          .insertInto('connection_uses')
          .values({ connection_id: String(rows.length), last_used_at: 'now' })
          .execute();
        return rows.length;
      });
    const added = Promise.all([add(first), add(second)]);
    await waitingUntil(name, ({ length }) => length === 2);
    await end();
    expect((await added).sort()).toEqual([0, 1]);
  });

  it('wait again where the time for a statement is over before their turn', async () => {
    const end = await holdTurn();
    const name = `${schema.name} patient`;
    const database = await open(name, { timeout: 1000 });
    let begun = 0;
    const change = database
      .changeInTurn(() => Promise.resolve((begun += 1)))
      .catch((error: unknown) => error);
    // Each attempt is a transaction of its own.
    const seen = new Set<string>();
    await waitingUntil(name, (starts) => {
      starts.forEach((start) => seen.add(start));
      return seen.size > 1;
    });
    await end();
    expect(await change).toBe(1);
  });

  it('tell at last that the database is busy', async () => {
    const end = await holdTurn();
    const database = await open(`${schema.name} short`, { timeout: 1000 }, 1000);
    const failure = await database.changeInTurn(() => Promise.resolve()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnavailableError);
    expect((failure as UnavailableError).message).toContain('is busy');
    await end();
  });

  it.each(['40001', '40P01'])('tell the same of a conflict that stays (%s)', async (state) => {
    const failure = await failWith(await open(schema.name, {}, 0), state);
    expect(failure).toBeInstanceOf(UnavailableError);
    expect((failure as UnavailableError).message).toContain('is busy');
    expect((failure as UnavailableError).advice).toBe('Call again in a few seconds.');
  });
});
