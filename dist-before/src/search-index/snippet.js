/** Longest snippet, and what is shown before its first marked word, in UTF-16 code units. */
const MAX_SNIPPET_CHARACTERS = 280;
const CONTEXT_CHARACTERS = 60;
/** How far a cut is moved to stand between words. */
const MAX_STEP = 24;
/** Marks in one snippet. */
const MAX_MARKS = 20;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** The part of a text with the most marks; the beginning where there are none. `marks` are in the order of their starts. */
export function makeSnippet(text, marks) {
    const apart = joined(marks);
    const first = densest(apart);
    const from = text.length <= MAX_SNIPPET_CHARACTERS ? 0 : startBefore(text, apart[first]?.start ?? 0);
    const to = Math.min(text.length, endAfter(text, from));
    return {
        text: text.slice(from, to),
        marks: apart
            .filter(({ start, end }) => start >= from && end <= to)
            .slice(0, MAX_MARKS)
            .map(({ start, end }) => ({ start: start - from, end: end - from })),
        isCutBefore: text.slice(0, from).trim() !== '',
        isCutAfter: text.slice(to).trim() !== '',
    };
}
function joined(marks) {
    const apart = [];
    for (const mark of marks) {
        const last = apart.at(-1);
        if (last !== undefined && mark.start <= last.end) {
            apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, mark.end) };
        }
        else {
            apart.push(mark);
        }
    }
    return apart;
}
/** Index of the mark after which most others follow within a snippet's length. */
function densest(marks) {
    let best = 0;
    let most = 0;
    let end = 0;
    marks.forEach(({ start }, at) => {
        while (end < marks.length &&
            (marks[end]?.end ?? 0) - start <= MAX_SNIPPET_CHARACTERS - CONTEXT_CHARACTERS) {
            end += 1;
        }
        if (end - at > most) {
            most = end - at;
            best = at;
        }
    });
    return best;
}
function startBefore(text, mark) {
    const latest = Math.max(0, text.length - MAX_SNIPPET_CHARACTERS);
    const wanted = Math.min(Math.max(0, mark - CONTEXT_CHARACTERS), latest);
    if (wanted === 0) {
        return 0;
    }
    const space = text.slice(wanted, Math.min(mark, wanted + MAX_STEP)).search(/\s[^\s\p{M}]/u);
    return space === -1 ? boundaryAt(text, wanted) : wanted + space + 1;
}
function endAfter(text, from) {
    const wanted = from + MAX_SNIPPET_CHARACTERS;
    if (wanted >= text.length) {
        return text.length;
    }
    const tail = text.slice(wanted - MAX_STEP, wanted);
    const space = Math.max(tail.lastIndexOf(' '), tail.lastIndexOf('\n'));
    return space === -1 ? boundaryAt(text, wanted) : wanted - MAX_STEP + space;
}
/** The beginning of what looks like one character there. Of a longer one than any writing has, a part is left. */
function boundaryAt(text, at) {
    const from = Math.max(0, at - MAX_STEP * 4);
    const start = graphemes.segment(text.slice(from, at + MAX_STEP * 4)).containing(at - from)?.index;
    const found = start === undefined || start === 0 ? at : from + start;
    return /[\udc00-\udfff]/.test(text[found] ?? '') && /[\ud800-\udbff]/.test(text[found - 1] ?? '')
        ? found - 1
        : found;
}
