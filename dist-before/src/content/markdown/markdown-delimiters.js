// Longer than a signed address; an address without an end is no address.
const MAX_ADDRESS_CHARACTERS = 8_000;
/** Indexes one text. */
export function indexDelimiters(text) {
    const runs = backtickRuns(text);
    const codeEnd = (at, ticks) => {
        const starts = runs.get(ticks) ?? [];
        return starts[firstAfter(starts, at + ticks - 1)];
    };
    let brackets;
    let parentheses;
    return {
        codeEnd,
        link(at) {
            brackets ??= matchBrackets(text, codeEnd);
            const close = brackets.get(at);
            if (close === undefined || text[close + 1] !== '(') {
                return undefined;
            }
            parentheses ??= matchParentheses(text);
            const from = close + 2;
            const end = parentheses.get(from - 1);
            return end === undefined || end >= from + MAX_ADDRESS_CHARACTERS
                ? undefined
                : { label: text.slice(at + 1, close), url: text.slice(from, end).trim(), end: end + 1 };
        },
    };
}
/** The length of the run of one character at a position. */
export function runLength(text, at) {
    const character = text[at];
    let end = at + 1;
    while (end < text.length && text[end] === character) {
        end += 1;
    }
    return end - at;
}
function backtickRuns(text) {
    const runs = new Map();
    for (const run of text.matchAll(/`+/g)) {
        const starts = runs.get(run[0].length);
        if (starts === undefined) {
            runs.set(run[0].length, [run.index]);
        }
        else {
            starts.push(run.index);
        }
    }
    return runs;
}
function firstAfter(sorted, position) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? 0) > position) {
            high = middle;
        }
        else {
            low = middle + 1;
        }
    }
    return low;
}
function matchBrackets(text, codeEnd) {
    const pairs = new Map();
    const open = [];
    for (let at = 0; at < text.length; at += 1) {
        const character = text[at];
        if (character === '\\') {
            at += 1;
        }
        else if (character === '`') {
            const ticks = runLength(text, at);
            at = (codeEnd(at, ticks) ?? at) + ticks - 1;
        }
        else if (character === '[') {
            open.push(at);
        }
        else if (character === ']') {
            const start = open.pop();
            if (start !== undefined) {
                pairs.set(start, at);
            }
        }
    }
    return pairs;
}
// An address ends at the parenthesis that belongs to its first one, on the same line.
function matchParentheses(text) {
    const pairs = new Map();
    let open = [];
    for (let at = 0; at < text.length; at += 1) {
        const character = text[at];
        if (character === '\\') {
            at += 1;
        }
        else if (character === '(') {
            open.push(at);
        }
        else if (character === ')') {
            const start = open.pop();
            if (start !== undefined) {
                pairs.set(start, at);
            }
        }
        else if (character === '\n') {
            open = [];
        }
    }
    return pairs;
}
/**
 * The first match of a pattern with the flag `g` at or after a position. The last match is kept, so that searching from
 * increasing positions takes linear time in all.
 */
export function forwardSearch(text, pattern) {
    let searched = -1;
    let found;
    return (from) => {
        const isKnown = searched >= 0 && searched <= from && (found === undefined || found.index >= from);
        if (!isKnown) {
            pattern.lastIndex = from;
            found = pattern.exec(text) ?? undefined;
            searched = from;
        }
        return found;
    };
}
