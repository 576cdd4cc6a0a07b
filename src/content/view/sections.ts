import { distance } from 'fastest-levenshtein';
import { plainFromDialect } from '../markdown/markdown-inline.js';
import type { DocumentBlock } from '../document.js';
import { revealInvisible } from '../../text/invisible.js';
import { foldText } from '../../text/match-text.js';
import { shownForm } from '../../text/quote.js';
import { printBlocks } from '../print/print.js';
import { readingLengths } from './reading-length.js';
import { createHash, type Hash } from 'node:crypto';

/** One heading of a document. */
export interface OutlineEntry {
  /** Plain titles from the outermost heading to this one. */
  readonly path: readonly string[];
  readonly level: number;
  /** Length of the section as printed, its own heading and its subsections included. */
  readonly characters: number;
}

/** A section found, or the headings (`A > B`) that may have been meant. */
type SectionSearch =
  { readonly blocks: DocumentBlock[]; readonly path: readonly string[] } | { readonly candidates: string[] };

/** The position of a heading among others. */
interface HeadingPosition {
  /** Titles from the outermost heading to this one. */
  readonly path: readonly string[];
  /** A short text that is the same for places of the same titles. */
  key(): string;
  /** The hash so far: keys of headings below continue it. */
  hash(): Hash;
}

interface Section {
  readonly path: readonly string[];
  readonly level: number;
  readonly blocks: DocumentBlock[];
  readonly place: HeadingPosition;
  /** Blocks around it. */
  readonly depth: number;
  /** What follows it in the document. */
  readonly next: DocumentBlock | undefined;
}

// Nested sections are printed again for each. Deeper ones are measured in the whole document, with surrounding signs.
const MAX_PRINTED_DEPTH = 3;

/** All headings in reading order, those inside toggles and columns included. */
export function outline(document: readonly DocumentBlock[]): OutlineEntry[] {
  let lengthBetween: ReturnType<typeof readingLengths> | undefined;
  return sections(document).map(({ path, level, blocks, depth, next }) => {
    if (depth <= MAX_PRINTED_DEPTH) {
      return { path, level, characters: printBlocks(blocks).length };
    }
    lengthBetween ??= readingLengths(document);
    return { path, level, characters: lengthBetween(blocks[0], next) };
  });
}

/** A heading's path as a caller writes it and `findSection` reads it. */
export function pathLabel(path: readonly string[]): string {
  return path.join(' > ');
}

// More would not be read; the outline has them all.
const MAX_CANDIDATES = 10;
// Counting differences takes time in the product of both lengths. Titles that differ only after this count as equal.
const MAX_COMPARED_CHARACTERS = 500;

/**
 * The section that a heading names: everything up to the next heading of the same or a higher level. `query` is a heading or
 * a path such as `Setup > macOS`; it matches exactly, else without regard to case and diacritics, else by its beginning, else by a part
 * of it, if that is unique. Sections of exactly the same path are read as one.
 */
