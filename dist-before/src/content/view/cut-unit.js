import { prefixed } from '../print/printed-unit.js';
import { graphemeBoundary } from '../answer/truncate.js';
// Where a budget is too small for anything, this many characters are shown anyway: each part must advance.
const MIN_PROGRESS_CHARACTERS = 20;
// Lines that every piece repeats may be this long in all. Longer ones are shown once, as the beginning of the body.
const MAX_FRAME_CHARACTERS = 160;
/** Cuts a block's body from an offset, at a line's end if there is one, else between words, never inside a character. */
export function cutUnit(whole, offset, maximum) {
    return cutFramed(withoutLongFrame(whole), offset, maximum);
}
/** Depends on the block alone, so that an offset means the same whatever the size of the parts. */
function withoutLongFrame(unit) {
    const { open, body, close } = unit;
    return [...open, ...close].join('\n').length <= MAX_FRAME_CHARACTERS
        ? unit
        : { ...unit, open: [], body: [...open, ...body, ...close], close: [] };
}
function cutFramed(unit, offset, maximum) {
    const body = unit.body.join('\n');
    const from = Math.max(0, Math.min(offset, body.length));
    const whole = pieceText(unit, body.slice(from), false);
    if (whole.length <= maximum) {
        return { text: whole };
    }
    // An empty line would come without its indentation, so a letter takes the place of the text.
    const overhead = pieceText(unit, 'x', true).length - 1;
    const room = Math.max(MIN_PROGRESS_CHARACTERS, maximum - overhead);
    const end = from + cutLength(body.slice(from), room, unit.containers.reduce(prefixLength, 0));
    return end >= body.length
        ? { text: whole }
        : { text: pieceText(unit, body.slice(from, end).replace(/\n$/, ''), true), nextOffset: end };
}
function prefixLength(sum, container) {
    return sum + container.prefix.length;
}
function pieceText(unit, body, isCut) {
    const close = isCut ? unit.close.slice(0, 1) : unit.close;
    const lines = unit.body.length === 0 ? [] : body.split('\n');
    return prefixed([...unit.open, ...lines, ...close], unit.containers);
}
function cutLength(text, room, prefix) {
    let used = -prefix; // the first line's is part of the overhead
    let length = 0;
    while (length < text.length) {
        const newline = text.indexOf('\n', length);
        const end = newline < 0 ? text.length : newline + 1;
        used += end - length + prefix;
        if (used > room) {
            break;
        }
        length = end;
    }
    return length > 0 ? length : wordBoundary(text, room);
}
function wordBoundary(text, room) {
    const boundary = graphemeBoundary(text, room);
    const space = text.lastIndexOf(' ', boundary - 1);
    const end = space > boundary / 2 ? space + 1 : boundary;
    // An escaping backslash belongs to the character after it.
    const backslashes = /(?<!\\)\\*$/.exec(text.slice(Math.max(0, end - MIN_PROGRESS_CHARACTERS), end))?.[0].length ?? 0;
    return backslashes % 2 === 1 && end > 1 ? end - 1 : end;
}
