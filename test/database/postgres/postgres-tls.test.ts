import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { systemClock } from '../../../src/clock.js';
import { openPostgres } from '../../../src/database/postgres/postgres.js';
import { UnavailableError } from '../../../src/errors.js';
import { OwnPostgres } from '../../harness/processes/own-postgres.js';
import { canHaveOwnPostgres } from '../../support/databases/postgres.js';

/** A certificate authority that no system trusts, and what it has signed for the server `localhost`. */
function makeCertificates(folder: string): void {
  const openssl = (...parameters: string[]): void => {
    execFileSync('openssl', parameters, { cwd: folder, stdio: 'ignore' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  for (const name of ['ca', 'stranger']) {
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
      '-subj',
      `/CN=${name}`,
    );
  }
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'server.ext'), 'subjectAltName=DNS:localhost\n');
  const signed = [
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'server.ext',
  ];
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.crt', ...signed);
}

(canHaveOwnPostgres ? describe : describe.skip)('a Postgres with a certificate of its own authority', () => {
  let postgres: OwnPostgres;

  beforeAll(async () => {
    postgres = new OwnPostgres();
    await postgres.start({
      settings: (folder) => {
        makeCertificates(folder);
        const key = join(folder, 'server.key');
        chmodSync(key, 0o600);
        if (process.getuid?.() === 0) {
          chownSync(key, Number(execFileSync('id', ['-u', 'postgres'])), 0);
        }
        return ['ssl=on', `ssl_cert_file=${join(folder, 'server.crt')}`, `ssl_key_file=${key}`];
      },
    });
  });
  afterAll(() => postgres.remove());

  const open = (host: string, sslmode: string, authority?: string) => {
    const url = new URL(`postgres://postgres@${host}:${postgres.port}/postgres`);
    url.searchParams.set('sslmode', sslmode);
    if (authority !== undefined) {
      url.searchParams.set('sslrootcert', join(postgres.folder, `${authority}.crt`));
    }
    return openPostgres({ url: url.href, connections: 2, timeout: 5000 }, systemClock);
  };

  it.each(['verify-full', 'verify-ca', 'require'])('is reached with sslmode=%s, encrypted', async (mode) => {
    const database = await open('localhost', mode, 'ca');
    const { rows } = await database.change((changes) =>
      sql`select version from pg_stat_ssl where pid = pg_backend_pid()`.execute(changes),
    );
    await database.close();
    expect(rows).toEqual([{ version: 'TLSv1.3' }]);
  });

  it('is refused where nobody can know who answers, whatever libpq means by the mode', async () => {
    const refused = await Promise.allSettled([
      open('localhost', 'verify-full', 'stranger'),
      open('localhost', 'verify-full'),
      open('127.0.0.1', 'verify-full', 'ca'),
      open('127.0.0.1', 'verify-ca', 'ca'),
      open('localhost', 'require'),
    ]);
    expect(
      refused.map((each) => each.status === 'rejected' && each.reason instanceof UnavailableError),
    ).toEqual(refused.map(() => true));
  });
});
