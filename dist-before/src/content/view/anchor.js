import { createHash } from 'node:crypto';
import { printUnits } from '../print/print.js';
import { unitText } from '../print/printed-unit.js';
/** Records the block at a position. */
export function anchored(document, position) {
    const units = printUnits(document);
    return { ...position, anchor: anchorOf(units, position.block) };
}
/** Finds the position again: at the same block if its text is still there, else after the one that preceded it. */
export function findAnchored(document, { block, offset, anchor }) {
    const units = printUnits(document);
    if (anchorOf(units, block) === anchor) {
        return { block, offset, found: true };
    }
    const [own, before] = anchor.split('.');
    const prints = units.map(fingerprint);
    const nearest = (fits) => {
        let best;
        for (let at = 0; at <= units.length; at += 1) {
            if (fits(at) && (best === undefined || Math.abs(at - block) < Math.abs(best - block))) {
                best = at;
            }
        }
        return best;
    };
    const isHere = (at) => (prints[at] ?? '') === own;
    const isBehind = (at) => (prints[at - 1] ?? '') === before;
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
function anchorOf(units, at) {
    const [here, before] = [units[at], units[at - 1]];
    return [here, before].map((unit) => (unit === undefined ? '' : fingerprint(unit))).join('.');
}
function fingerprint(unit) {
    return createHash('sha256').update(unitText(unit)).digest('base64url').slice(0, 8);
}
