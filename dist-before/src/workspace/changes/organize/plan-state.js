import { InputError } from '../../../errors.js';
import { stateOf } from '../../../notion/object-state.js';
import { parentOf } from '../../../notion/parent-of.js';
import { EMPTY_WORDS, say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import { belowWords, countBelow, isEmptyBelow } from './count-below.js';
import { hasState, setPageState, stateAfter } from './page-state.js';
import { ancestorsOf } from './walk-up.js';
/** Trash, restore, archive, lock and their opposites; undefined for a page that is so already. */
export async function planPageState(session, page, action, lookups) {
    if (hasState(page, action)) {
        return undefined;
    }
    if (action === 'restore') {
        await requireAncestorsInUse(session, page);
    }
    else if (stateOf(page) === 'in the trash') {
        throw new InputError('pages', say `The page ${titleOf(page)} is in the trash, where Notion changes nothing.`, say `Restore it first.`);
    }
    const below = action === 'trash' ? await countBelow(session, page.id, lookups) : undefined;
    const along = below === undefined ? EMPTY_WORDS : belowWords(below);
    return {
        page,
        becomes: `${stateAfter(action)}${along.isEmpty ? '' : `, with ${String(along)} below it`}`,
        step: () => setPageState(session, page, action),
        isDone: (now) => hasState(now, action),
        mustBeRead: action === 'restore',
        notes: [],
        ...(below !== undefined && !isEmptyBelow(below) ? { loss: { below: along, values: [] } } : {}),
    };
}
/** Notion restores nothing below what is in the trash; the page says of itself that it is there in both cases. */
async function requireAncestorsInUse(session, page) {
    const ancestors = await ancestorsOf(session, parentOf(page.parent));
    const highest = ancestors.findLast(({ isInTrash }) => isInTrash);
    if (highest !== undefined) {
        throw new InputError('pages', say `${titleOf(page)} lies in ${highest.title}, which is in the trash itself.`, say `Restore that first; what lies in it comes back with it.`);
    }
}
