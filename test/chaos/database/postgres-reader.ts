// Answers questions about stored pairs to a thread that waits for them without giving way to anything else.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import pg from 'pg';

export interface ReaderData {
  readonly url: string;
  /** Becomes 1 with each answer. */
  readonly answered: Int32Array;
}

export interface ReaderQuestion {
  readonly statement: string;
  readonly parameters: readonly string[];
  readonly port: MessagePort;
}

export interface ReaderAnswer {
  readonly rows?: readonly { readonly pairs: string }[];
  readonly problem?: string;
}

const { url, answered } = workerData as ReaderData;
const client = new pg.Client({ connectionString: url });
await client.connect();

parentPort?.on('message', ({ statement, parameters, port }: ReaderQuestion) => {
  void answer(statement, parameters, port);
});

async function answer(statement: string, parameters: readonly string[], port: MessagePort): Promise<void> {
  port.postMessage(await ask(statement, parameters));
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
}

async function ask(statement: string, parameters: readonly string[]): Promise<ReaderAnswer> {
  try {
    return { rows: (await client.query<{ pairs: string }>(statement, [...parameters])).rows };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
