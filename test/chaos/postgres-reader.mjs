// Answers questions about stored pairs to a thread that waits for them without giving way to anything else.
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';

const { url, answered } = workerData;
const client = new pg.Client({ connectionString: url });
await client.connect();

parentPort.on('message', async ({ statement, parameters, port }) => {
  try {
    port.postMessage({ rows: (await client.query(statement, parameters)).rows });
  } catch (error) {
    port.postMessage({ problem: error.message });
  }
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
