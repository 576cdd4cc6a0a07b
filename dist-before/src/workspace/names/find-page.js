import { InputError, isNotFound } from '../../errors.js';
import { retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { forgetFoundPage, retrieveCurrentPage, retrievePage } from '../../notion/endpoints/pages.js';
import { referenceOrTitle } from '../../notion/reference.js';
import { say, Words } from '../../text/words.js';
import { spareRequests } from '../spare-requests.js';
import { DatabaseGivenError, databaseGiven, findPageByTitle } from './find-page-by-title.js';
import { isLinkedView } from './linked-view.js';
import { pageOfBlock } from './page-of-block.js';
/** Reads a page argument: without a request where it holds an id, and else by one search for the exact title. */
export async function findPageTarget(session, text) {
    const reference = referenceOrTitle(text, 'page', say `page`);
    if (reference === undefined) {
        return { id: await findPageByTitle(session, text), blockId: undefined };
    }
    if (reference.kind === 'data_source') {
        throw databaseGiven(text, reference.id);
    }
    if (reference.kind !== undefined) {
        throw new InputError('page', say `This names a ${Words.term(reference.kind)}, not a page.`, say `Pass the page's URL, id or exact title.`);
    }
    return reference;
}
/** The same for a page that is about to be changed. */
export function findTargetToChange(session, text) {
    return findPageTarget(session, text).catch(throwForChanges);
}
/** A database is answered with what changes one, instead of what reads one. */
function throwForChanges(error) {
    throw error instanceof DatabaseGivenError
        ? new InputError(error.argument, error.wording.problem, say `Pass a page, such as a row of it. notion_edit_database changes its columns, options, views and title, and notion_create_pages adds rows; databases are moved, copied and put into the trash in Notion only.`)
        : error;
}
/** The same as it is now, for what is about to be changed: what a search has given is not taken for it. */
export async function readCurrentTarget(session, target, text) {
    forgetFoundPage(session, target.id);
    const found = await readTargetPage(session, target, text).catch(throwForChanges);
    // One that was found by a block of it may be as a search gave it.
    return found.page.id === target.id
        ? found
        : { ...found, page: await retrieveCurrentPage(session, found.page.id) };
}
/**
 * The same with what `readMore` reads of the page, in one round where requests can be spared: that the argument may name a
 * block, or a page that may not be changed, is found out with it. `isUsable` throws for such a page.
 */
export async function readCurrentWith(session, target, text, isUsable, readMore) {
    const guessed = spareRequests(session) > 0 ? readMore(target.id) : undefined;
    guessed?.catch(() => { });
    const found = await readCurrentTarget(session, target, text);
    isUsable(found.page);
    const isGuess = guessed !== undefined && found.page.id === target.id;
    return { ...found, more: await (isGuess ? guessed : readMore(found.page.id)) };
}
/** Reads the page that an argument refers to, or the page that holds the block. */
export async function readTargetPage(session, { id, blockId }, text) {
    try {
        return { page: await readPage(session, id, text), blockId };
    }
    catch (error) {
        const holder = isNotFound(error) ? await pageOfBlock(session, id) : undefined;
        if (holder === undefined) {
            throw error;
        }
        return { page: await retrievePage(session, holder), blockId: id };
    }
}
/** Reads the page with this id. For a database the error names the tool to use, because their URLs look alike. */
export async function readPage(session, id, text) {
    try {
        return await retrievePage(session, id);
    }
    catch (error) {
        const kind = isNotFound(error) ? await databaseKind(session, id) : undefined;
        if (kind === 'linked view') {
            throw linkedViewGiven(text, id);
        }
        throw kind === 'database' ? databaseGiven(text, id) : error;
    }
}
function linkedViewGiven(text, id) {
    return new DatabaseGivenError('page', say `This is a linked view of another database, not a page.`, say `For the rows that it shows call notion_query_database ${Words.argument('database', text, id)}.`);
}
async function databaseKind(session, id) {
    const misses = [];
    for (const read of [retrieveDatabase, retrieveDataSource]) {
        try {
            await read(session, id);
            return 'database';
        }
        catch (error) {
            if (!isNotFound(error)) {
                throw error;
            }
            misses.push(error);
        }
    }
    return isLinkedView(session, misses[0], misses[1]) ? 'linked view' : undefined;
}
