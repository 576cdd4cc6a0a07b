/** A time in milliseconds since the epoch; 0 for what is none. */
export function readMilliseconds(time) {
    const milliseconds = Date.parse(time);
    return Number.isFinite(milliseconds) ? milliseconds : 0;
}
