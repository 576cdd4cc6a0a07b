import { createHash } from 'node:crypto';
import type { DocumentBlock } from '../document.js';
import { printUnits, printBlocks } from '../print/print.js';
import { cutUnit } from './cut-unit.js';
import { prefixed, separator, unitText, type PrintedUnit } from '../print/printed-unit.js';

/** Where the next part of a document begins: a block in reading order, and how much of its text was shown already. */
export interface Position {
  readonly block: number;
  readonly offset: number;
}

/** A part of a document. Without `next` it is the last. */
interface Part {
  readonly text: string;
  readonly next?: Position;
}

/** Share of a part that the stubs of surrounding items may take, and what they may always; deeper nesting begins without them. */
const MAX_CONTEXT_SHARE = 0.25;
const MIN_CONTEXT_CHARACTERS = 60;

/** Room in which a block that is longer than a part is begun after its headings. */
const MIN_BEGINNING_CHARACTERS = 1000;

/** The first position of every document. */
export const documentStart: Position = { block: 0, offset: 0 };

/**
 * The part of the printed document that begins at `from` and fits `maxCharacters`. It ends between blocks; only a block that is
 * longer than a whole part is divided, or than what headings leave of one. All parts together hold everything once. A part that begins inside a list first
 * shows the items around it as `- …`, and a divided table repeats its head.
 */
export function takePart(document: readonly DocumentBlock[], from: Position, maxCharacters: number): Part {
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
  const unfit = start + 1 + more.length;
  if (units.slice(start, unfit).every(isHeading)) {
    const begun = beginningOf(units, unfit, maxCharacters - text.length - more.join('').length);
    if (begun !== undefined) {
      return { ...begun, text: text + more.join('') + begun.text };
    }
  }
  const end = withoutTrailingHeadings(units, start, unfit);
  text += more.slice(0, end - start - 1).join('');
  return end >= units.length ? { text } : { text, next: { block: end, offset: 0 } };
}

/** Of a whole document. */
interface Measure {
  readonly characters: number;
  /** A short text that changes when the visible document changes. */
  readonly fingerprint: string;
}

const measured = new WeakMap<readonly DocumentBlock[], Measure>();

/** Renders the whole document, once however many of its parts are shown. */
export function measureDocument(document: readonly DocumentBlock[]): Measure {
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
function textsThatFit(
  units: readonly PrintedUnit[],
  start: number,
  length: number,
  maximum: number,
): readonly string[] {
  const texts: string[] = [];
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

/** The beginning of a unit that has no room as a whole, after headings that would be a part of their own; undefined in little room. */
function beginningOf(units: readonly PrintedUnit[], at: number, room: number): Required<Part> | undefined {
  const [before, unit] = [units[at - 1], units[at]];
  if (before === undefined || unit === undefined || room < MIN_BEGINNING_CHARACTERS) {
    return undefined;
  }
  const lead = separator(before, unit);
  const { text, nextOffset } = cutUnit(unit, 0, room - lead.length);
  return nextOffset === undefined
    ? undefined
    : { text: lead + text, next: { block: at, offset: nextOffset } };
}

function isHeading(unit: PrintedUnit | undefined): boolean {
  return unit?.block.kind === 'heading';
}

// A heading at the end of a part would be read apart from its text.
function withoutTrailingHeadings(units: readonly PrintedUnit[], start: number, end: number): number {
  let last = end;
  while (end < units.length && last - 1 > start && isHeading(units[last - 1])) {
    last -= 1;
  }
  return last;
}

function following(units: readonly PrintedUnit[], at: number): string {
  const [before, unit] = [units[at - 1], units[at]];
  if (before === undefined || unit === undefined) {
    return '';
  }
  return separator(before, unit) + unitText(unit);
}

// The items that enclose a nested block, as stubs, so that its indentation stays valid.
function contextOf(unit: PrintedUnit, maxCharacters: number): string {
  const lines = unit.containers.flatMap((container, depth) =>
    container.stub === '' ? [] : [prefixed([container.stub], unit.containers.slice(0, depth))],
  );
  const text = lines.map((line) => `${line}\n`).join('');
  return text.length > Math.max(MIN_CONTEXT_CHARACTERS, maxCharacters * MAX_CONTEXT_SHARE) ? '' : text;
}
