// The program of the process that reads a SQLite file: an entry of the bundle of its own. A query that never ends blocks it
// for ever, inside SQLite; ending a thread there would abort the whole program, and a process can be killed.
import type { QueryAnswer, QueryJob } from './query-messages.js';
import { runQueryJob } from './read-only-file.js';

const [, , path = ''] = process.argv;

process.on('message', (job: QueryJob) => {
  process.send?.(answer(job));
});
process.on('disconnect', () => process.exit());

function answer(job: QueryJob): QueryAnswer {
  try {
    return { ok: true, result: runQueryJob(path, job) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message.slice(0, 500) : '' };
  }
}
