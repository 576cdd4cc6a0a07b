import { say } from '../../../text/words.js';
import { schemaOf } from '../pages/page-schema.js';
import { fieldEntries, holdsValues, pageValues, setPage } from '../pages/set-page.js';
import { refused } from './inverse.js';
import { invertPage } from './page-in-use.js';
/** Values get back what was there before them, unless somebody has changed them since. */
export const invertValues = (session, step, { ids }) => Promise.all(ids.map((id) => invertPage(session, step, id, async (page) => {
    const after = pageValues.parse(step.after);
    const before = pageValues.parse(step.before);
    if (Object.keys(before.properties).length + Object.keys(before.fields).length === 0) {
        return refused(step, say `Notion cannot bring back what was there.`);
    }
    if (!holdsValues(page, after)) {
        return isUndone(page, before, after)
            ? { kind: 'needless' }
            : refused(step, say `Its values were changed since.`);
    }
    return {
        kind: 'possible',
        unit: 'page',
        step: setPage(session, page, before),
        shown: { page, schema: await schemaOf(session, page), values: before, after: undefined },
        lost: lostValues(before, after),
    };
})));
/** What cannot be brought back may be anything. */
function isUndone(page, before, after) {
    return holdsValues(page, before) && lostValues(before, after).length === 0;
}
function lostValues(before, after) {
    return [
        ...Object.keys(after.properties).filter((name) => !Object.hasOwn(before.properties, name)),
        ...fieldEntries(after.fields).flatMap(([name]) => (Object.hasOwn(before.fields, name) ? [] : [name])),
    ];
}
