import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '../../backoff.js';
import { explain, isDisconnected } from './postgres-failure.js';
/** Maximum milliseconds between two attempts to connect. */
const MAX_RECONNECT_DELAY_MS = 250;
/**
 * A pool for Kysely that survives database restarts. A dead connection is detected by its next statement: if that is
 * the first statement since it left the pool (a read, or the begin of a transaction), nothing has happened yet, and it
 * is retried on another connection.
 */
export class ReconnectingPool {
    #pool;
    #timeouts;
    constructor(pool, patience) {
        this.#pool = pool;
        this.#timeouts = patience;
    }
    async connect() {
        const end = performance.now() + this.#timeouts.reconnectMs;
        const take = () => this.#take(end);
        return new ReconnectingClient(await take(), take, end, this.#timeouts.queryMs);
    }
    end() {
        return this.#pool.end();
    }
    async #take(end) {
        for (let retries = 0;; retries += 1) {
            try {
                return await this.#pool.connect();
            }
            catch (error) {
                const pause = backoffMs(retries, 20, MAX_RECONNECT_DELAY_MS);
                if (!isDisconnected(error) || performance.now() + pause >= end) {
                    throw explain(error);
                }
                await delay(pause);
            }
        }
    }
}
class ReconnectingClient {
    /** Undefined once its connection broke and was not replaced. */
    #client;
    #failure;
    #isUnused = true;
    #replace;
    #end;
    #queryTimeoutMs;
    constructor(client, replace, end, answerWithin) {
        this.#client = client;
        this.#replace = replace;
        this.#end = end;
        this.#queryTimeoutMs = answerWithin;
    }
    // Kysely's interface also has a cursor, which is not used here.
    query = (async (sql, parameters) => {
        for (;;) {
            if (this.#client === undefined) {
                return this.#withoutConnection(sql);
            }
            try {
                const result = await withTimeout(this.#queryTimeoutMs, this.#client.query(sql, [...parameters]));
                this.#isUnused = false;
                return resultOf(result);
            }
            catch (error) {
                if (!isDisconnected(error)) {
                    this.#isUnused = false;
                    throw explain(error);
                }
                await this.#lose(error);
            }
        }
    });
    release() {
        this.#client?.release();
        this.#client = undefined;
    }
    async #lose(error) {
        // With an error, so that the pool discards it.
        this.#client?.release(true);
        this.#client = undefined;
        this.#failure = explain(error);
        if (this.#isUnused && performance.now() < this.#end) {
            this.#client = await this.#replace();
        }
    }
    /** Postgres rolls back transactions of lost connections. */
    #withoutConnection(sql) {
        if (sql === 'rollback') {
            return { command: 'SELECT', rowCount: 0, rows: [] };
        }
        throw this.#failure;
    }
}
/** Kysely does not need the driver's names of other commands. */
function resultOf({ command, rowCount, rows }) {
    return { command: command, rowCount: rowCount ?? 0, rows };
}
/** Rejects on timeout. The awaited work still has an owner, who ends its connection. */
export async function withTimeout(milliseconds, work) {
    if (milliseconds === Infinity) {
        return work;
    }
    let timer;
    const late = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('No answer came in time.')), milliseconds);
    });
    // The second settlement must not become an unhandled rejection.
    work.catch(() => undefined);
    try {
        return await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
}
