import { InputError } from '../../../errors.js';
import { say } from '../../../text/words.js';
import { findMatchingRows } from './matching-rows.js';
import { readChangedPage } from '../pages/page-schema.js';
import { planPageChange } from '../pages/plan-page-change.js';
import { Problems } from '../pages/plan-values.js';
import { changedValues } from '../pages/set-page.js';
/** Reads the pages or rows and plans their values, or tells all problems. Nothing is sent before. */
export async function planTargets(session, given, change, rule, limit, lookups) {
    const { pages, database, where } = given;
    const problems = new Problems();
    const shown = [];
    const plan = (found) => planPageChange(session, found, change, rule, problems, lookups);
    const show = (found, planned) => {
        shown.push({ ...found, values: changedValues(found.page, planned), after: undefined });
    };
    if (database !== undefined && where !== undefined && pages === undefined) {
        const choice = { database, where, match: given.match };
        const { name, rows, isMore } = await findMatchingRows(session, choice, limit);
        // The rows have the same columns, and so the same problems; values that are set are the same for all of them.
        const isSame = Object.keys({ ...change.add, ...change.remove }).length === 0;
        let planned;
        for (const row of rows) {
            planned = isSame && planned !== undefined ? planned : await problems.try(() => plan(row));
            problems.throwIfAny();
            if (planned !== undefined) {
                show(row, planned);
            }
        }
        return { shown, chosenIn: { name, isMore } };
    }
    if (pages === undefined || database !== undefined || where !== undefined) {
        throw new InputError('pages', say `The pages to change are given in one way.`, say `Pass pages, or database and where (an empty list for all rows).`);
    }
    const reads = [...new Set(pages)].map((text) => readChangedPage(session, text));
    reads.forEach((read) => void read.catch(() => { }));
    for (const read of reads) {
        await problems.try(async () => {
            const found = await read;
            show(found, await plan(found));
        });
    }
    problems.throwIfAny();
    return { shown };
}
