import { runChange } from '../run-change.js';
import { isFinalStep } from './invert-state.js';
/** What can be taken back of a change. */
export function possibleOf(inverses) {
    return inverses.flatMap((inverse) => (inverse.kind === 'possible' ? [inverse] : []));
}
/** What cannot be brought back once it was taken back. */
export function lastingOf(done) {
    const final = done.filter(({ step }) => isFinalStep(step.planned));
    return {
        what: final.length === 0 ? [] : ['the removal of the database'],
        isAll: final.length === done.length,
    };
}
/**
 * Takes back what can be, as a change of its own. The change is undone once nothing of it is left; undefined where there was
 * nothing to do for that.
 */
export async function takeBack(session, { of, by }, change, inverses) {
    const steps = possibleOf(inverses).map(({ step }) => step);
    const isWhole = inverses.every(({ kind }) => kind !== 'refused');
    if (steps.length === 0) {
        if (isWhole) {
            await of.undone(change.id);
        }
        return undefined;
    }
    const run = await runChange(session, by, { tool: 'notion_undo', undoes: change.id }, steps);
    if ('earlier' in run) {
        throw new Error('A change without a name was made before.');
    }
    if (isWhole && run.results.every(({ kind }) => kind === 'saved')) {
        await of.undone(change.id);
    }
    return run;
}
