import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { backoffMs } from '../../backoff.js';
import { migrate } from '../migrate.js';
import { noMacs } from '../macs/row-macs.js';
import { postgres } from './postgres-dialect.js';
import { busy, isConflict, isDuplicate, isTimedOut } from './postgres-failure.js';
import { PostgresLocks } from './postgres-locks.js';
import { Queue } from './queue.js';
import { ReconnectingPool } from './postgres-pool.js';
import { clientConfig } from './postgres-settings.js';
/** Milliseconds to wait for an unavailable database. */
const RECONNECT_TIMEOUT_MS = 5000;
/** Milliseconds of network time allowed on top of the statement timeout. */
const NETWORK_MARGIN_MS = 1000;
/** Milliseconds for which a conflicting change is retried, and for which one waits for its turn. */
const CONFLICT_RETRY_MS = 10_000;
/** Maximum milliseconds between two of these attempts. */
const MAX_RETRY_DELAY_MS = 50;
/** Attempts after a conflicting insert: the next attempt reads the row that won. */
const MAX_DUPLICATE_RETRIES = 5;
/** Milliseconds after which an idle connection is closed. */
const IDLE_CONNECTION_TIMEOUT_MS = 30_000;
/** Name of the lock for exclusive work; one for each schema. */
const EXCLUSIVE_LOCK_SQL = "hashtextextended(current_schema() || ' alone', 0)";
/**
 * Connects to the database and migrates its schema. Any number of processes on any number of machines may do so, even
 * at the same moment.
 */
export async function openPostgres(settings, clock, seams = {}) {
    const config = clientConfig(settings);
    const pool = createPool(config, settings.connections);
    const answer = settings.timeout + NETWORK_MARGIN_MS;
    const queries = onPool(pool, { reconnectMs: RECONNECT_TIMEOUT_MS, queryMs: answer });
    const unhurried = onPool(pool, { reconnectMs: RECONNECT_TIMEOUT_MS, queryMs: Infinity });
    const locks = new PostgresLocks({ config, queryTimeoutMs: answer, time: seams.lockTime });
    const retryMs = seams.conflictRetry ?? CONFLICT_RETRY_MS;
    const appends = new Queue(retryMs);
    const database = {
        queries,
        dialect: postgres,
        macs: noMacs,
        locks,
        change: (work) => changeSerializable(queries, retryMs, work),
        changeInTurn: (work) => appends.run(() => changeSerializable(queries, retryMs, work, lockAuditLog)),
        changeAlone: (work) => 
        // Not serializable: its snapshot would predate the locks.
        unhurried
            .transaction()
            .setIsolationLevel('read committed')
            .execute(async (changes) => {
            await lockAll(changes);
            return work(changes);
        }),
        close: async () => {
            await locks.close();
            await pool.end();
        },
    };
    try {
        await migrate(database, clock);
        return database;
    }
    catch (error) {
        await database.close();
        throw error;
    }
}
/** A pool whose lost connections do not crash the process. */
export function createPool(config, connections) {
    const pool = new pg.Pool({ ...config, max: connections, idleTimeoutMillis: IDLE_CONNECTION_TIMEOUT_MS });
    // The pool discards idle connections that ended; users of a connection get the error from their query.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
}
/** A query builder on a pool. */
export function onPool(pool, patience) {
    return new Kysely({ dialect: new PostgresDialect({ pool: new ReconnectingPool(pool, patience) }) });
}
/**
 * Serializable: the rest of the code is written for transactions that run one after the other, as they do on SQLite;
 * Postgres aborts those that could not have. What `lock` waits for in vain is retried as well: nothing has happened yet.
 */
async function changeSerializable(queries, retryMs, work, lock) {
    const end = performance.now() + retryMs;
    for (let retries = 0, duplicates = 0;; retries += 1) {
        let isLocked = lock === undefined;
        try {
            return await queries
                .transaction()
                .setIsolationLevel('serializable')
                .execute(async (changes) => {
                await lock?.(changes);
                isLocked = true;
                return work(changes);
            });
        }
        catch (error) {
            duplicates += Number(isDuplicate(error));
            const isInTheWay = isConflict(error) || (!isLocked && isTimedOut(error));
            const again = isInTheWay || (isDuplicate(error) && duplicates < MAX_DUPLICATE_RETRIES);
            if (!again || performance.now() >= end) {
                throw isInTheWay ? busy(error) : error;
            }
            await delay(backoffMs(retries, 1, MAX_RETRY_DELAY_MS) * (1 + Math.random()));
        }
    }
}
/**
 * Waits for the end of the audit log. `lock table` takes no snapshot, so that what follows sees what the one before it
 * committed: by a row's lock it would wait as long, and be aborted then.
 */
async function lockAuditLog(changes) {
    await sql `lock table audit_state in share row exclusive mode`.execute(changes);
}
/** Changes to projections append an event first; a migration takes the first lock. */
async function lockAll(changes) {
    await sql `set local statement_timeout = 0`.execute(changes);
    await sql `select pg_advisory_xact_lock(${sql.raw(EXCLUSIVE_LOCK_SQL)})`.execute(changes);
    const { rows } = await sql `select to_regclass('events')::text as events`.execute(changes);
    if (rows[0]?.events !== null) {
        await sql `lock table events in exclusive mode`.execute(changes);
    }
}
