import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { BrowserSessions } from '../../../src/oauth-server/consent/browser-sessions.js';
import { RecordStore } from '../../../src/oauth-server/records/record-store.js';
import { hashSecret } from '../../../src/http/secret.js';
import { systemClock } from '../../../src/clock.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { parsePersonId, type PersonId } from '../../../src/ids.js';
import { openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { sampleMacs, storeOn } from '../../credentials/fakes/sample-store.js';

/**
 * SQLite believes its indexes: whoever can write the file can make one find, under a value of their own, the unchanged row of
 * somebody else, MAC and all.
 */
let folder: string;
let path: string;
let database: CredentialsDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'misled-'));
  path = join(folder, 'credentials.db');
  database = sampleMacs(await openSqlite(path, systemClock));
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** From the next opening on the index of the table's key leads from the key of `decoy` to the table's only row. */
async function mislead(table: string, decoy: string): Promise<void> {
  await database.close();
  const file = new Libsql(path);
  const columns = `"${table}_decoy"`;
  const made = file.prepare(`select sql from sqlite_master where name = ?`).get(table) as { sql: string };
  file.exec(made.sql.replace(`"${table}"`, columns).replace(`"${table}_key"`, `"${table}_decoy_key"`));
  file.exec(
    `insert into ${columns} select * from ${table}; update ${columns} set ${decoy};
     update ${columns} set rowid = (select rowid from ${table})`,
  );
  file.exec('pragma writable_schema = on');
  const page = `(select rootpage from sqlite_master where name = 'sqlite_autoindex_${table}_decoy_1')`;
  file.exec(`update sqlite_master set rootpage = ${page} where name = 'sqlite_autoindex_${table}_1'`);
  file.close();
  database = sampleMacs(await openSqlite(path, systemClock));
}

it('a browser’s secret does not lead to the session of somebody else', async () => {
  const sessions = () => new BrowserSessions({ database, clock: systemClock, randomBytes, secure: true });
  const person = parsePersonId('0b0b0b0b-0000-4000-8000-000000000001') ?? ('' as PersonId);
  const response = { cookie: () => undefined } as unknown as Response;
  await sessions().begin({ headers: {} } as Request, response, { id: person, name: 'Ada' });
  const secret = 'B'.repeat(43);
  await mislead('browser_sessions', `secret_hash = '${hashSecret(secret)}'`);

  const found = await database.queries
    .selectFrom('browser_sessions')
    .selectAll()
    .where('secret_hash', '=', hashSecret(secret))
    .execute();
  // The database is misled: what it finds is the person's own row, under whichever hash.
  expect(found).toMatchObject([{ person_id: person, person_name: 'Ada' }]);
  const request = { headers: { cookie: `__Host-notion-person=${secret}` } } as Request;
  expect(await sessions().find(request)).toBeUndefined();
});

it('a token of one’s own does not lead to the token of somebody else', async () => {
  const records = () => new RecordStore(storeOn(database, systemClock));
  const end = new Date(Date.now() + 3_600_000);
  await records().put('AccessToken', 'theirs', { of: 'them' }, { expiresAt: end });
  const theirs = await database.queries.selectFrom('oauth_records').selectAll().executeTakeFirstOrThrow();
  await records().put('AccessToken', 'mine', { of: 'me' }, { expiresAt: end });
  const rows = await database.queries.selectFrom('oauth_records').selectAll().execute();
  const mine = rows.find(({ id_hash }) => id_hash !== theirs.id_hash);
  await records().remove('AccessToken', 'mine');
  await mislead('oauth_records', `id_hash = '${mine?.id_hash ?? ''}'`);

  const found = await database.queries
    .selectFrom('oauth_records')
    .selectAll()
    .where('model', '=', 'AccessToken')
    .where('id_hash', '=', mine?.id_hash ?? '')
    .execute();
  expect(found).toMatchObject([{ ciphertext: theirs.ciphertext, mac: theirs.mac }]);
  expect(await records().find('AccessToken', 'mine')).toBeUndefined();
});

it('a row of somebody else does not count as the one that was asked for, however genuine it is', () => {
  const row = database.macs.signed('browser_sessions', { secret_hash: 'theirs', person_id: 'Ada' });
  expect(database.macs.isGenuine('browser_sessions', row, { secret_hash: 'theirs' })).toBe(true);
  expect(database.macs.isGenuine('browser_sessions', row, { secret_hash: 'mine' })).toBe(false);
});
