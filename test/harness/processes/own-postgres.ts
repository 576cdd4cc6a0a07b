import { execFileSync, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-ports.js';
import { queryPostgres } from './query-postgres.js';
import { until } from './until.js';

/** Postgres refuses to run as root. */
const USER = 'postgres';
const MAX_START_MS = 120_000;
const MAX_STOP_MS = 5000;

/** Why there can be none here; undefined if there can. */
export function ownPostgresObstacle(): string | undefined {
  return postgresPrograms() === undefined ? 'initdb of Postgres is missing' : undefined;
}

interface Place {
  /** What starts it elsewhere, such as in a network namespace; `address` is then how it is reached. */
  readonly within?: readonly string[];
  readonly address?: string;
  readonly listen?: string;
  /** Postgres's own settings, such as `ssl=on`. They are given the folder, to put files there first. */
  readonly settings?: (folder: string) => readonly string[];
}

/** A Postgres of a test's or a run's own: it may be stopped, started again, and set up in any way. */
export class OwnPostgres {
  /** Also for other files. It goes with Postgres. */
  readonly folder = mkdtempSync(join(tmpdir(), 'notion-own-postgres-'));
  /** As anybody here reaches it. */
  url = '';
  port = 0;
  #child: ChildProcess | undefined;
  #command: readonly string[] = [];
  #log = 0;
  readonly #atExit = (): void => this.kill();

  async start({
    within = [],
    address = '127.0.0.1',
    listen = '127.0.0.1',
    settings = () => [],
  }: Place = {}): Promise<void> {
    process.once('exit', this.#atExit);
    // Postgres may run as another user.
    chmodSync(this.folder, 0o755);
    this.#log = openSync(join(this.folder, 'postgres.log'), 'a');
    this.port = await freePort();
    this.url = `postgres://${USER}@${address}:${this.port}/postgres`;
    const programs = postgresPrograms() ?? '';
    const data = join(this.folder, 'data');
    mkdirSync(data);
    const as = rightsOf(data);
    const initdb = [...as, join(programs, 'initdb'), '-D', data, '-A', 'trust', '-N', '-U', USER];
    execFileSync(initdb[0] ?? '', initdb.slice(1), { stdio: this.#output, cwd: this.folder });
    // Only who reaches the address that it listens on can ask: this machine, or the namespaces.
    appendFileSync(join(data, 'pg_hba.conf'), 'host all all 0.0.0.0/0 trust\n');
    const place = ['-D', data, '-k', data, '-h', listen, '-p', String(this.port)];
    const chosen = settings(this.folder).flatMap((setting) => ['-c', setting]);
    this.#command = [...within, ...as, join(programs, 'postgres'), ...place, ...chosen];
    await this.again();
  }

  /** Starts it on the data that it had. */
  async again(): Promise<void> {
    const [program = '', ...parameters] = this.#command;
    this.#child = spawn(program, parameters, { stdio: this.#output, cwd: this.folder });
    if (!(await until(() => this.#answers(), { withinMs: MAX_START_MS, everyMs: 100 }))) {
      throw new Error('Postgres does not start.');
    }
  }

  /** As an administrator does: connections end, nothing that was committed is lost. */
  async stop(): Promise<void> {
    if (this.#child !== undefined && this.#isRunning) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGINT');
      await Promise.race([gone, delay(MAX_STOP_MS, undefined, { ref: false })]);
    }
  }

  /** Stops it for good. */
  async remove(): Promise<void> {
    await this.stop();
    this.kill();
    process.removeListener('exit', this.#atExit);
    closeSync(this.#log);
  }

  /** At once, where nobody can wait. */
  kill(): void {
    if (this.#isRunning) {
      this.#child?.kill('SIGQUIT');
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  get #isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  get #output(): StdioOptions {
    return ['ignore', this.#log, this.#log];
  }

  #answers(): Promise<boolean> {
    return queryPostgres(`${this.url}?connect_timeout=1`, 'select 1').then(
      () => true,
      () => false,
    );
  }
}

/** The folder of Postgres's own programs; undefined where they are not installed. */
function postgresPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted().toReversed() : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), '/usr/local/bin', '/usr/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** What a command begins with so that Postgres takes it; the data is given to the same user. */
function rightsOf(data: string): readonly string[] {
  if (process.getuid?.() !== 0) {
    return [];
  }
  const idOf = (what: string): number => Number(execFileSync('id', [what, USER]));
  const [user, group] = [idOf('-u'), idOf('-g')];
  chownSync(data, user, group);
  // It becomes the program itself, so that signals arrive there.
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--init-groups', '--'];
}
