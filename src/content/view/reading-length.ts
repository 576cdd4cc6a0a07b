import type { DocumentBlock } from '../document.js';
import { printUnits } from '../print/print.js';
import { unitText } from '../print/printed-unit.js';

/** A blank line separates two units. */
const SEPARATOR_CHARACTERS = 2;

/**
 * Characters of the printed document from one block up to another, or to the end. The document is printed once for all
 * lookups.
 */
export function readingLengths(
  document: readonly DocumentBlock[],
): (from: DocumentBlock | undefined, to: DocumentBlock | undefined) => number {
  const units = printUnits(document);
  const before = [0];
  for (const unit of units) {
    before.push((before.at(-1) ?? 0) + unitText(unit).length + SEPARATOR_CHARACTERS);
  }
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
  const charactersBefore = (block: DocumentBlock | undefined): number =>
    before[(block === undefined ? undefined : starts.get(block)) ?? units.length] ?? 0;
  return (from, to) => Math.max(0, charactersBefore(to) - charactersBefore(from) - SEPARATOR_CHARACTERS);
}
