// The program of the threads that open files: an entry of the bundle of its own, with the decoders in it.
import { parentPort } from 'node:worker_threads';
import { doFileJob } from './file-jobs.js';
// pdf.js then inflates in JavaScript, whose memory goes with the thread. What the runtime's own inflater holds when its thread
// is ended is lost to the process: half a gigabyte for each file that was made to unpack without end (seen with Node 20).
Reflect.deleteProperty(globalThis, 'DecompressionStream');
parentPort?.on('message', (job) => {
    void doFileJob(job).then(
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
    (value) => parentPort?.postMessage({ ok: true, value }), 
    // Ends the thread: a decoder that gave up on a file keeps its memory, and its state is unknown.
    () => {
        setImmediate(() => {
            throw new Error('A decoder gave up.');
        });
    });
});
