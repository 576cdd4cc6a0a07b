import { isWithinWhole, sliceRuns } from './text-runs.js';
import { placesOf, waysToTake } from './wanted-text.js';
/** Most places of a text that are found. */
export const MAX_PLACES = 500;
/** Most lines of a text that stand in blocks of their own. */
const MAX_LINES = 100;
/** Finds a text in blocks, each way to take it in all of them before the next; over several blocks only if in no one. */
export function findPlaces(blocks, find) {
    const texts = blocks.flatMap((block) => block.texts.map((text) => ({ block, text })));
    let cutMentions = 0;
    for (const way of waysToTake(find)) {
        const found = [];
        for (const owned of texts) {
            found.push(...piecesIn(owned, way, MAX_PLACES - found.length));
        }
        const whole = found.filter(({ text, start, end }) => !isWithinWhole(text.runs, start) && !isWithinWhole(text.runs, end));
        cutMentions += found.length - whole.length;
        if (whole.length > 0) {
            return { places: withSameMarks(whole, way).map((piece) => [piece]), cutMentions };
        }
    }
    return { places: placesOfLines(texts, find), cutMentions };
}
function piecesIn({ block, text }, way, most = MAX_PLACES) {
    return placesOf(way, text.text, most).map((start) => ({
        block,
        text,
        start,
        end: start + way.text.length,
        way,
    }));
}
/** Marks that were given choose among places that read the same. */
function withSameMarks(pieces, { isMarked, runs }) {
    if (!isMarked || pieces.length === 1) {
        return pieces;
    }
    const wanted = marksOf(runs);
    const same = pieces.filter(({ text, start, end }) => marksOf(sliceRuns(text.runs, start, end).map(({ shown }) => shown)) === wanted);
    return same.length > 0 ? same : pieces;
}
function marksOf(runs) {
    const parts = [];
    for (const { form, text, bold = false, italic = false, strike = false, link = '' } of runs) {
        const marks = JSON.stringify([form, bold, italic, strike, link]);
        const last = parts.at(-1);
        if (last?.[0] === marks) {
            last[1] += text;
        }
        else {
            parts.push([marks, text]);
        }
    }
    return JSON.stringify(parts);
}
/** The lines of a text that were given together; what a printed page has between blocks is not among them. */
export function linesOf(text) {
    return text.split('\n').filter((line) => line.trim() !== '');
}
/** Lines that stand in one block each, one after the other: the first ends its text, the last begins it, others are all of it. */
function placesOfLines(texts, find) {
    const given = linesOf(find);
    if (given.length < 2 || given.length > MAX_LINES) {
        return [];
    }
    const lines = given.map(waysToTake);
    const filled = texts.filter(({ text }) => text.text.trim() !== '');
    return filled.flatMap((_first, at) => {
        const place = [];
        for (const [line, ways] of lines.entries()) {
            const owned = filled[at + line];
            const piece = owned && lineIn(owned, ways, line > 0, line < lines.length - 1);
            if (piece === undefined) {
                return [];
            }
            place.push(piece);
        }
        return [place];
    });
}
function lineIn(owned, ways, isBegin, isEnd) {
    const { length } = owned.text.text;
    for (const way of ways) {
        const piece = piecesIn(owned, way).find(({ start, end }) => (!isBegin || start === 0) && (!isEnd || end === length));
        if (piece !== undefined) {
            return piece;
        }
    }
    return undefined;
}
