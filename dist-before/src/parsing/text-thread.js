// The program of the threads that work on large texts: an entry of the bundle of its own.
import { parentPort } from 'node:worker_threads';
import { RecentDocuments } from './document-memo.js';
import { runTextJob } from './text-jobs.js';
/** Milliseconds between two looks for documents that nobody reads any more. */
const FORGET_INTERVAL_MS = 5000;
const documents = new RecentDocuments();
setInterval(() => documents.forgetOld(), FORGET_INTERVAL_MS).unref();
parentPort?.on('message', (job) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
    parentPort?.postMessage(answer(job));
});
function answer(job) {
    try {
        return { ok: true, value: runTextJob(job, documents) };
    }
    catch (error) {
        return { ok: false, error: error instanceof Error ? error.name : typeof error };
    }
}
