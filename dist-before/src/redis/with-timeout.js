import { setImmediate } from 'node:timers/promises';
/** No answer came within the time. */
export class TimeoutError extends Error {
    constructor() {
        super('No answer came in time.');
        this.name = 'TimeoutError';
    }
}
/**
 * The answer, unless it takes longer. If this process itself was busy for that long, the answer may be there unread:
 * it is checked once more before the other side counts as silent.
 */
export async function withTimeout(work, milliseconds) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(resolve, milliseconds);
        timer.unref();
    }).then(async () => {
        await setImmediate();
        throw new TimeoutError();
    });
    // Whichever comes second must not become an unhandled rejection.
    work.catch(() => undefined);
    late.catch(() => undefined);
    try {
        return await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
}
