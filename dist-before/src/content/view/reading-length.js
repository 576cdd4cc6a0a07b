import { printUnits } from '../print/print.js';
import { separator, unitText } from '../print/printed-unit.js';
/** A blank line separates two units. */
const SEPARATOR_CHARACTERS = 2;
/**
 * Characters of the printed document, with a blank line between all blocks. The document is printed once for all lookups.
 */
export function readingLengths(document) {
    const units = printUnits(document);
    const startOf = unitStarts(document, units);
    const before = [0];
    for (const unit of units) {
        before.push((before.at(-1) ?? 0) + unitText(unit).length + SEPARATOR_CHARACTERS);
    }
    const charactersBefore = (block) => before[startOf(block)] ?? 0;
    return (from, to) => Math.max(0, charactersBefore(to) - charactersBefore(from) - SEPARATOR_CHARACTERS);
}
/** The length of the printed text, for blocks that no other block is around: they read alone as they do in the document. */
export function printedLengths(document) {
    const units = printUnits(document);
    const startOf = unitStarts(document, units);
    /** For each unit, where its text begins and ends in the printed document. */
    const places = [];
    let previous;
    let end = 0;
    for (const unit of units) {
        const begin = end + (previous === undefined ? 0 : separator(previous, unit).length);
        end = begin + unitText(unit).length;
        places.push({ begin, end });
        previous = unit;
    }
    return (from, to) => (places[startOf(to) - 1]?.end ?? 0) - (places[startOf(from)]?.begin ?? 0);
}
/** Finds the unit that a block, or what is in it, begins with; one behind the last for no block. */
function unitStarts(document, units) {
    const starts = new Map();
    let next = 0;
    const visit = (blocks) => {
        for (const block of blocks) {
            starts.set(block, next);
            while (units[next]?.block === block) {
                next += 1;
            }
            visit(block.children);
        }
    };
    visit(document);
    return (block) => (block === undefined ? undefined : starts.get(block)) ?? units.length;
}
