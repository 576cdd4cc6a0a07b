import pg from 'pg';
import { explain, isDisconnected } from './postgres-failure.js';
import { withTimeout } from './postgres-pool.js';
/**
 * Milliseconds of silence after which Postgres ends the holder's session, and with it its locks. Holders send a query
 * every few seconds. A killed process is detected at once; this is for one that was cut off or suspended, and may
 * return with a pair that Notion has issued to it: until then no other process uses the old one.
 */
const HEARTBEAT_INTERVAL_MS = 60_000;
const KEY = "hashtextextended(current_schema() || ' refresh ' || $1, 0)";
const ACQUIRE_SQL = `select pg_try_advisory_lock(${KEY}) as taken, clock_timestamp() as now,
  pg_postmaster_start_time() as running_since`;
const RELEASE_SQL = `select pg_advisory_unlock(${KEY})`;
const HEARTBEAT_SQL = 'select clock_timestamp() as now';
/** Advisory locks on one connection of its own, which is opened when the first is taken. */
export class PostgresLocks {
    #options;
    #held = new Set();
    #session;
    /** A connection runs one query at a time. */
    #last = Promise.resolve();
    constructor(options) {
        this.#options = options;
    }
    async acquire(name) {
        // Postgres would grant it to the same connection twice.
        if (this.#held.has(name)) {
            return undefined;
        }
        this.#held.add(name);
        try {
            const taken = await this.#tryLock(name);
            if (taken === undefined) {
                this.#held.delete(name);
            }
            return (taken && { now: taken.now, runningSince: taken.runningSince, ...this.#holding(name, taken.session) });
        }
        catch (error) {
            this.#held.delete(name);
            throw explain(error);
        }
    }
    async close() {
        const session = await this.#session?.catch(() => undefined);
        await session?.end();
    }
    #holding(name, first) {
        let session = first;
        return {
            keep: async () => {
                if (session !== undefined && session === (await this.#session)) {
                    const [row] = await this.#ask(session, HEARTBEAT_SQL, []);
                    return this.#options.time?.() ?? row?.now;
                }
                const again = await this.#tryLock(name);
                session = again?.session;
                return again?.now;
            },
            release: async () => {
                try {
                    if (session !== undefined && session === (await this.#session)) {
                        await this.#ask(session, RELEASE_SQL, [name]);
                    }
                }
                finally {
                    session = undefined;
                    this.#held.delete(name);
                }
            },
        };
    }
    async #tryLock(name) {
        const session = await this.#open();
        const [row] = await this.#ask(session, ACQUIRE_SQL, [
            name,
        ]);
        if (row?.taken !== true) {
            return undefined;
        }
        const { time } = this.#options;
        return time === undefined
            ? { session, now: row.now, runningSince: row.running_since }
            : { session, now: time(), runningSince: new Date(0) };
    }
    #open() {
        this.#session ??= this.#connect().catch((error) => {
            this.#session = undefined;
            throw error;
        });
        return this.#session;
    }
    async #connect() {
        const client = new pg.Client(this.#options.config);
        // Both may be emitted at any time; without a listener they would end the process.
        client.on('error', () => void this.#drop(client));
        client.on('end', () => void this.#drop(client));
        await client.connect();
        await client.query(`set idle_session_timeout = ${HEARTBEAT_INTERVAL_MS}`);
        return client;
    }
    async #drop(client) {
        const current = this.#session;
        const session = await current?.catch(() => undefined);
        if (session === client && this.#session === current) {
            this.#session = undefined;
        }
    }
    async #ask(session, statement, parameters) {
        const turn = this.#last.then(() => withTimeout(this.#options.queryTimeoutMs, session.query(statement, [...parameters])));
        this.#last = turn.catch(() => undefined);
        try {
            return (await turn).rows;
        }
        catch (error) {
            if (isDisconnected(error)) {
                await this.#drop(session);
                // Destroys the connection: no query follows.
                void session.end().catch(() => undefined);
            }
            throw error;
        }
    }
}
