import { settingText } from './setting-values.js';
const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(\d{1,5})([mhd])$/;
/** Ten years, in milliseconds; anything longer means unlimited. */
const MAX_DURATION_MS = 3650 * UNITS.d;
/** Parses a duration to milliseconds; undefined if invalid. */
function millisecondsOf(text) {
    const [, count, unit] = DURATION.exec(text.trim().toLowerCase()) ?? [];
    return count === undefined ? undefined : Number(count) * UNITS[unit];
}
const DURATION_RULE = 'a number of minutes, hours or days such as 90m, 24h or 90d, at most 3650d';
/** A duration, in milliseconds. */
export const duration = settingText
    .transform((text) => millisecondsOf(text) ?? 0)
    .refine((milliseconds) => milliseconds > 0 && milliseconds <= MAX_DURATION_MS, `must be ${DURATION_RULE}`)
    .describe(DURATION_RULE);
const DURATION_OR_NONE_RULE = `0 for none, or ${DURATION_RULE}`;
/** A duration that may be zero, in milliseconds. */
export const durationOrNone = settingText
    .transform((text) => (/^0[mhd]?$/i.test(text.trim()) ? 0 : (millisecondsOf(text) ?? -1)))
    .refine((milliseconds) => milliseconds >= 0 && milliseconds <= MAX_DURATION_MS, `must be ${DURATION_OR_NONE_RULE}`)
    .describe(DURATION_OR_NONE_RULE);
const TIME_RULE = 'a date such as 2026-11-29, or how long ago, such as 24h or 30d';
/** A point in time: a date or a time (UTC unless it names a zone), or a duration before now. */
export const timeSetting = settingText
    .transform((text) => {
    const before = millisecondsOf(text);
    return before === undefined ? dateOf(text) : new Date(Date.now() - before);
})
    .refine((date) => !Number.isNaN(date.getTime()), `must be ${TIME_RULE}`)
    .describe(TIME_RULE);
/** ISO 8601 only: other formats of `Date` are not portable. */
function dateOf(text) {
    const [, day, time] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z?)?$/i.exec(text.trim()) ?? [];
    return new Date(day === undefined ? Number.NaN : `${day}${(time ?? 'T00:00').replace(/Z?$/i, 'Z')}`);
}
