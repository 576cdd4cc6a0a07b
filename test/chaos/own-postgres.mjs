import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Postgres refuses to run as root. */
const USER = 'postgres';

/** The folder of Postgres's own programs; undefined where they are not installed. */
export function postgresPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted().toReversed() : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), '/usr/local/bin', '/usr/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** A Postgres for this run alone, started by `within` (such as in a network namespace). */
export class OwnPostgres {
  #child;

  async start({ folder, within, address, log }) {
    const programs = postgresPrograms();
    const data = join(folder, 'postgres');
    mkdirSync(data);
    const [user, group] = ['-u', '-g'].map((what) => Number(execFileSync('id', [what, USER])));
    chownSync(data, user, group);
    const as = ['runuser', '-u', USER, '--'];
    execFileSync(as[0], [...as.slice(1), join(programs, 'initdb'), '-D', data, '-A', 'trust', '-N'], {
      stdio: ['ignore', log, log],
      cwd: dirname(data),
    });
    this.#letEverybodyIn(data);
    const [program, ...parameters] = [
      ...within,
      ...as,
      join(programs, 'postgres'),
      '-D',
      data,
      '-k',
      data,
      '-h',
      '0.0.0.0',
    ];
    this.#child = spawn(program, parameters, { stdio: ['ignore', log, log], cwd: data });
    await ready(`postgres://${USER}@${address}/postgres`);
  }

  /** Only who is in the namespaces can ask. */
  #letEverybodyIn(data) {
    appendFileSync(join(data, 'pg_hba.conf'), 'host all all 0.0.0.0/0 trust\n');
  }

  async stop() {
    if (this.#child?.exitCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGINT');
      await Promise.race([gone, delay(5000)]);
    }
  }
}

async function ready(url) {
  for (let left = 100; ; left -= 1) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (left === 0) {
        throw error;
      }
      await delay(100);
    }
  }
}
