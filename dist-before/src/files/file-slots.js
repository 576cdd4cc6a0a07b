import { ToolError, UnavailableError } from '../errors.js';
import { ConcurrencyLimiter } from '../http/limits/concurrency-limiter.js';
import { say } from '../text/words.js';
/** Files held in memory at once, by all calls of the process: each may have 20 MB, and several times that while it is opened. */
const MAX_FILES = 6;
/** Calls that wait for their turn. */
const MAX_WAITING = 60;
const slots = new ConcurrencyLimiter({
    perKey: MAX_FILES,
    overall: MAX_FILES,
    queuedPerKey: MAX_WAITING,
    queuedOverall: MAX_WAITING,
});
/** Runs work that holds a file, when its turn comes. Rejects with the signal's reason if the call ends before that. */
export async function inFileSlot(signal, work) {
    const release = await slots.acquire('', signal).catch((error) => {
        if (error instanceof ToolError) {
            throw error; // the client cancelled
        }
        return undefined;
    });
    if (release === undefined) {
        throw new UnavailableError(say `Too many files are being read.`, say `Retry in a minute.`);
    }
    try {
        return await work();
    }
    finally {
        release();
    }
}
