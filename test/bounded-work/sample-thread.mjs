// A thread whose jobs go wrong in every way that there is.
/* oxlint-disable unicorn/require-post-message-target-origin -- a thread of Node is no window. */
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ kind, value }) => {
  switch (kind) {
    case 'endless':
      for (;;) {
        // Never ends, and hears nothing.
      }
    case 'hungry':
      for (const eaten = []; ;) {
        // Filled, so that the memory is really taken; beyond the heap of the thread.
        eaten.push(Buffer.alloc(8 * 1024 ** 2, 1));
        if (eaten.length > 400) {
          eaten.length = 0;
        }
      }
    case 'exit':
      return process.exit(3);
    case 'uncaught':
      throw new Error('secret text');
    case 'refused':
      return parentPort.postMessage({ ok: false, error: 'RangeError' });
    default:
      return parentPort.postMessage({ ok: true, value });
  }
});
