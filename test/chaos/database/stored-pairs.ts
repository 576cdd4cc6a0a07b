import { MessageChannel, receiveMessageOnPort, type Worker } from 'node:worker_threads';
import Libsql from 'libsql';
import { startThread } from '../../harness/processes/modules.js';
import type { ReaderAnswer, ReaderData, ReaderQuestion } from './postgres-reader.js';

const COUNT = `select count(*) as pairs from events
  where stream_id = :stream and type = 'NotionIntegrationTokenRotated'`;
const MAX_ANSWER_MS = 20_000;

/**
 * Looks into the servers' database from outside. Synchronous on purpose: looking and killing are then one step of this
 * process, between which its gates let nothing through.
 */
export interface StoredPairs {
  /** How many pairs of an authorization have been committed, from its first consent on. */
  countOf(botId: string): number;
  close(): void;
}

/** The pairs in a SQLite file. */
export class SqlitePairs implements StoredPairs {
  readonly #database: Libsql.Database;

  constructor(path: string) {
    this.#database = new Libsql(path, { readonly: true });
  }

  countOf(botId: string): number {
    const statement = this.#database.prepare(COUNT.replace(':stream', '?'));
    const [row] = statement.all(`credential:${botId}`) as { readonly pairs: number }[];
    return row?.pairs ?? 0;
  }

  close(): void {
    this.#database.close();
  }
}

/** The pairs in a Postgres database, asked for by a thread of its own. */
export class PostgresPairs implements StoredPairs {
  readonly #worker: Worker;
  readonly #answered = new Int32Array(new SharedArrayBuffer(4));

  constructor(url: string) {
    const data: ReaderData = { url, answered: this.#answered };
    this.#worker = startThread(new URL('postgres-reader.ts', import.meta.url), data);
    this.#worker.unref();
  }

  countOf(botId: string): number {
    const { port1: near, port2: far } = new MessageChannel();
    Atomics.store(this.#answered, 0, 0);
    const question: ReaderQuestion = {
      statement: COUNT.replace(':stream', '$1'),
      parameters: [`credential:${botId}`],
      port: far,
    };
    this.#worker.postMessage(question, [far]);
    Atomics.wait(this.#answered, 0, 0, MAX_ANSWER_MS);
    const received = receiveMessageOnPort(near);
    near.close();
    const { rows, problem = 'no answer' } = (received?.message ?? {}) as ReaderAnswer;
    if (rows === undefined) {
      throw new Error(`The stored pairs cannot be counted: ${problem}`);
    }
    return Number(rows[0]?.pairs);
  }

  close(): void {
    void this.#worker.terminate();
  }
}
