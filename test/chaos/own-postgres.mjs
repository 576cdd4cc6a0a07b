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

/** Why there can be none here; undefined if there can. */
export function ownPostgresObstacle() {
  return postgresPrograms() === undefined ? 'initdb of Postgres is missing' : undefined;
}

/** A Postgres for this run alone, to be stopped and started again. */
export class OwnPostgres {
  #child;
  #command;
  #options;
  #url;

  /**
   * `folder` exists and lets others in; `log` is an open file. `within` is what starts it elsewhere, such as in a network
   * namespace; `address` is then how it is reached. `settings` are Postgres's own, such as `ssl=on`.
   */
  async start({
    folder,
    log,
    within = [],
    address = '127.0.0.1',
    listen = '0.0.0.0',
    port = 5432,
    settings = [],
  }) {
    const programs = postgresPrograms();
    const data = join(folder, 'postgres');
    mkdirSync(data);
    const as = rightsOf(data);
    const [initdb, ...parameters] = [...as, join(programs, 'initdb'), '-D', data, '-A', 'trust', '-N'];
    execFileSync(initdb, [...parameters, '-U', USER], { stdio: ['ignore', log, log], cwd: dirname(data) });
    this.#letEverybodyIn(data);
    const place = ['-D', data, '-k', data, '-h', listen, '-p', String(port)];
    const chosen = settings.flatMap((setting) => ['-c', setting]);
    this.#command = [...within, ...as, join(programs, 'postgres'), ...place, ...chosen];
    this.#options = { stdio: ['ignore', log, log], cwd: data };
    this.#url = `postgres://${USER}@${address}:${port}/postgres`;
    await this.again();
  }

  /** Starts it on the data that it had. */
  async again() {
    const [program, ...parameters] = this.#command;
    this.#child = spawn(program, parameters, this.#options);
    await ready(this.#url);
  }

  /** As an administrator does: connections end, nothing that was committed is lost. */
  async stop() {
    if (this.#isRunning) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGINT');
      await Promise.race([gone, delay(5000, undefined, { ref: false })]);
    }
  }

  /** At once, where nobody can wait. */
  kill() {
    if (this.#isRunning) {
      this.#child.kill('SIGQUIT');
    }
  }

  get #isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Only who reaches the address that it listens on can ask: this machine, or the namespaces. */
  #letEverybodyIn(data) {
    appendFileSync(join(data, 'pg_hba.conf'), 'host all all 0.0.0.0/0 trust\n');
  }
}

/** What a command begins with so that Postgres takes it; the data is given to the same user. */
function rightsOf(data) {
  if (process.getuid() !== 0) {
    return [];
  }
  const [user, group] = ['-u', '-g'].map((what) => Number(execFileSync('id', [what, USER])));
  chownSync(data, user, group);
  // It becomes the program itself, so that signals arrive there.
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--init-groups', '--'];
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
