/** A time as pages show it: whole minutes. */
export function minuteTime(date) {
    return `${date.toISOString().slice(0, 16)}:00.000Z`;
}
/** Databases and views give their times in another form than everything else. */
export function databaseTime(time) {
    return time.replace('Z', '+00:00');
}
