import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../src/clock.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { migrationNames, SchemaError } from '../../../src/database/migrate.js';
import { openPostgres } from '../../../src/database/postgres/postgres.js';
import {
  acquireLease,
  recordRefreshStart,
  releaseLease,
  renewLease,
} from '../../../src/credentials/refresh/refresh-lease.js';
import { UnavailableError } from '../../../src/errors.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { TcpProxy } from '../../support/servers/tcp-proxy.js';
import { bot } from '../../credentials/fakes/sample-authorization.js';
import { race } from '../../credentials/processes/spawn.js';

const onPostgres = hasPostgres ? describe : describe.skip;

onPostgres('the Postgres database', () => {
  let schema: TestSchema;
  const opened: CredentialsDatabase[] = [];

  beforeEach(async () => {
    schema = await createSchema();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    await schema.drop();
  });

  const open = async (name?: string) => {
    const database = await openPostgres(schema.settings(name), systemClock);
    opened.push(database);
    return database;
  };

  it('is opened by many processes at once, and migrated by one', async () => {
    const reports = await race(6, 'open-database.mjs', schema.settings().url);
    expect(reports).toEqual(Array.from({ length: 6 }, () => 'opened'));
    const applied = await (
      await open()
    ).queries
      .selectFrom('schema_migrations')
      .select('name')
      .orderBy('name')
      .execute();
    expect(applied.map(({ name }) => name)).toEqual(migrationNames);
  });

  it('is refused when a newer version has changed it', async () => {
    const database = await open();
    await database.change((changes) =>
      changes.insertInto('schema_migrations').values({ name: '9999-later', applied_at: 'later' }).execute(),
    );
    await expect(open()).rejects.toThrow(SchemaError);
  });

  it('refuses to truncate the log', async () => {
    await open();
    await expect(schema.query(`truncate ${schema.name}.events cascade`)).rejects.toThrow('never deleted');
  });

  it('is not reached in clear where TLS is demanded', async () => {
    const settings = schema.settings();
    const url = new URL(settings.url);
    url.searchParams.set('sslmode', 'require');
    await expect(openPostgres({ ...settings, url: url.href }, systemClock)).rejects.toThrow(UnavailableError);
  });

  it('keeps a lease as long as its holder is there, whatever the clocks of the machines say', async () => {
    const [first, second] = [await open('holder'), await open('other')];
    const ages = [new Date(0), new Date(), new Date('2099-01-01T00:00:00Z')];
    const lease = await acquireLease(first, bot(1), 'first', new Date(0), 1);
    if (lease === undefined) {
      throw new Error('The lease was refused.');
    }
    for (const now of ages) {
      expect(await acquireLease(second, bot(1), 'second', now, 1)).toBeUndefined();
    }
    await schema.endConnections('holder');
    const next = await acquireLease(second, bot(1), 'second', new Date(0), 8000);
    expect(next?.fenceToken).toBe(2);
    expect(await renewLease(first, lease, new Date(), 8000)).toBe(false);
    await releaseLease(first, lease);
    expect(await acquireLease(first, bot(1), 'third', new Date(), 8000)).toBeUndefined();
  });

  it('gives a holder that lost no more than its connection the time to come back', async () => {
    const [first, second] = [await open('holder'), await open('other')];
    const lease = await acquireLease(first, bot(1), 'first', new Date(), 8000);
    if (lease === undefined) {
      throw new Error('The lease was refused.');
    }
    expect(await recordRefreshStart(first, lease, 1, new Date())).toBe('first');
    await schema.endConnections('holder');
    expect(await acquireLease(second, bot(1), 'second', new Date(), 8000)).toBeUndefined();
    expect(await renewLease(first, lease, new Date(), 8000)).toBe(true);
    expect(await acquireLease(second, bot(1), 'second', new Date(), 8000)).toBeUndefined();
    await releaseLease(first, lease);
    expect(await acquireLease(second, bot(1), 'second', new Date(), 8000)).toBeDefined();
  });
});

onPostgres('a way to Postgres that fails', () => {
  let schema: TestSchema;
  let proxy: TcpProxy;
  let database: CredentialsDatabase;

  beforeAll(async () => {
    schema = await createSchema();
    const url = new URL(schema.settings().url);
    proxy = new TcpProxy(url.hostname, Number(url.port || 5432));
    await proxy.open();
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    database = await openPostgres({ url: url.href, connections: 3, timeout: 1000 }, systemClock);
  });
  afterAll(async () => {
    await database.close();
    await proxy.close();
    await schema.drop();
  });

  const read = () => database.queries.selectFrom('service_keys').selectAll().execute();
  const write = (id: string) =>
    database.change((changes) =>
      changes.insertInto('connection_uses').values({ connection_id: id, last_used_at: 'now' }).execute(),
    );

  it('costs nobody an error where the server is back soon', async () => {
    await Promise.all([read(), read(), read()]);
    await proxy.close();
    const calls = [read(), write('one'), read(), write('two')];
    setTimeout(() => void proxy.open(), 700);
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(
      calls.map(() => 'fulfilled'),
    );
  });

  it('is told as an error that calling again gets over, and is gone when the server is back', async () => {
    await proxy.close();
    const failures = await Promise.all(
      [read(), write('three')].map((call) => call.catch((error: unknown) => error)),
    );
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(UnavailableError);
      expect((failure as UnavailableError).advice).toBe('Call again in a few seconds.');
    }
    await proxy.open();
    await write('four');
    expect(await read()).toEqual([]);
  });

  it('is noticed where nothing answers any more, in a transaction and outside of one', async () => {
    await read();
    proxy.cut();
    const failures = await Promise.all(
      [read(), write('five')].map((call) => call.catch((error: unknown) => error)),
    );
    expect(failures.every((failure) => failure instanceof UnavailableError)).toBe(true);
    proxy.mend();
    await write('six');
    const uses = await schema.query<{ connection_id: string }>(
      `select connection_id from ${schema.name}.connection_uses order by 1`,
    );
    expect(uses.map(({ connection_id: id }) => id)).toEqual(['four', 'one', 'six', 'two']);
  });

  it('undoes a transaction that it breaks, and says so', async () => {
    const broken = database.change(async (changes) => {
      await changes
        .insertInto('connection_uses')
        .values({ connection_id: 'seven', last_used_at: 'now' })
        .execute();
      await proxy.close();
      await proxy.open();
      await changes
        .insertInto('connection_uses')
        .values({ connection_id: 'eight', last_used_at: 'now' })
        .execute();
    });
    await expect(broken).rejects.toThrow(UnavailableError);
    expect(
      await schema.query(`select 1 from ${schema.name}.connection_uses where connection_id > 's'`),
    ).toHaveLength(2);
  });
});
