import type { InspectedDatabase } from '../../database/database.js';
import { inspectPostgres } from '../../database/postgres/inspect-postgres.js';
import { failureCode } from '../../database/postgres/postgres-failure.js';
import type { PostgresSettings } from '../../database/postgres/postgres-settings.js';
import { readSchemaState } from '../../database/migrate.js';
import type { DatabaseCheck } from './check-database.js';
import { fail, ok, warn, type Finding } from '../finding.js';

/** Postgres's codes for what is wrong, and the codes of the way to it: what is so, and what to do. */
const FAILURES: readonly (readonly [RegExp, string, string])[] = [
  [/^ECONNREFUSED$/, 'Nothing listens there.', 'Start Postgres, or correct host and port in DATABASE_URL.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'The name of its host is not found.', 'Correct the host in DATABASE_URL.'],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|no answer)$/,
    'It does not answer.',
    'Let this machine through to it: check firewalls, security groups and the network.',
  ],
  [
    /^NO_TLS$/,
    'It does not speak TLS.',
    'Turn TLS on in Postgres, or set sslmode=disable where nobody can listen.',
  ],
  [/CERT|SSL|TLS|SIGNATURE/, 'Its certificate is not trusted.', 'Add sslrootcert=<path> to DATABASE_URL.'],
  [/^28/, 'It does not accept the user or the password.', 'Correct both in DATABASE_URL.'],
  [/^3D000$/, 'There is no such database.', 'Create it, or correct the name in DATABASE_URL.'],
  [
    /^42501$/,
    'The user may not do what the program needs.',
    'Grant it all rights on the schema and its tables.',
  ],
  [/^25006$/, 'It takes no writes.', 'Let DATABASE_URL lead to the primary server and not to a standby.'],
  [/^53300$/, 'It has no connection left.', 'Lower DATABASE_CONNECTIONS, or raise max_connections.'],
  [/^57P03$/, 'It is starting or stopping.', 'Run doctor again in a minute.'],
];

/** Connects to the database and looks at it. Whoever calls closes it. */
export async function checkPostgres(settings: PostgresSettings): Promise<DatabaseCheck> {
  const name = nameOf(settings);
  let database: InspectedDatabase | undefined;
  try {
    database = await inspectPostgres(settings);
    const { missing, unknown } = await readSchemaState(database.queries);
    const [newer] = unknown;
    if (newer !== undefined) {
      const finding = fail(
        'database',
        `${name} was used by a newer version (migration ${newer}).`,
        'Run that version, or restore a dump from before the update.',
      );
      return { database, finding };
    }
    await database.tryToWrite();
    if (missing.length === 0) {
      return { database, finding: ok('database', `${name} answers, is up to date and can be written to.`) };
    }
    const finding = warn(
      'database',
      `${name} is of an older version; ${missing.length} of its migrations are to come.`,
      'The next start of any other command brings them. Make a dump before that.',
    );
    return { database: await closed(database), finding };
  } catch (error) {
    return { database: await closed(database), finding: explain(name, codeOf(error)) };
  }
}

/** The driver has no codes for its own failures. */
function codeOf(error: unknown): string {
  const isWithoutTls = error instanceof Error && error.message.includes('does not support SSL');
  return failureCode(error) ?? (isWithoutTls ? 'NO_TLS' : 'no answer');
}

async function closed(database: InspectedDatabase | undefined): Promise<undefined> {
  await database?.close();
}

function explain(name: string, code: string): Finding {
  // No table of this program: `undefined_table`, or `invalid_schema_name`.
  if (/^(42P01|3F000)$/.test(code)) {
    return ok(
      'database',
      `${name} answers and is empty; the first start of any other command makes the tables.`,
    );
  }
  const [, problem, advice] = FAILURES.find(([pattern]) => pattern.test(code)) ?? [
    undefined,
    'It cannot be used.',
    'Look the code up in the manual of Postgres, under error codes.',
  ];
  return fail('database', `${name}: ${problem} (${code})`, advice);
}

/** Without user and password: people paste it into bug reports. */
function nameOf({ url }: PostgresSettings): string {
  const { host, pathname } = new URL(url);
  return `Postgres at ${host}${pathname}`;
}
