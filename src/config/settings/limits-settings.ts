import type { Setting } from '../setting.js';
import { settingText, wholeNumber } from '../setting-values.js';

const STALL = 'a whole number of seconds from 5 to 3600, or 0 for no watchdog';

/** Seconds that the event loop may block. */
const stallSeconds = settingText
  .refine((text) => /^\d{1,4}$/.test(text), `must be ${STALL}`)
  .transform(Number)
  .refine((seconds) => seconds === 0 || (seconds >= 5 && seconds <= 3600), `must be ${STALL}`)
  .describe(STALL);

/** Processes that serve; more cores than that are several machines' worth. */
const workerCount = wholeNumber(1, 64);

/** Settings that bound the work of the process. */
export const limitsSettings = {
  workers: {
    variable: 'WORKERS',
    option: 'workers',
    value: '<number>',
    help: 'processes that serve behind one port, one for each core; they share the limits of one',
    schema: workerCount,
    defaultValue: '1',
  },
  watchdogSeconds: {
    variable: 'WATCHDOG_SECONDS',
    option: 'watchdog-seconds',
    value: '<seconds>',
    help: 'time after which a process that no longer responds is ended, to be restarted; 0 disables this',
    schema: stallSeconds,
    // Shorter than a call's deadline, and far longer than any intended work.
    defaultValue: '20',
  },
} as const satisfies Record<string, Setting>;
