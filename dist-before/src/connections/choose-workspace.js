import { InputError } from '../errors.js';
import { parseReference } from '../notion/reference.js';
import { matchText } from '../text/match-text.js';
import { listWords, say, Words } from '../text/words.js';
/** The one with this name or id, or the only one. Throws an `InputError` that lists them. */
export function chooseWorkspace(items, wanted) {
    const [first, ...further] = items;
    if (wanted === undefined && first !== undefined && further.length === 0) {
        return first;
    }
    const cards = items.map(({ card }) => card);
    if (wanted !== undefined) {
        const id = parseReference(wanted)?.id;
        const match = matchText(wanted, cards.map(({ name }) => name));
        const found = items.filter(({ card }) => card.id === id || ('match' in match && card.name === match.match));
        const [only, ...others] = found;
        if (only !== undefined && others.length === 0) {
            return only;
        }
    }
    const list = listWords(cards, ({ name, id }) => say `${name} (${Words.term(id)})`, ', ');
    throw new InputError('workspace', wanted === undefined
        ? say `Several workspaces are connected.`
        : say `No connected workspace has this name or id, or several do.`, say `Pass one of: ${list}.`);
}
