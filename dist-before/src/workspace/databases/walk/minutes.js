/** Notion gives times of creation to the minute, so a minute is the least that a query can be limited to. */
const MINUTE_MS = 60_000;
/** NaN where Notion's time is none. */
export function minuteOf(time) {
    return Math.floor(Date.parse(time) / MINUTE_MS);
}
/** The beginning of a minute as Notion writes it. */
export function startOf(minute) {
    return new Date(minute * MINUTE_MS).toISOString();
}
/** The same stretch in at most so many parts, as equal as minutes allow; none is empty and none overlaps another. */
export function splitMinutes({ from, before }, parts) {
    const count = Math.max(1, Math.min(parts, before - from));
    const edge = (index) => from + Math.floor(((before - from) * index) / count);
    return Array.from({ length: count }, (_, index) => ({ from: edge(index), before: edge(index + 1) }));
}
