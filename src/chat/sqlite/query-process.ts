// The program of the process that reads a SQLite file: an entry of the bundle of its own. A query that never ends blocks it
// for ever, inside SQLite; ending a thread there would abort the whole program, and a process can be killed.
import { Worker } from 'node:worker_threads';
import type { QueryAnswer, QueryJob } from './query-messages.js';
import { runQueryJob } from './read-only-file.js';

const [, , path = '', deadlineMs = ''] = process.argv;

/** Ends this process also where the one that should has been killed itself. Only a thread can, while a query runs. */
const guard = new Worker(
  `let timer;
   require('node:worker_threads').parentPort.on('message', (milliseconds) => {
     clearTimeout(timer);
     timer = milliseconds > 0 ? setTimeout(() => process.kill(process.pid, 'SIGKILL'), milliseconds) : undefined;
   });`,
  { eval: true, env: {} },
);
guard.unref();

process.on('message', (job: QueryJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
  guard.postMessage(Number(deadlineMs));
  const answered = answer(job);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above.
  guard.postMessage(0);
  process.send?.(answered);
});
process.on('disconnect', () => process.exit());

function answer(job: QueryJob): QueryAnswer {
  try {
    return { ok: true, result: runQueryJob(path, job) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message.slice(0, 500) : '' };
  }
}
