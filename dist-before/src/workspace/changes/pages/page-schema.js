import { InputError } from '../../../errors.js';
import { foundSource } from '../../../notion/endpoints/pages.js';
import { retrieveDataSource } from '../../../notion/endpoints/databases.js';
import { stateOf } from '../../../notion/object-state.js';
import { textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { findTargetToChange, readCurrentTarget } from '../../names/find-page.js';
import { spareRequests } from '../../spare-requests.js';
/** The columns of a page that lies in no database. */
export const PAGE_SCHEMA = { title: { id: 'title', name: 'title', type: 'title', title: {} } };
/** Reads a page that is to be changed, past every cache, and its columns. Refuses one that is in the trash. */
export async function readChangedPage(session, text) {
    const target = await findTargetToChange(session, text);
    // In one round with the page, which may have been moved since.
    const guess = spareRequests(session) > 0 ? foundSource(session, target.id) : undefined;
    const guessed = guess === undefined ? undefined : retrieveDataSource(session, guess);
    guessed?.catch(() => { });
    const { page } = await readCurrentTarget(session, target, text);
    if (stateOf(page) !== undefined) {
        throw new InputError('pages', say `A page to be changed is in the trash or archived, where Notion changes nothing.`, say `Restore it first: notion_organize_pages does it.`);
    }
    const isGuess = guessed !== undefined && textField(page.parent, 'data_source_id') === guess;
    return { page, schema: isGuess ? columnsOf(await guessed) : await schemaOf(session, page) };
}
/** The columns of a page, as they are now. */
export async function schemaOf(session, page) {
    const source = textField(page.parent, 'data_source_id');
    return source === undefined ? PAGE_SCHEMA : columnsOf(await retrieveDataSource(session, source));
}
/** The columns of a database. */
export function columnsOf({ properties }) {
    return properties;
}
