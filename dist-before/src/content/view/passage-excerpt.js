import { plainFromDialect } from '../markdown/markdown-inline.js';
import { truncateText } from '../answer/truncate.js';
// A table or a listing longer than this is shown only where it matches.
const MAX_WHOLE_CHARACTERS = 1_200;
// A neighbour gives context; its beginning is enough.
const MAX_NEIGHBOUR_CHARACTERS = 400;
/** A unit as a passage shows it: whole when it is short, else its matching lines with one line around each. */
export function excerpt(unit, own, words) {
    const length = unit.body.join('\n').length;
    if (own.size === 0) {
        return length <= MAX_NEIGHBOUR_CHARACTERS ? unit : { ...unit, body: firstLines(unit.body) };
    }
    if (length <= MAX_WHOLE_CHARACTERS || unit.body.length < 2) {
        return unit;
    }
    const hits = new Set(unit.body.flatMap((line, at) => (words.heldBy(plainFromDialect(line)).size > 0 ? [at] : [])));
    const shown = unit.body.map((_, at) => hits.has(at - 1) || hits.has(at) || hits.has(at + 1));
    const body = unit.body.flatMap((line, at) => {
        if (shown[at] === true) {
            return [line];
        }
        return at === 0 || shown[at - 1] === true ? [gap(unit)] : [];
    });
    return { ...unit, body };
}
function firstLines(lines) {
    const [first = ''] = lines;
    const kept = [truncateText(first, MAX_NEIGHBOUR_CHARACTERS)];
    let length = kept.join('').length;
    for (const line of lines.slice(1)) {
        length += line.length;
        if (length > MAX_NEIGHBOUR_CHARACTERS) {
            kept.push('…');
            break;
        }
        kept.push(line);
    }
    return kept;
}
function gap(unit) {
    const columns = (unit.open[1]?.split('---').length ?? 2) - 1;
    return unit.block.kind === 'table' ? `| ${Array(columns).fill('…').join(' | ')} |` : '…';
}
