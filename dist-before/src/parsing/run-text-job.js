import { say, Words } from '../text/words.js';
import { threadFile } from '../bounded-work/thread-file.js';
import { WorkError, WorkThreads } from '../bounded-work/work-threads.js';
import { InputError, TooLargeError, ToolError, UnavailableError } from '../errors.js';
import { HeldDocuments } from './document-memo.js';
import { doTextJob } from './text-jobs.js';
/** Characters up to which a text is processed in place: copying it to a thread and back would take longer. */
const MAX_MAIN_THREAD_CHARACTERS = 50_000;
/** Documents made on the event loop. */
const held = new HeldDocuments();
/** Milliseconds for one job; a thousandth of it is normal. */
const MAX_JOB_MS = 10_000;
/** Whether the text is processed aside. */
export function isLarge({ characters }) {
    return characters > MAX_MAIN_THREAD_CHARACTERS;
}
/**
 * Works on a text: on a large one by a thread with a deadline, so that a text that some fault makes endless costs one call
 * and not the process.
 */
export async function workOnText(job, work) {
    const { signal, runInThread = threadsForText() } = work;
    if (!isLarge(work) || runInThread === undefined) {
        return doTextJob(job, held); // The kind of a job says what comes of it.
    }
    const outcome = await runInThread(job, signal).catch((error) => explain(error));
    if ('refused' in outcome) {
        const { argument, message, advice } = outcome.refused;
        throw new InputError(argument, Words.copied(message), Words.copied(advice));
    }
    return outcome.result; // The same.
}
function explain(error) {
    if (error instanceof ToolError) {
        throw error;
    }
    if (error instanceof WorkError && error.failure === 'crowded') {
        throw new UnavailableError(say `Too many large pages are being read.`, say `Retry in a minute.`, {
            cause: error,
        });
    }
    throw new TooLargeError(say `This page takes the server too long, or too much memory, to read.`, say `Read a smaller page; report this one to the server operator.`, { cause: error });
}
/** A thread remembers the documents that it made. */
function homeOf(job) {
    return job.kind === 'parse' ? job.piece.key : job.page[0]?.key;
}
let threads;
/** The threads of this process, none of which runs before there is work; undefined where the sources run unbundled. */
function threadsForText() {
    const file = threads === undefined ? threadFile('text-thread') : undefined;
    if (file !== undefined) {
        const pool = new WorkThreads(file);
        threads = async (job, signal) => 
        // What the thread answers is what `runTextJob` returns, copied.
        (await pool.run(job, { signal, deadlineMs: MAX_JOB_MS, home: homeOf(job) }));
    }
    return threads;
}
