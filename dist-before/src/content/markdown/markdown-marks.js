import { runLength } from './markdown-delimiters.js';
/** Asterisks of bold and italic text. */
const MAX_SIGNS = 3;
/** Starts with nothing open. */
export function createMarks() {
    const pieces = [];
    const open = new Map();
    const flip = (mark, sign) => {
        const opener = open.get(mark);
        if (opener === undefined) {
            const piece = { opens: mark, sign, closed: false };
            open.set(mark, piece);
            pieces.push(piece);
        }
        else {
            opener.closed = true;
            open.delete(mark);
        }
    };
    const flipAsterisks = (length) => {
        if (length !== 1) {
            flip('bold', '**');
        }
        if (length !== 2) {
            flip('italic', '*');
        }
    };
    const add = (run) => {
        const marks = Object.fromEntries(Array.from(open.keys(), (mark) => [mark, true]));
        pieces.push({ run: { ...run, ...marks } });
    };
    return {
        add,
        toggle(text, at) {
            const length = runLength(text, at);
            const sign = text.slice(at, at + length);
            const alone = /^\s?$/.test(text[at - 1] ?? '') && /^\s?$/.test(text[at + length] ?? '');
            const held = (open.has('bold') ? 2 : 0) + (open.has('italic') ? 1 : 0);
            // `**a***b*`: what is open closes before something new opens, for Notion gives each text signs of its own.
            const isBetween = held > 0 && length > held && length <= held + MAX_SIGNS && sign[0] === '*';
            // One struck text ends and another begins.
            const isStruckOn = sign === '~~~~' && open.has('strike');
            if (isStruckOn) {
                return at + length;
            }
            if (sign === '~~') {
                flip('strike', sign);
            }
            else if (isBetween && !(held === 1 && length === 2)) {
                flipAsterisks(held);
                flipAsterisks(length - held);
            }
            else if (sign[0] !== '*' || alone || length > MAX_SIGNS) {
                add({ form: 'text', text: sign });
            }
            else {
                flipAsterisks(length);
            }
            return at + length;
        },
        finish: () => resolve(pieces),
    };
}
function resolve(pieces) {
    const unclosed = new Set();
    return pieces.flatMap((piece) => {
        if ('run' in piece) {
            return [without(piece.run, unclosed)];
        }
        if (piece.closed) {
            return [];
        }
        unclosed.add(piece.opens);
        return [{ form: 'text', text: piece.sign }];
    });
}
function without(run, marks) {
    if (marks.size === 0) {
        return run;
    }
    const copy = { ...run };
    for (const mark of marks) {
        delete copy[mark];
    }
    return copy;
}
