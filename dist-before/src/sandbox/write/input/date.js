import { validationError } from '../../errors.js';
const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
/** A date or moment as Notion stores it: moments in whole minutes with an offset, whatever way they were given. */
export function readDate(input) {
    input.object(['start', 'end', 'time_zone']);
    const zoneInput = input.get('time_zone');
    const zone = zoneInput.isPresent && !zoneInput.isNull ? readZone(zoneInput) : undefined;
    const start = readPoint(input.get('start'), zone);
    const endInput = input.get('end');
    const end = endInput.isPresent && !endInput.isNull ? readPoint(endInput, zone) : undefined;
    if (end !== undefined && day.test(start) !== day.test(end)) {
        throw validationError('Start and end of a date must both be dates or both be date times.');
    }
    if (end !== undefined && Date.parse(end) < Date.parse(start)) {
        throw validationError(`Start date ${start} must be before end date ${end}.`);
    }
    return { start, ...(end !== undefined && { end }) };
}
function readZone(input) {
    const zone = input.text();
    if (!isZone(zone)) {
        throw input.refuse('a valid IANA time zone');
    }
    return zone;
}
/** Whether it is the name of an IANA time zone. */
export function isZone(name) {
    try {
        return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    }
    catch {
        return false;
    }
}
function readPoint(input, zone) {
    const text = input.text();
    if (Number.isNaN(Date.parse(text))) {
        throw input.refuse('a valid ISO 8601 date string');
    }
    if (day.test(text)) {
        if (zone !== undefined) {
            throw validationError('time_zone must not be given with a date that has no time.');
        }
        return text;
    }
    const [, date, time, offset] = moment.exec(text) ?? [];
    if (date === undefined || time === undefined) {
        throw input.refuse('a valid ISO 8601 date string');
    }
    if (offset !== undefined && zone !== undefined) {
        throw validationError('time_zone must not be given with a date time that has an offset.');
    }
    return `${date}T${time}:00.000${offset === undefined ? offsetOf(date, time, zone) : normalOffset(offset)}`;
}
function normalOffset(offset) {
    return offset === 'Z' ? '+00:00' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
}
/** The offset that a wall clock in the zone has from UTC at this time; without a zone the time is UTC. */
function offsetOf(date, time, zone) {
    if (zone === undefined) {
        return '+00:00';
    }
    const wall = Date.parse(`${date}T${time}:00Z`);
    // The offset at the wall clock's own reading is wrong only within hours of a change; the second round corrects that.
    const first = wall - minutesFromUtc(wall, zone) * 60_000;
    const minutes = minutesFromUtc(first, zone);
    const sign = minutes < 0 ? '-' : '+';
    return `${sign}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}
function twoDigits(value) {
    return String(Math.trunc(Math.abs(value))).padStart(2, '0');
}
function minutesFromUtc(at, zone) {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    return sign === '-' ? -size : size;
}
