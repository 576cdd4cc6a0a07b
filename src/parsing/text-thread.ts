// The program of the threads that work on large texts: an entry of the bundle of its own.
import { parentPort } from 'node:worker_threads';
import type { WorkAnswer } from '../bounded-work/work-threads.js';
import { runTextJob, type TextJob } from './text-jobs.js';

parentPort?.on('message', (job: TextJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
  parentPort?.postMessage(answer(job));
});

function answer(job: TextJob): WorkAnswer {
  try {
    return { ok: true, value: runTextJob(job) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.name : typeof error };
  }
}
