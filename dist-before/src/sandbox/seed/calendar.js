const dayMilliseconds = 86_400_000;
/** The moment a number of days after `now` (before it, if negative), at an hour of that day in UTC. */
export function daysFrom(now, days, hour = 9, minute = 0) {
    const midnight = Math.floor(now.getTime() / dayMilliseconds) * dayMilliseconds;
    return new Date(midnight + days * dayMilliseconds + (hour * 60 + minute) * 60_000);
}
/** The date alone, `2026-03-04`. */
export function isoDay(date) {
    return date.toISOString().slice(0, 10);
}
/** Date and time with an offset, as Notion gives moments of a workspace in that zone. */
export function isoMoment(date, offsetHours) {
    const shifted = new Date(date.getTime() + offsetHours * 3_600_000);
    const sign = offsetHours < 0 ? '-' : '+';
    return `${shifted.toISOString().slice(0, 23)}${sign}${String(Math.abs(offsetHours)).padStart(2, '0')}:00`;
}
