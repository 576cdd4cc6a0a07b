import { chmod, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Credentials } from '../../../src/credentials/credentials.js';
import { migrationNames, SchemaError } from '../../../src/database/migrate.js';
import { openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';
import { RotatingEndpoint } from '../../credentials/fakes/rotating-endpoint.js';
import { authorization, space } from '../../credentials/fakes/sample-authorization.js';
import { credentialsOn, storeOn } from '../../credentials/fakes/sample-store.js';
import { race } from '../../credentials/processes/spawn.js';
import { countTurns, spin } from '../../support/event-loop.js';

const here = space('here');

describe('the SQLite file', () => {
  let folder: string;
  let path: string;
  const clock = new ManualClock();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credentials-'));
    path = join(folder, 'state', 'credentials.db');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const connect = (credentials: Credentials, endpoint: RotatingEndpoint) =>
    credentials.recordConnection({
      spaceId: here,
      authorization: authorization({ pair: endpoint.consent() }),
      by: 'test',
    });

  it('is opened by many processes at once, and migrated by one', async () => {
    const reports = await race(6, 'open-database.mjs', path);
    expect(reports).toEqual(Array.from({ length: 6 }, () => 'opened'));

    const database = await openSqlite(path, clock);
    const applied = await database.queries.selectFrom('schema_migrations').select('name').execute();
    expect(applied.map(({ name }) => name)).toEqual(migrationNames);
    await database.close();
  });

  it('leaves turns of the event loop to other work, however many ask for it at once', async () => {
    const database = await openSqlite(path, clock);
    const turns = countTurns();
    await Promise.all(
      Array.from({ length: 30 }, () =>
        database.change(async (changes) => {
          await changes.selectFrom('schema_migrations').select('name').execute();
          spin(2);
        }),
      ),
    );
    expect(turns()).toBeGreaterThan(4);
    await database.close();
  });

  it('is refused when a newer version has changed it', async () => {
    const database = await openSqlite(path, clock);
    await database.change((changes) =>
      changes.insertInto('schema_migrations').values({ name: '9999-later', applied_at: 'later' }).execute(),
    );
    await database.close();
    await expect(openSqlite(path, clock)).rejects.toThrow(SchemaError);
  });

  it('is readable by its owner only, with all files beside it', async () => {
    const database = await openSqlite(path, clock);
    await connect(
      credentialsOn(storeOn(database, clock), new RotatingEndpoint(clock)),
      new RotatingEndpoint(clock),
    );
    const modes = await Promise.all(
      [join(folder, 'state'), path, `${path}-wal`, `${path}-shm`].map(
        async (name) => (await stat(name)).mode,
      ),
    );
    expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '600', '600', '600']);
    await database.close();
    await chmod(path, 0o644);
    await (await openSqlite(path, clock)).close();
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
  });

  it('holds no token in clear, at any time', async () => {
    const endpoint = new RotatingEndpoint(clock);
    const credentials = credentialsOn(storeOn(await openSqlite(path, clock), clock), endpoint);
    const { id } = await connect(credentials, endpoint);
    for (let round = 0; round < 3; round += 1) {
      const { version } = await credentials.accessTokenOf(here, id);
      await credentials.refreshAfterUnauthorized(here, id, version);
    }
    await expectNoTokens();
    await credentials.disconnect(here, id, 'test');
    await credentials.close();
    await expectNoTokens();
  });

  async function expectNoTokens(): Promise<void> {
    const names = await readdir(join(folder, 'state'));
    // A file beside the database may vanish while it is closed; then it holds nothing.
    const contents = await Promise.all(
      names.map((name) => readFile(join(folder, 'state', name), 'latin1').catch(() => '')),
    );
    expect(contents.join('')).toContain('NotionIntegrationConnected');
    expect(contents.join('')).not.toMatch(/ntn_|nrt_|sample_access|sample_refresh/u);
  }
});
