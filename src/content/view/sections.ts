import { plainFromDialect } from '../markdown/markdown-inline.js';
import type { DocumentBlock, Heading } from '../document.js';
import { printBlocks } from '../print/print.js';
import { isTitled, SectionNames } from './section-names.js';
import { printedLengths, readingLengths } from './reading-length.js';
import { TitlePath } from './title-path.js';

/** One heading of a document. */
export interface OutlineEntry {
  /** Plain titles from the outermost heading to this one. */
  readonly path: readonly string[];
  /** What the section can be asked for by. */
  readonly name: string;
  readonly level: number;
  /** Length of the section as printed, its own heading and its subsections included. */
  readonly characters: number;
}

/** The position of a heading among others. */
interface HeadingPosition {
  readonly path: TitlePath;
  /** From the outermost heading to this one. */
  readonly headings: readonly Heading[];
}

/** What a heading begins, up to the next heading of the same or a higher level. */
export interface Section extends HeadingPosition {
  readonly heading: Heading;
  readonly level: number;
  readonly blocks: DocumentBlock[];
  /** Blocks around it. */
  readonly depth: number;
  /** What follows it in the document. */
  readonly next: DocumentBlock | undefined;
}

// Sections inside other blocks are printed again for each. Deeper ones are measured in the whole document, with surrounding signs.
const MAX_PRINTED_DEPTH = 3;

/**
 * All headings in reading order, those inside toggles and columns included. `whole` is the document that `part` is a part
 * of: names are unique in all of it.
 */
export function outline(part: readonly DocumentBlock[], whole = part): OutlineEntry[] {
  const names = new SectionNames(sectionsOf(whole));
  let lengthBetween: ReturnType<typeof readingLengths> | undefined;
  const lengthAlone = printedLengths(part);
  return sectionsOf(part).map(({ path, heading, level, blocks, depth, next }) => {
    const entry = { path: path.titles, name: names.of(heading), level };
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
export function keyOfSections(found: readonly Section[], all: readonly Section[]): string | undefined {
  const [first, ...others] = found;
  if (first === undefined || others.some(({ path }) => path !== first.path)) {
    return undefined;
  }
  const { key } = first.path;
  const alike = all.filter(({ path }) => path === first.path);
  if (alike.length === found.length) {
    return key;
  }
  return others.length === 0 ? `${key}.${alike.indexOf(first)}` : undefined;
}

/** The blocks of the sections of this key; undefined when a heading was edited or moved. */
export function sectionWithKey(document: readonly DocumentBlock[], key: string): DocumentBlock[] | undefined {
  const [pathKey = '', number] = key.split('.');
  const alike = sectionsOf(document).filter(({ path }) => path.key === pathKey);
  const found = number === undefined ? alike : alike.slice(Number(number), Number(number) + 1);
  // The same array each time is printed once for all parts of a section.
  return found.length > 1 ? found.flatMap(({ blocks }) => blocks) : found[0]?.blocks;
}

const known = new WeakMap<readonly DocumentBlock[], readonly Section[]>();

/** All sections in reading order, those inside toggles and columns included. */
export function sectionsOf(document: readonly DocumentBlock[]): readonly Section[] {
  const before = known.get(document);
  if (before !== undefined) {
    return before;
  }
  const found: Section[] = [];
  collect(document, { path: TitlePath.begin(), headings: [] }, { depth: 0, next: undefined }, found);
  known.set(document, found);
  return found;
}

interface SectionContext {
  readonly depth: number;
  readonly next: DocumentBlock | undefined;
}

function collect(
  siblings: readonly DocumentBlock[],
  base: HeadingPosition,
  { depth, next }: SectionContext,
  found: Section[],
): void {
  let open: { level: number; place: HeadingPosition }[] = [];
  siblings.forEach((block, at) => {
    const inside = { depth: depth + 1, next: siblings[at + 1] ?? next };
    if (!isTitled(block)) {
      if (block.children.length > 0) {
        collect(block.children, open.at(-1)?.place ?? base, inside, found);
      }
      return;
    }
    const { level } = block;
    open = open.filter((heading) => heading.level < level);
    const above = open.at(-1)?.place ?? base;
    const place = {
      path: above.path.to(plainFromDialect(block.text)),
      headings: [...above.headings, block],
    };
    open.push({ level, place });
    const end = endOfSection(siblings, at, level);
    const blocks = siblings.slice(at, end);
    found.push({ ...place, heading: block, level, blocks, depth, next: siblings[end] ?? next });
    collect(block.children, place, inside, found);
  });
}

function endOfSection(siblings: readonly DocumentBlock[], start: number, level: number): number {
  let end = start + 1;
  for (; end < siblings.length; end += 1) {
    const block = siblings[end];
    if (block !== undefined && isTitled(block) && block.level <= level) {
      break;
    }
  }
  return end;
}
