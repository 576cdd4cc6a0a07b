import type { Setting } from '../setting.js';
import { settingText } from '../setting-values.js';

const STALL = 'a whole number of seconds from 5 to 3600, or 0 for no watchdog';

/** Seconds that the event loop may block. */
const stallSeconds = settingText
  .regex(/^\d{1,4}$/, `must be ${STALL}`)
  .transform(Number)
  .refine((seconds) => seconds === 0 || (seconds >= 5 && seconds <= 3600), `must be ${STALL}`)
  .describe(STALL);

/** Settings that bound the work of the process. */
export const limitsSettings = {
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
