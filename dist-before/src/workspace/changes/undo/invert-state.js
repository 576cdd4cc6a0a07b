import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { stateOf } from '../../../notion/object-state.js';
import { field } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import { hasState, oppositeOf, setPageState, stateAfter } from '../organize/page-state.js';
import { refused } from './inverse.js';
import { invertAnyPage } from './page-in-use.js';
/** A page leaves the trash again, is unlocked, and so on, unless that has been done already. */
export const invertState = (session, step, { ids }) => {
    if (isFinalStep(step)) {
        return Promise.resolve([refused(step, say `A database is restored in Notion only, from its trash.`)]);
    }
    return Promise.all(ids.map((id) => invertAnyPage(session, step, id, (page) => {
        const action = step.action;
        const opposite = oppositeOf(action);
        if (!hasState(page, action)) {
            return { kind: 'needless' };
        }
        if (action !== 'trash' && stateOf(page) === 'in the trash') {
            return refused(step, say `It is in the trash.`);
        }
        return {
            kind: 'possible',
            unit: 'page',
            step: setPageState(session, page, opposite),
            shown: `${titleText(titleOf(page))} ${shortUrl(page.url)}: ${stateAfter(opposite)}`,
            lost: [],
        };
    })));
};
/** Whether it put a database into the trash, which no tool of this server takes out again. */
export function isFinalStep({ action, after }) {
    return action === 'trash' && field(after, 'database') === true;
}
