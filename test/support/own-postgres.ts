import { chmodSync, closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnPostgres, ownPostgresObstacle } from '../chaos/own-postgres.mjs';
import { freePort } from './spaces-server.js';

/** Whether tests can have a Postgres of their own. Where not, it is said loudly; a build has to be able to. */
export const canHaveOwnPostgres = isPossible();

/** A Postgres of one test file: it may be stopped, started again, and set up in any way. */
export interface TestPostgres {
  readonly server: OwnPostgres;
  readonly port: number;
  /** Also for other files of the test. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Makes and starts one. `prepare` is given the folder first, and tells Postgres's own settings. */
export async function startOwnPostgres(
  prepare: (folder: string) => readonly string[] = () => [],
): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'notion-own-postgres-'));
  // Postgres may run as another user.
  chmodSync(folder, 0o755);
  const log = openSync(join(folder, 'postgres.log'), 'a');
  const server = new OwnPostgres();
  const port = await freePort();
  const end = (): void => server.kill();
  process.once('exit', end);
  await server.start({ folder, log, listen: '127.0.0.1', port, settings: prepare(folder) });
  return {
    server,
    port,
    folder,
    remove: async () => {
      await server.stop();
      process.removeListener('exit', end);
      closeSync(log);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function isPossible(): boolean {
  const obstacle = ownPostgresObstacle();
  if (obstacle === undefined) {
    return true;
  }
  if (process.env['CI'] === 'true') {
    throw new Error(`There can be no Postgres of a test's own: ${obstacle}.`);
  }
  process.stderr.write(`\nSKIPPED: the tests that stop and start Postgres: ${obstacle}.\n\n`);
  return false;
}
