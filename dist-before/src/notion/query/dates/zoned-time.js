/** Longest name of a time zone; the tz database has none above 32 characters. */
const MAX_ZONE_CHARACTERS = 64;
const OFFSET = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/;
/**
 * The offset from UTC, as `-07:00`, that a time zone of the tz database has at a local time without an offset, such as
 * `2026-10-01T09:00:00`. Of a time that the clock shows twice, the first is meant; one that it skips counts as before the
 * change. Undefined if there is no such zone.
 */
export function offsetAt(local, timeZone) {
    if (timeZone.length > MAX_ZONE_CHARACTERS) {
        return undefined;
    }
    const format = zoneFormat(timeZone);
    const asUtc = Date.parse(`${local}Z`);
    if (format === undefined || Number.isNaN(asUtc)) {
        return undefined;
    }
    // The larger offset belongs to the earlier of two moments; the zone had one of these offsets a day before or after.
    const minutes = [-1, 1].map((days) => offsetMinutes(format, asUtc + days * DAY_MS));
    const fitting = minutes.filter((offset) => offsetMinutes(format, asUtc - offset * MINUTE_MS) === offset);
    return isoOffset(fitting.length === 0 ? (minutes[0] ?? 0) : Math.max(...fitting));
}
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
function zoneFormat(timeZone) {
    try {
        return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    }
    catch {
        return undefined;
    }
}
function offsetMinutes(format, time) {
    const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = OFFSET.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
function isoOffset(minutes) {
    const whole = Math.abs(minutes);
    const parts = [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0'));
    return `${minutes < 0 ? '-' : '+'}${parts.join(':')}`;
}
