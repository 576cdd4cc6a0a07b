import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { PostgresSettings } from '../../../src/database/postgres/postgres-settings.js';
import { isPossible } from '../../harness/is-possible.js';
import { ownPostgresObstacle } from '../../harness/processes/own-postgres.js';
import { unsettled } from '../../credentials/fakes/manual-clock.js';
import { isAsking } from './statements-in-flight.js';

/** A database that tests may make schemas in: each file has its own, and drops them. */
const SERVER = process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

unsettled.add(isAsking);

/** Whether there is one. Where there is none, whoever asks says so loudly; a build has to have one. */
export const hasPostgres = isPossible('the tests of Postgres', await obstacle());

/** The same of a Postgres of a test's own. */
export const canHaveOwnPostgres = isPossible('the tests that stop and start Postgres', ownPostgresObstacle());

/** A schema of its own in the test database, empty at first. */
export interface TestSchema {
  readonly name: string;
  /** `applicationName` is what the connections are called in `pg_stat_activity`. */
  settings(applicationName?: string): PostgresSettings;
  /** Asks the server itself. */
  query<Row extends object>(statement: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** Ends the connections of that name, as a restart of the server or a dead network would. */
  endConnections(applicationName: string): Promise<void>;
  drop(): Promise<void>;
}

// Idle connections do not keep a test process from ending.
const server = new pg.Pool({ connectionString: SERVER, max: 2, allowExitOnIdle: true });

/** Makes a schema. */
export async function createSchema(): Promise<TestSchema> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await server.query(`create schema ${name}`);
  const query: TestSchema['query'] = async <Row extends object>(
    statement: string,
    parameters: readonly unknown[] = [],
  ) => (await server.query<Row>(statement, [...parameters])).rows;
  return {
    name,
    settings: (applicationName = name) => {
      const url = new URL(SERVER);
      url.searchParams.set('options', `-c search_path=${name}`);
      url.searchParams.set('application_name', applicationName);
      return { url: url.href, connections: 4, timeout: 60_000 };
    },
    query,
    endConnections: async (applicationName) => {
      await query(
        'select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1',
        [applicationName],
      );
    },
    drop: async () => {
      await query(`drop schema ${name} cascade`);
    },
  };
}

async function obstacle(): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    const { host, pathname } = new URL(SERVER);
    return `no Postgres answers at ${host}${pathname} (${(error as { code?: string }).code}), see TEST_POSTGRES_URL`;
  }
}
