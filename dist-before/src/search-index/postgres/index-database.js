import { createPool } from '../../database/postgres/postgres.js';
import { ReconnectingPool } from '../../database/postgres/postgres-pool.js';
import { clientConfig } from '../../database/postgres/postgres-settings.js';
import { arrayOf, isRecord } from '../../text/json.js';
import { TABLES } from './index-tables.js';
/** Milliseconds to wait for an unavailable database. */
const RECONNECT_TIMEOUT_MS = 5000;
/** Milliseconds of network time allowed on top of the statement timeout. */
const NETWORK_MARGIN_MS = 1000;
/** With `set local` instead of options of the connection, which not every pooler in between takes. */
const BEGIN_FINDING = 'begin read only; set local enable_seqscan = off; set local jit = off';
/**
 * A new index has no statistics: its foreign keys would be checked by reading all of a table, and go on so, because such a plan is
 * kept as long as the connection.
 */
const BEGIN_WRITING = 'begin; set local enable_seqscan = off';
const SCHEMA_NAME = /^[a-z_][a-z\d_]{0,60}$/;
/** Connects, and makes the schema and its tables if they are not there. */
export async function openIndexDatabase(settings, schema) {
    if (!SCHEMA_NAME.test(schema)) {
        throw new RangeError('A schema of the index has a name of lower-case letters, digits and underscores.');
    }
    const pool = new ReconnectingPool(createPool(clientConfig(settings), settings.connections), {
        reconnectMs: RECONNECT_TIMEOUT_MS,
        queryMs: settings.timeout + NETWORK_MARGIN_MS,
    });
    const change = (work, begin = BEGIN_WRITING) => withClient(pool, async (client) => {
        const rows = rowsOf(client);
        await rows.all(begin);
        try {
            const result = await work(rows);
            await rows.all('commit');
            return result;
        }
        catch (error) {
            await rows.all('rollback').catch(() => undefined);
            throw error;
        }
    });
    try {
        const trigrams = await change(async (rows) => {
            await rows.all('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`search index ${schema}`]);
            return prepare(rows, schema);
        });
        return {
            schema,
            trigrams,
            all: (sql, values) => withClient(pool, (client) => rowsOf(client).all(sql, values)),
            find: (sql, values) => change((rows) => rows.all(sql, values), BEGIN_FINDING),
            change,
            close: () => pool.end(),
        };
    }
    catch (error) {
        await pool.end();
        throw error;
    }
}
async function prepare(rows, schema) {
    await rows.all(`create schema if not exists ${schema}`);
    await rows.all(`set local search_path to ${schema}`);
    for (const statement of TABLES.split(';')) {
        if (statement.trim() !== '') {
            await rows.all(statement);
        }
    }
    const [found] = await rows.all(`select quote_ident(nspname) as schema from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
       where extname = 'pg_trgm'`);
    return found === undefined ? undefined : String(found['schema']);
}
async function withClient(pool, work) {
    const client = await pool.connect();
    try {
        return await work(client);
    }
    finally {
        client.release();
    }
}
function rowsOf(client) {
    return {
        all: async (sql, values = []) => {
            const { rows } = await client.query(sql, [...values]);
            return arrayOf(rows).filter(isRecord);
        },
    };
}
