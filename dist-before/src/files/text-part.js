/**
 * Up to `room` characters from `at` on: whole lines, unless one line takes more than half of the room. Never nothing while there
 * is text: one character of two units is given where there is room for one, or a reader would stay where it is for ever.
 */
export function partFrom(text, at, room) {
    const start = Math.min(at, text.length);
    const limit = start + room;
    if (limit >= text.length) {
        return { part: text.slice(start), end: text.length };
    }
    const line = text.lastIndexOf('\n', limit - 1) + 1;
    const whole = wholeCharacter(text, limit);
    const end = line > start + room / 2 ? line : whole > start ? whole : limit + 1;
    return { part: text.slice(start, end), end };
}
function wholeCharacter(text, end) {
    const unit = text.charCodeAt(end);
    return unit >= 0xdc00 && unit <= 0xdfff ? end - 1 : end;
}