export function findSection(document: readonly DocumentBlock[], query: string): SectionSearch {
  const all = sections(document);
  // An outline shows titles escaped and perhaps shortened, and callers copy them from there, or from Notion as they are.
  const wanted = revealInvisible(query, ' ')
    .trim()
    .replace(/^#+\s+/, '')
    .replace(/…$/, '')
    .trim();
  const paths = [...new Set([wanted, plainFromDialect(wanted)])]
    .flatMap((text) => [[text], text.split(/[>›]/).map((title) => title.trim())])
    .filter((path) => path.every((title) => title !== ''));
  for (const matches of matchers()) {
    for (const path of paths) {
      const found = all.filter((section) => endsWithPath(section.path, path, matches));
      const [first] = found;
      if (first !== undefined) {
        const different = new Map(found.map((section) => [section.place.key(), section]));
        return different.size === 1
          ? { blocks: found.flatMap((section) => section.blocks), path: first.path }
          : {
              candidates: [...different.values()]
                .slice(0, MAX_CANDIDATES)
                .map(({ path: other }) => pathLabel(other)),
            };
      }
    }
  }
  return { candidates: nearest(all, wanted) };
}

/** A short text by which a cursor finds the section again. It changes when a heading of its path does. */
export function sectionKey(path: readonly string[]): string {
  return path.reduce<HeadingPosition | undefined>(headingPosition, undefined)?.key() ?? '';
}

/** The section of this key; undefined when its heading was edited or moved. */
export function sectionWithKey(document: readonly DocumentBlock[], key: string): DocumentBlock[] | undefined {
  const found = sections(document).filter(({ place }) => place.key() === key);
  return found.length === 0 ? undefined : found.flatMap(({ blocks }) => blocks);
}

type Matcher = (title: string, wanted: string) => boolean;

// From strict to lenient. All but the first compare folded texts, and a title is part of the path of each section below it.
function matchers(): readonly Matcher[] {
  const known = new Map<string, string>();
  const folded = (title: string): string => {
    // A refusal lists headings between quotation marks, with other marks inside them.
    const text = known.get(title) ?? foldText(shownForm(title, title.length));
    known.set(title, text);
    return text;
  };
  return [
    (title, wanted) => title === wanted,
    (title, wanted) => folded(title) === folded(wanted),
    (title, wanted) => folded(title).startsWith(folded(wanted)),
    (title, wanted) => folded(title).includes(folded(wanted)),
  ];
}

// The last titles must match; outer ones may be left out in between.
function endsWithPath(path: readonly string[], wanted: readonly string[], matches: Matcher): boolean {
  if (!matches(path.at(-1) ?? '', wanted.at(-1) ?? '')) {
    return false;
  }
  let at = path.length - 1;
  return wanted
    .slice(0, -1)
    .toReversed()
    .every((title) => {
      at -= 1;
      while (at >= 0 && !matches(path[at] ?? '', title)) {
        at -= 1;
      }
      return at >= 0;
    });
}

function nearest(all: readonly Section[], wanted: string): string[] {
  const target = foldText(wanted.slice(0, MAX_COMPARED_CHARACTERS));
  const found = new Map(
    all.map(({ path, place }) => {
      const title = foldText((path.at(-1) ?? '').slice(0, MAX_COMPARED_CHARACTERS));
      const difference = distance(title, target) / Math.max(1, title.length, target.length);
      return [place.key(), { path, difference }];
    }),
  );
  return [...found.values()]
    .sort((one, other) => one.difference - other.difference)
    .slice(0, MAX_CANDIDATES)
    .map(({ path }) => pathLabel(path));
}

function sections(document: readonly DocumentBlock[]): Section[] {
  const found: Section[] = [];
  collect(document, undefined, { depth: 0, next: undefined }, found);
  return found;
}

interface SectionContext {
  readonly depth: number;
  readonly next: DocumentBlock | undefined;
}

function collect(
  siblings: readonly DocumentBlock[],
  base: HeadingPosition | undefined,
  { depth, next }: SectionContext,
  found: Section[],
): void {
  let open: { level: number; place: HeadingPosition }[] = [];
  siblings.forEach((block, at) => {
    const inside = { depth: depth + 1, next: siblings[at + 1] ?? next };
    if (block.kind !== 'heading' || block.text.trim() === '') {
      collect(block.children, open.at(-1)?.place ?? base, inside, found);
      return;
    }
    const { level } = block;
    open = open.filter((heading) => heading.level < level);
    const place = headingPosition(open.at(-1)?.place ?? base, plainFromDialect(block.text));
    open.push({ level, place });
    const end = endOfSection(siblings, at, level);
    const blocks = siblings.slice(at, end);
    found.push({ path: place.path, level, blocks, place, depth, next: siblings[end] ?? next });
    collect(block.children, place, inside, found);
  });
}

function endOfSection(siblings: readonly DocumentBlock[], start: number, level: number): number {
  let end = start + 1;
  for (; end < siblings.length; end += 1) {
    const block = siblings[end];
    if (block?.kind === 'heading' && block.level <= level && block.text.trim() !== '') {
      break;
    }
  }
  return end;
}

/**
 * The position of a heading below another. Keys are derived from the position above, so that long titles with many sections
 * below are hashed once.
 */
function headingPosition(above: HeadingPosition | undefined, title: string): HeadingPosition {
  let known: Hash | undefined;
  const hash = (): Hash => {
    known ??= (above?.hash().copy().update(' > ') ?? createHash('sha256')).update(title);
    return known;
  };
  return {
    path: [...(above?.path ?? []), title],
    hash,
    key: () => hash().copy().digest('base64url').slice(0, 10),
  };
}
