import { setTimeout as delay } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { backoffMs } from '../../backoff.js';
import { explain, isDisconnected } from './postgres-failure.js';

/** Maximum milliseconds between two attempts to connect. */
const MAX_RECONNECT_DELAY_MS = 250;

/** Milliseconds. */
export interface PoolTimeouts {
  /** How long to wait for an unavailable database: a restart should not cause errors. */
  readonly reconnectMs: number;
  /** Milliseconds without an answer after which the connection counts as broken; infinite for long statements. */
  readonly queryMs: number;
}

/**
 * A pool for Kysely that survives database restarts. A dead connection is detected by its next statement: if that is
 * the first statement since it left the pool (a read, or the begin of a transaction), nothing has happened yet, and it
 * is retried on another connection.
 */
export class ReconnectingPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #timeouts: PoolTimeouts;

  constructor(pool: pg.Pool, patience: PoolTimeouts) {
    this.#pool = pool;
    this.#timeouts = patience;
  }

  async connect(): Promise<PostgresPoolClient> {
    const end = performance.now() + this.#timeouts.reconnectMs;
    const take = (): Promise<pg.PoolClient> => this.#take(end);
    return new ReconnectingClient(await take(), take, end, this.#timeouts.queryMs);
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  async #take(end: number): Promise<pg.PoolClient> {
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.#pool.connect();
      } catch (error) {
        const pause = backoffMs(retries, 20, MAX_RECONNECT_DELAY_MS);
        if (!isDisconnected(error) || performance.now() + pause >= end) {
          throw explain(error);
        }
        await delay(pause);
      }
    }
  }
}

class ReconnectingClient implements PostgresPoolClient {
  /** Undefined once its connection broke and was not replaced. */
  #client: pg.PoolClient | undefined;
  #failure: unknown;
  #isUnused = true;
  readonly #replace: () => Promise<pg.PoolClient>;
  readonly #end: number;
  readonly #queryTimeoutMs: number;

  constructor(
    client: pg.PoolClient,
    replace: () => Promise<pg.PoolClient>,
    end: number,
    answerWithin: number,
  ) {
    this.#client = client;
    this.#replace = replace;
    this.#end = end;
    this.#queryTimeoutMs = answerWithin;
  }

  // Kysely's interface also has a cursor, which is not used here.
  query = (async (sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> => {
    for (;;) {
      if (this.#client === undefined) {
        return this.#withoutConnection(sql);
      }
      try {
        const result = await withTimeout(this.#queryTimeoutMs, this.#client.query(sql, [...parameters]));
        this.#isUnused = false;
        return resultOf(result);
      } catch (error) {
        if (!isDisconnected(error)) {
          this.#isUnused = false;
          throw explain(error);
        }
        await this.#lose(error);
      }
    }
  }) as PostgresPoolClient['query'];

  release(): void {
    this.#client?.release();
    this.#client = undefined;
  }

  async #lose(error: unknown): Promise<void> {
    // With an error, so that the pool discards it.
    this.#client?.release(true);
    this.#client = undefined;
    this.#failure = explain(error);
    if (this.#isUnused && performance.now() < this.#end) {
      this.#client = await this.#replace();
    }
  }

  /** Postgres rolls back transactions of lost connections. */
  #withoutConnection(sql: string): PostgresQueryResult<unknown> {
    if (sql === 'rollback') {
      return { command: 'SELECT', rowCount: 0, rows: [] };
    }
    throw this.#failure;
  }
}

/** Kysely does not need the driver's names of other commands. */
function resultOf({ command, rowCount, rows }: pg.QueryResult<object>): PostgresQueryResult<unknown> {
  return { command: command as 'SELECT', rowCount: rowCount ?? 0, rows };
}

/** Rejects on timeout. The awaited work still has an owner, who ends its connection. */
export async function withTimeout<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  if (milliseconds === Infinity) {
    return work;
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer came in time.')), milliseconds);
  });
  // The second settlement must not become an unhandled rejection.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
