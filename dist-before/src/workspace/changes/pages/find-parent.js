import { InputError } from '../../../errors.js';
import { stateOf } from '../../../notion/object-state.js';
import { referenceOrTitle } from '../../../notion/reference.js';
import { say } from '../../../text/words.js';
import { findDataSource, SeveralSourcesError } from '../../names/find-database.js';
import { findTargetToChange, readCurrentTarget } from '../../names/find-page.js';
import { readAuthors } from '../authors.js';
/** What stands for the top of the workspace. */
const PRIVATE_WORDS = new Set(['private', 'workspace']);
/** Finds where new pages go; without a text they are private. */
export async function findPlace(session, text) {
    return text === undefined || PRIVATE_WORDS.has(text.trim().toLowerCase())
        ? privatePlace(session)
        : findParent(session, text);
}
/** Finds the database or page that an argument means; a name is a database's first. Refuses what is in the trash. */
export async function findParent(session, text) {
    const isReference = referenceOrTitle(text, 'parent', say `parent`) !== undefined;
    const looks = isReference ? [findPage, findDatabase] : [findDatabase, findPage];
    let first;
    for (const look of looks) {
        try {
            return inUse(await look(session, text));
        }
        catch (error) {
            if (error instanceof SeveralSourcesError ||
                !(error instanceof InputError) ||
                error.argument === 'parent') {
                throw error instanceof SeveralSourcesError
                    ? new InputError('parent', error.wording.problem, say `Pass one of them as parent.`)
                    : error;
            }
            first ??= error;
        }
    }
    if (isReference) {
        throw first;
    }
    throw new InputError('parent', say `No database and no page with this title is shared with the connection, or several pages have it.`, say `Pass the URL or id; notion_search finds it.`);
}
/** Notion makes private pages for a person only: the one that the connection acts for. */
async function privatePlace(session) {
    const { bot, person } = await readAuthors(session);
    if (bot !== undefined && person === undefined) {
        throw new InputError('parent', say `This connection belongs to the workspace and acts for no person, so Notion makes no private pages through it.`, say `Pass a database or page as parent. Private pages take a connection that a person has authorized, or their personal access token.`);
    }
    return { kind: 'private' };
}
async function findDatabase(session, text) {
    return { kind: 'database', source: await findDataSource(session, text) };
}
async function findPage(session, text) {
    const target = await findTargetToChange(session, text);
    const { page } = await readCurrentTarget(session, target, text);
    return { kind: 'page', page };
}
/** Notion accepts a new page below one in the trash, and refuses every later change to it. */
function inUse(parent) {
    if (stateOf(parent.kind === 'page' ? parent.page : parent.source) !== undefined) {
        throw new InputError('parent', say `The parent is in the trash or archived.`, parent.kind === 'page'
            ? say `Restore it with notion_organize_pages first, or pass another parent.`
            : say `Restore it in Notion first, or pass another parent.`);
    }
    return parent;
}
