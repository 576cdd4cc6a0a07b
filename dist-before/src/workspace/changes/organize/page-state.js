import { ConflictError } from '../../../errors.js';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { updatePage } from '../../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { field } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
const STATES = {
    trash: { flag: 'in_trash', value: true, opposite: 'restore', name: 'in the trash' },
    restore: { flag: 'in_trash', value: false, opposite: 'trash', name: 'restored' },
    archive: { flag: 'is_archived', value: true, opposite: 'unarchive', name: 'archived' },
    unarchive: { flag: 'is_archived', value: false, opposite: 'archive', name: 'not archived' },
    lock: { flag: 'is_locked', value: true, opposite: 'unlock', name: 'locked' },
    unlock: { flag: 'is_locked', value: false, opposite: 'lock', name: 'not locked' },
};
export function oppositeOf(action) {
    return STATES[action].opposite;
}
/** What a page is after the action, for a sentence. */
export function stateAfter(action) {
    return STATES[action].name;
}
/** Whether the page is as the action leaves it. */
export function hasState(page, action) {
    const { flag, value } = STATES[action];
    return (field(page, flag) === true) === value;
}
/** The request that moves a page to the trash, locks it, and so on. */
export function setPageState(session, page, action) {
    const { flag, value } = STATES[action];
    const request = updatePage(page.id, { [flag]: value });
    return stepOnPage(session, page, {
        ...request,
        planned: { action, before: { [flag]: !value }, after: { [flag]: value } },
        isSaved: (now) => hasState(now, action),
        isUntouched: (now) => !hasState(now, action),
    });
}
/** One request that changes where or what a page is. */
export function stepOnPage(session, page, { endpoint, send, planned, isSaved, isUntouched, }) {
    const { id } = page;
    const title = titleOf(page);
    const read = () => retrieveCurrentPage(session, id);
    const readMade = async () => ({ id, page: await read() });
    return {
        planned: { ...planned, target: id, title },
        idsOf: () => [id],
        write: {
            endpoint,
            place: say `the page ${title}`,
            send: async (client) => {
                const answer = await send(client);
                return { id, page: isFullPage(answer) ? answer : undefined };
            },
            prove: () => proveUpdated({
                read: readMade,
                isSaved: (made) => made.page !== undefined && isSaved(made.page),
                isUntouched: (made) => made.page !== undefined && isUntouched(made.page),
            }),
            readSaved: readMade,
            recheck: async () => {
                if (!isUntouched(await read())) {
                    throw new ConflictError(say `Somebody else has changed the page meanwhile, so nothing was changed.`, say `Read it and decide again.`);
                }
            },
        },
    };
}
