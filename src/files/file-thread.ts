// The program of the threads that open files: an entry of the bundle of its own, with the decoders in it.
import { parentPort } from 'node:worker_threads';
import { doFileJob, type FileJob } from './file-jobs.js';

parentPort?.on('message', (job: FileJob) => {
  void doFileJob(job).then(
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
    (value) => parentPort?.postMessage({ ok: true, value }),
    // Ends the thread: a decoder that gave up on a file keeps its memory, and its state is unknown.
    () => {
      setImmediate(() => {
        throw new Error('A decoder gave up.');
      });
    },
  );
});
