import { createHash } from 'node:crypto';
import type { DocumentBlock } from '../document.js';
import type { Position } from './parts.js';
import { printUnits } from '../print/print.js';
import { unitText, type PrintedUnit } from '../print/printed-unit.js';

/** A position that can be found again after an edit, by fingerprints of its block and the one before. */
interface AnchoredPosition extends Position {
  readonly anchor: string;
}

/** Where an anchored position is now. */
interface FoundPosition extends Position {
  /** Whether the block it stood at, or the one before it, is still there. If not, the position is that of the same number. */
  readonly found: boolean;
}

/** Records the block at a position. */
export function anchored(document: readonly DocumentBlock[], position: Position): AnchoredPosition {
  const units = printUnits(document);
  return { ...position, anchor: anchorOf(units, position.block) };
}

/** Finds the position again: at the same block if its text is still there, else after the one that preceded it. */
export function findAnchored(
  document: readonly DocumentBlock[],
  { block, offset, anchor }: AnchoredPosition,
): FoundPosition {
  const units = printUnits(document);
  if (anchorOf(units, block) === anchor) {
    return { block, offset, found: true };
  }
  const [own, before] = anchor.split('.');
  const prints = units.map(fingerprint);
  const nearest = (fits: (at: number) => boolean): number | undefined => {
    let best: number | undefined;
    for (let at = 0; at <= units.length; at += 1) {
      if (fits(at) && (best === undefined || Math.abs(at - block) < Math.abs(best - block))) {
        best = at;
      }
    }
    return best;
  };
  const isHere = (at: number): boolean => (prints[at] ?? '') === own;
  const isBehind = (at: number): boolean => (prints[at - 1] ?? '') === before;
  const same = nearest((at) => isHere(at) && isBehind(at)) ?? nearest(isHere);
  if (same !== undefined) {
    return { block: same, offset, found: true };
  }
  const behind = nearest(isBehind);
  // A block that was edited after its beginning was shown is shown again from there on, as the change is unknown.
  return behind === undefined || offset > 0
    ? { block: behind ?? block, offset, found: false }
    : { block: behind, offset: 0, found: true };
}

function anchorOf(units: readonly PrintedUnit[], at: number): string {
  const [here, before] = [units[at], units[at - 1]];
  return [here, before].map((unit) => (unit === undefined ? '' : fingerprint(unit))).join('.');
}

function fingerprint(unit: PrintedUnit): string {
  return createHash('sha256').update(unitText(unit)).digest('base64url').slice(0, 8);
}
