import { setTimeout as delay } from 'node:timers/promises';
/**
 * The machine's clock. Processes that share a database compare each other's lease times, so their clocks must agree
 * to within a second or two; on one machine they are the same clock.
 */
export const systemClock = {
    now: () => new Date(),
    sleep: async (milliseconds, signal) => {
        try {
            await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
        }
        catch (error) {
            if (signal?.aborted !== true) {
                throw error;
            }
        }
    },
};
