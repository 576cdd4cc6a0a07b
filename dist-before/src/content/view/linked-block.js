import { printUnits } from '../print/print.js';
/**
 * Finds a block by its id, or by its text: Notion's Markdown gives hardly any ids. Undefined for a block that is not in the
 * document, or has no text of its own.
 */
export function placeOfBlock(document, { id, blocks }) {
    const units = printUnits(document);
    const own = units.findIndex(({ block }) => block.id === id);
    if (own >= 0) {
        return { position: { block: own, offset: 0 }, alike: 1 };
    }
    const [wanted] = printUnits(blocks);
    const text = wanted === undefined ? undefined : ownText(wanted);
    const alike = units.flatMap((unit, at) => (ownText(unit) === text ? [at] : []));
    const [first] = alike;
    return first === undefined ? undefined : { position: { block: first, offset: 0 }, alike: alike.length };
}
/** Without what the blocks around it add: indentation and the number in a list. */
function ownText({ block, open, body, close }) {
    const [first = '', ...rest] = body;
    const line = block.kind === 'numbered' ? first.replace(/^\d+\. ?/, '') : first;
    return [block.kind, ...open, line, ...rest, ...close].join('\n');
}
