import { createHash } from 'node:crypto';
import { printUnits, printBlocks } from '../print/print.js';
import { cutUnit } from './cut-unit.js';
import { prefixed, separator, unitText } from '../print/printed-unit.js';
/** Share of a part that the stubs of surrounding items may take, and what they may always; deeper nesting begins without them. */
const MAX_CONTEXT_SHARE = 0.25;
const MIN_CONTEXT_CHARACTERS = 60;
/** The first position of every document. */
export const documentStart = { block: 0, offset: 0 };
/**
 * The part of the printed document that begins at `from` and fits `maxCharacters`. It ends between blocks; only a block that is
 * longer than a whole part is divided. All parts together hold everything once. A part that begins inside a list first
 * shows the items around it as `- …`, and a divided table repeats its head.
 */
export function takePart(document, from, maxCharacters) {
    const units = printUnits(document);
    const start = Math.max(0, Math.min(from.block, units.length));
    const first = units[start];
    if (first === undefined) {
        return { text: '' };
    }
    const context = contextOf(first, maxCharacters);
    const piece = cutUnit(first, from.offset, maxCharacters - context.length);
    let text = context + piece.text;
    if (piece.nextOffset !== undefined) {
        return { text, next: { block: start, offset: piece.nextOffset } };
    }
    const more = textsThatFit(units, start, text.length, maxCharacters);
    const end = withoutTrailingHeadings(units, start, start + 1 + more.length);
    text += more.slice(0, end - start - 1).join('');
    return end >= units.length ? { text } : { text, next: { block: end, offset: 0 } };
}
const measured = new WeakMap();
/** Renders the whole document, once however many of its parts are shown. */
export function measureDocument(document) {
    const known = measured.get(document);
    if (known !== undefined) {
        return known;
    }
    const text = printBlocks(document);
    const fingerprint = createHash('sha256').update(text).digest('base64url').slice(0, 10);
    const measure = { characters: text.length, fingerprint };
    measured.set(document, measure);
    return measure;
}
/** The texts of the units that follow the first one of a part, as far as there is room. */
function textsThatFit(units, start, length, maximum) {
    const texts = [];
    let total = length;
    for (let at = start + 1; at < units.length; at += 1) {
        const text = following(units, at);
        total += text.length;
        if (total > maximum) {
            break;
        }
        texts.push(text);
    }
    return texts;
}
// A heading at the end of a part would be read apart from its text.
function withoutTrailingHeadings(units, start, end) {
    let last = end;
    while (end < units.length && last - 1 > start && units[last - 1]?.block.kind === 'heading') {
        last -= 1;
    }
    return last;
}
function following(units, at) {
    const [before, unit] = [units[at - 1], units[at]];
    if (before === undefined || unit === undefined) {
        return '';
    }
    return separator(before, unit) + unitText(unit);
}
// The items that enclose a nested block, as stubs, so that its indentation stays valid.
function contextOf(unit, maxCharacters) {
    const lines = unit.containers.flatMap((container, depth) => container.stub === '' ? [] : [prefixed([container.stub], unit.containers.slice(0, depth))]);
    const text = lines.map((line) => `${line}\n`).join('');
    return text.length > Math.max(MIN_CONTEXT_CHARACTERS, maxCharacters * MAX_CONTEXT_SHARE) ? '' : text;
}
