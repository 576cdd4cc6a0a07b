import { inspectPostgres } from '../../database/postgres/inspect-postgres.js';
import { failureCode } from '../../database/postgres/postgres-failure.js';
import { readSchemaState } from '../../database/migrate.js';
import { fail, ok, warn } from '../finding.js';
/** Problem and remedy by Postgres's and network error codes. */
const FAILURES = [
    [
        /^ECONNREFUSED$/,
        'Nothing is listening there.',
        'Start Postgres, or correct host and port in DATABASE_URL.',
    ],
    [/^(ENOTFOUND|EAI_AGAIN)$/, 'Its host name cannot be resolved.', 'Correct the host in DATABASE_URL.'],
    [
        /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|no answer)$/,
        'It does not respond.',
        'Allow connections from this machine: check firewalls, security groups and the network.',
    ],
    [
        /^NO_TLS$/,
        'It does not support TLS.',
        'Enable TLS in Postgres, or set sslmode=disable on a trusted network.',
    ],
    [/CERT|SSL|TLS|SIGNATURE/, 'Its certificate is not trusted.', 'Add sslrootcert=<path> to DATABASE_URL.'],
    [/^28/, 'It does not accept the user or the password.', 'Correct both in DATABASE_URL.'],
    [/^3D000$/, 'There is no such database.', 'Create it, or correct the name in DATABASE_URL.'],
    [
        /^42501$/,
        'The user lacks the necessary permissions.',
        'Grant it all privileges on the schema and its tables.',
    ],
    [/^25006$/, 'It is read-only.', 'Point DATABASE_URL to the primary server, not to a standby.'],
    [/^53300$/, 'It has no connections left.', 'Lower DATABASE_CONNECTIONS, or raise max_connections.'],
    [/^57P03$/, 'It is starting or stopping.', 'Run doctor again in a minute.'],
];
/** Connects to the database and checks it. The caller closes it. */
export async function checkPostgres(settings) {
    const name = nameOf(settings);
    let database;
    try {
        database = await inspectPostgres(settings);
        const { missing, unknown } = await readSchemaState(database.queries);
        const [newer] = unknown;
        if (newer !== undefined) {
            const finding = fail('database', `${name} was used by a newer version (migration ${newer}).`, 'Run that version, or restore a backup from before the update.');
            return { database, finding };
        }
        await database.tryToWrite();
        if (missing.length === 0) {
            return { database, finding: ok('database', `${name} responds, is up to date and writable.`) };
        }
        const finding = warn('database', `${name} has an older schema; pending migrations: ${missing.length}.`, 'The next start of any other command applies them. Back up the database first.');
        return { database: await closed(database), finding };
    }
    catch (error) {
        return { database: await closed(database), finding: explain(name, codeOf(error)) };
    }
}
/** The driver has no codes for its own failures. */
function codeOf(error) {
    const isWithoutTls = error instanceof Error && error.message.includes('does not support SSL');
    return failureCode(error) ?? (isWithoutTls ? 'NO_TLS' : 'no answer');
}
async function closed(database) {
    await database?.close();
}
function explain(name, code) {
    // No tables of this program: `undefined_table`, or `invalid_schema_name`.
    if (/^(42P01|3F000)$/.test(code)) {
        return ok('database', `${name} responds and is empty; the next start of any other command creates the tables.`);
    }
    const [, problem, advice] = FAILURES.find(([pattern]) => pattern.test(code)) ?? [
        undefined,
        'It cannot be used.',
        'Look up the code in the Postgres manual, under error codes.',
    ];
    return fail('database', `${name}: ${problem} (${code})`, advice);
}
/** Without user and password: people paste it into bug reports. */
function nameOf({ url }) {
    const { host, pathname } = new URL(url);
    return `Postgres at ${host}${pathname}`;
}
