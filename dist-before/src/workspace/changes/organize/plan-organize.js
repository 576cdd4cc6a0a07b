import { InputError } from '../../../errors.js';
import { say } from '../../../text/words.js';
import { LookupBudget } from '../../lookup-budget.js';
import { findTargetToChange, readCurrentTarget } from '../../names/find-page.js';
import { Problems } from '../pages/plan-values.js';
import { planDuplicate } from './plan-duplicate.js';
import { findDestination, planMove } from './plan-move.js';
import { planPageState } from './plan-state.js';
/** Requests that one call spends on counting what goes to the trash along with its pages. */
const MAX_COUNT_REQUESTS = 40;
/** All pages, checked, or all their problems. `same`: how many are as the action would leave them. */
export async function planOrganize(session, { pages, action, to }, lookups, now) {
    if (to !== undefined && action !== 'move' && action !== 'duplicate') {
        throw new InputError('to', say `Only move and duplicate take a place.`, say `Leave it out.`);
    }
    const texts = [...new Set(pages)];
    const found = texts.map((text) => findPage(session, text));
    // Their own problems come after that of the place.
    found.forEach((each) => void each.catch(() => { }));
    const destination = action === 'move' || to !== undefined ? await findDestination(session, to) : undefined;
    const counting = new LookupBudget(MAX_COUNT_REQUESTS);
    const problems = new Problems();
    const planned = new Map();
    for (const each of found) {
        await problems.try(async () => {
            const page = await each;
            if (!planned.has(page.id)) {
                planned.set(page.id, await plan(page));
            }
        });
    }
    problems.throwIfAny();
    const targets = [...planned.values()].filter((each) => each !== undefined);
    return { targets, same: planned.size - targets.length };
    function plan(page) {
        switch (action) {
            case 'move':
                return planMove(session, page, destination);
            case 'duplicate':
                return planDuplicate(session, page, destination, lookups, now);
            default:
                return planPageState(session, page, action, counting);
        }
    }
}
async function findPage(session, text) {
    const target = await findTargetToChange(session, text);
    return (await readCurrentTarget(session, target, text)).page;
}
