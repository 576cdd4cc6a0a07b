import { isNotFound } from '../../../errors.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { stateOf } from '../../../notion/object-state.js';
import { say } from '../../../text/words.js';
import { refused } from './inverse.js';
/** The page as it is now, for its inverse; a refusal, or what else is given, if it is gone or in the trash. */
export function invertPage(session, step, id, invert, inTrash = refused(step, say `It is in the trash or archived.`)) {
    return invertAnyPage(session, step, id, (page) => {
        switch (stateOf(page)) {
            case undefined:
                return invert(page);
            case 'in the trash':
                return inTrash;
            case 'archived':
                return refused(step, say `It is in the trash or archived.`);
        }
    });
}
/** The same for a page that may be in the trash. */
export async function invertAnyPage(session, step, id, invert) {
    let page;
    try {
        page = await retrieveCurrentPage(session, id);
    }
    catch (error) {
        if (isNotFound(error)) {
            return refused(step, say `It is gone, or no longer shared with this connection.`);
        }
        throw error;
    }
    return invert(page);
}
