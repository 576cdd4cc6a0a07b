import type { DocumentBlock } from '../document.js';
import { printUnits } from '../print/print.js';
import { separator, unitText, type PrintedUnit } from '../print/printed-unit.js';

/** A blank line separates two units. */
const SEPARATOR_CHARACTERS = 2;

/** Characters of the document from one block up to another, or to the end. */
type LengthBetween = (from: DocumentBlock | undefined, to: DocumentBlock | undefined) => number;

/**
 * Characters of the printed document, with a blank line between all blocks. The document is printed once for all lookups.
 */
export function readingLengths(document: readonly DocumentBlock[]): LengthBetween {
  const units = printUnits(document);
  const startOf = unitStarts(document, units);
  const before = [0];
  for (const unit of units) {
    before.push((before.at(-1) ?? 0) + unitText(unit).length + SEPARATOR_CHARACTERS);
  }
  const charactersBefore = (block: DocumentBlock | undefined): number => before[startOf(block)] ?? 0;
  return (from, to) => Math.max(0, charactersBefore(to) - charactersBefore(from) - SEPARATOR_CHARACTERS);
}

/** The length of the printed text, for blocks that no other block is around: they read alone as they do in the document. */
export function printedLengths(document: readonly DocumentBlock[]): LengthBetween {
  const units = printUnits(document);
  const startOf = unitStarts(document, units);
  /** For each unit, where its text begins and ends in the printed document. */
  const places: { readonly begin: number; readonly end: number }[] = [];
  let previous: PrintedUnit | undefined;
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
function unitStarts(
  document: readonly DocumentBlock[],
  units: readonly PrintedUnit[],
): (block: DocumentBlock | undefined) => number {
  const starts = new Map<DocumentBlock, number>();
  let next = 0;
  const visit = (blocks: readonly DocumentBlock[]): void => {
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
