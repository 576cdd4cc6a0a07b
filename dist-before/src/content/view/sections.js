import { plainFromDialect } from '../markdown/markdown-inline.js';
import { printBlocks } from '../print/print.js';
import { isTitled, SectionNames } from './section-names.js';
import { printedLengths, readingLengths } from './reading-length.js';
import { createHash } from 'node:crypto';
// Sections inside other blocks are printed again for each. Deeper ones are measured in the whole document, with surrounding signs.
const MAX_PRINTED_DEPTH = 3;
/**
 * All headings in reading order, those inside toggles and columns included. `whole` is the document that `part` is a part
 * of: names are unique in all of it.
 */
export function outline(part, whole = part) {
    const names = new SectionNames(sectionsOf(whole));
    let lengthBetween;
    const lengthAlone = printedLengths(part);
    return sectionsOf(part).map(({ path, heading, level, blocks, depth, next }) => {
        const entry = { path, name: names.of(heading), level };
        if (depth === 0) {
            return { ...entry, characters: lengthAlone(heading, next) };
        }
        if (depth <= MAX_PRINTED_DEPTH) {
            return { ...entry, characters: printBlocks(blocks).length };
        }
        lengthBetween ??= readingLengths(part);
        return { ...entry, characters: lengthBetween(blocks[0], next) };
    });
}
/**
 * A short text by which a cursor finds these sections again: all of one path, or one of them by its number. It changes when
 * a heading of the path does. Undefined for sections that are neither.
 */
export function keyOfSections(found, all) {
    const [first, ...others] = found;
    const key = first?.place.key();
    if (first === undefined || key === undefined || others.some(({ place }) => place.key() !== key)) {
        return undefined;
    }
    const alike = all.filter(({ place }) => place.key() === key);
    if (alike.length === found.length) {
        return key;
    }
    return others.length === 0 ? `${key}.${alike.indexOf(first)}` : undefined;
}
/** The blocks of the sections of this key; undefined when a heading was edited or moved. */
export function sectionWithKey(document, key) {
    const [path = '', number] = key.split('.');
    const alike = sectionsOf(document).filter(({ place }) => place.key() === path);
    const found = number === undefined ? alike : alike.slice(Number(number), Number(number) + 1);
    // The same array each time is printed once for all parts of a section.
    return found.length > 1 ? found.flatMap(({ blocks }) => blocks) : found[0]?.blocks;
}
const known = new WeakMap();
/** All sections in reading order, those inside toggles and columns included. */
export function sectionsOf(document) {
    const before = known.get(document);
    if (before !== undefined) {
        return before;
    }
    const found = [];
    collect(document, undefined, { depth: 0, next: undefined }, found);
    known.set(document, found);
    return found;
}
function collect(siblings, base, { depth, next }, found) {
    let open = [];
    siblings.forEach((block, at) => {
        const inside = { depth: depth + 1, next: siblings[at + 1] ?? next };
        if (!isTitled(block)) {
            collect(block.children, open.at(-1)?.place ?? base, inside, found);
            return;
        }
        const { level } = block;
        open = open.filter((heading) => heading.level < level);
        const place = headingPosition(open.at(-1)?.place ?? base, block);
        open.push({ level, place });
        const end = endOfSection(siblings, at, level);
        const blocks = siblings.slice(at, end);
        found.push({
            heading: block,
            path: place.path,
            headings: place.headings,
            level,
            blocks,
            place,
            depth,
            next: siblings[end] ?? next,
        });
        collect(block.children, place, inside, found);
    });
}
function endOfSection(siblings, start, level) {
    let end = start + 1;
    for (; end < siblings.length; end += 1) {
        const block = siblings[end];
        if (block !== undefined && isTitled(block) && block.level <= level) {
            break;
        }
    }
    return end;
}
/**
 * The position of a heading below another. Keys are derived from the position above, so that long titles with many sections
 * below are hashed once.
 */
function headingPosition(above, heading) {
    const title = plainFromDialect(heading.text);
    let known;
    const hash = () => {
        known ??= (above?.hash().copy().update(' > ') ?? createHash('sha256')).update(title);
        return known;
    };
    return {
        path: [...(above?.path ?? []), title],
        headings: [...(above?.headings ?? []), heading],
        hash,
        key: () => hash().copy().digest('base64url').slice(0, 10),
    };
}
