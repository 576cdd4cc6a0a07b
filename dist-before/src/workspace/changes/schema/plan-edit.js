import { InputError } from '../../../errors.js';
import { say } from '../../../text/words.js';
import { planDatabaseEdit } from './plan-database-edit.js';
import { planNewDatabase } from './plan-new-database.js';
/** Checks the whole call. Nothing of it is sent. */
export async function planEdit(session, asked, lookups, now) {
    const { database, create_in: parent, title, add = {}, rename = {}, change = {}, views = {} } = asked;
    const { add_options: addOptions = {}, remove = [] } = asked;
    if ((database === undefined) === (parent === undefined)) {
        throw new InputError('database', say `One of database and create_in is needed.`, say `Pass database to change one, or create_in with the page for a new one.`);
    }
    if (database !== undefined) {
        const given = { database, title, add, rename, addOptions, change, remove, views };
        return planDatabaseEdit(session, given, lookups, now);
    }
    if ([rename, addOptions, change, views, remove].some((given) => Object.keys(given).length > 0)) {
        throw new InputError('create_in', say `A new database has nothing to rename, change or remove; Notion gives it a view of its own.`, say `Pass title and add only; views in a call of their own, once it is there.`);
    }
    return planNewDatabase(session, { parent: parent ?? '', title, add }, lookups, now);
}
