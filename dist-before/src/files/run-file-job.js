import { threadFile } from '../bounded-work/thread-file.js';
import { WorkError, WorkThreads } from '../bounded-work/work-threads.js';
import { ToolError, UnavailableError } from '../errors.js';
import { say } from '../text/words.js';
/** Milliseconds for one job; a photo of 12 megapixels takes one second. */
const MAX_JOB_MS = 12_000;
/**
 * Bytes by which the process may grow meanwhile. A small file can unpack to gigabytes, outside the heap that threads bound.
 * One file at a time, so that two cannot fill the gigabyte that a container is given.
 */
const MAX_GROWTH_BYTES = 700 * 1024 ** 2;
/**
 * Does a job on a thread with a deadline, so that a file made to be endless costs its own call and not the process. Resolves to
 * `unreadable` where it was given up.
 */
export async function runFileJob(job, signal) {
    const pool = fileThread();
    try {
        const result = pool === undefined
            ? await runInPlace(job)
            : await pool.run(job, { signal, deadlineMs: MAX_JOB_MS, maxGrowthBytes: MAX_GROWTH_BYTES });
        return result; // The kind of a job says what comes of it.
    }
    catch (error) {
        if (error instanceof ToolError) {
            throw error; // the reason of the signal: the client cancelled
        }
        if (error instanceof WorkError && error.failure === 'crowded') {
            throw new UnavailableError(say `Too many files are being read.`, say `Retry in a minute.`, {
                cause: error,
            });
        }
        return 'unreadable';
    }
}
let started;
/** The thread of this process for files, started by the first; undefined where the sources run unbundled. */
function fileThread() {
    const file = started === undefined ? threadFile('file-thread') : undefined;
    if (file !== undefined) {
        started = new WorkThreads(file, { maxThreads: 1 });
    }
    return started;
}
/** Only where the sources run unbundled: the bundle holds the decoders once, in the program of the thread. */
async function runInPlace(job) {
    const { doFileJob } = await import('./file-jobs.js');
    return doFileJob(job);
}
