// The program of the threads that work on large texts: an entry of the bundle of its own.
import { parentPort } from 'node:worker_threads';
import type { WorkAnswer } from '../bounded-work/work-threads.js';
import { parseMarkdownJob, type MarkdownJob } from './text-jobs.js';

parentPort?.on('message', (job: MarkdownJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
  parentPort?.postMessage(answer(job));
});

function answer(job: MarkdownJob): WorkAnswer {
  try {
    return { ok: true, value: parseMarkdownJob(job) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.name : typeof error };
  }
}
