import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import Libsql from 'libsql';

/*
 * Looks into the servers' database from outside. Synchronous on purpose: looking and killing are then one step of this
 * process, between which its gates let nothing through.
 */

const COUNT = `select count(*) as pairs from events
  where stream_id = :stream and type = 'NotionIntegrationTokenRotated'`;
/** Milliseconds. */
const ANSWER_WITHIN = 20_000;

/** The pairs in a SQLite file. */
export class SqlitePairs {
  #database;

  constructor(path) {
    this.#database = new Libsql(path, { readonly: true });
  }

  /** How many pairs of an authorisation have been committed, from its first consent on. */
  countOf(botId) {
    const [row] = this.#database.prepare(COUNT.replace(':stream', '?')).all(`credential:${botId}`);
    return row.pairs;
  }

  close() {
    this.#database.close();
  }
}

/** The pairs in a Postgres database, asked for by a thread of its own. */
export class PostgresPairs {
  #worker;
  #answered = new Int32Array(new SharedArrayBuffer(4));

  constructor(url) {
    this.#worker = new Worker(new URL('postgres-reader.mjs', import.meta.url), {
      workerData: { url, answered: this.#answered },
    });
    this.#worker.unref();
  }

  countOf(botId) {
    const { port1: near, port2: far } = new MessageChannel();
    Atomics.store(this.#answered, 0, 0);
    this.#worker.postMessage(
      { statement: COUNT.replace(':stream', '$1'), parameters: [`credential:${botId}`], port: far },
      [far],
    );
    Atomics.wait(this.#answered, 0, 0, ANSWER_WITHIN);
    const answer = receiveMessageOnPort(near)?.message ?? { problem: 'no answer' };
    near.close();
    if (answer.problem !== undefined) {
      throw new Error(`The stored pairs cannot be counted: ${answer.problem}`);
    }
    return Number(answer.rows[0].pairs);
  }

  close() {
    void this.#worker.terminate();
  }
}
