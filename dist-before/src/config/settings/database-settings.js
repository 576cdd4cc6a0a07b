import { callDeadline, connectionCount, databasePlace, postgresUrl } from '../setting-values.js';
/** Settings of an external database for connections, in place of the data folder. */
export const databaseSettings = {
    databaseUrl: {
        variable: 'DATABASE_URL',
        value: 'postgres://…',
        help: 'Postgres database for connections, which several machines may share; a file in DATA_FOLDER if not set',
        schema: postgresUrl,
    },
    databaseConnections: {
        variable: 'DATABASE_CONNECTIONS',
        option: 'database-connections',
        value: '<number>',
        help: 'maximum number of connections from this process to DATABASE_URL, plus one for refreshes',
        schema: connectionCount,
        // A statement takes a few milliseconds; Postgres has 100 connections by default, for all processes.
        defaultValue: '10',
    },
    databaseTimeout: {
        variable: 'DATABASE_TIMEOUT_SECONDS',
        option: 'database-timeout-seconds',
        value: '<seconds>',
        help: 'time limit for one statement to DATABASE_URL',
        schema: callDeadline,
        // A fifth of the default deadline of a call.
        defaultValue: '5',
    },
    migrateFrom: {
        variable: 'MIGRATE_FROM',
        option: 'from',
        value: '<database>',
        help: 'database that migrate-store reads; the one in DATA_FOLDER if not set',
        schema: databasePlace,
    },
    migrateTo: {
        variable: 'MIGRATE_TO',
        option: 'to',
        value: '<database>',
        help: 'empty database that migrate-store writes to; DATABASE_URL if not set',
        schema: databasePlace,
    },
};
