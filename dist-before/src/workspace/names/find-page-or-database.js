import { InputError, isNotFound } from '../../errors.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { requireReference } from '../../notion/reference.js';
import { say } from '../../text/words.js';
import { findSourceAndView } from './find-view.js';
import { pageOfBlock } from './page-of-block.js';
/** The page or the database that a reference means, whichever there is; for a block, its page; for a view, its database. */
export async function findPageOrDatabase(session, text, argument) {
    const reference = requireReference(text, argument, say `page or database`);
    if (reference.kind !== undefined) {
        return asArgument(argument, () => findSource(session, text));
    }
    try {
        return await retrievePage(session, reference.id);
    }
    catch (miss) {
        if (!isNotFound(miss)) {
            throw miss;
        }
        try {
            return await asArgument(argument, () => findSource(session, text));
        }
        catch (error) {
            const holder = isNotFound(error) ? await pageOfBlock(session, reference.id) : undefined;
            if (holder !== undefined) {
                return retrievePage(session, holder);
            }
            throw isNotFound(error) ? miss : error;
        }
    }
}
/** What a view shows is what its database's data source holds. */
async function findSource(session, text) {
    return (await findSourceAndView(session, text, undefined)).source;
}
/** Names the caller's argument in messages. */
async function asArgument(argument, find) {
    try {
        return await find();
    }
    catch (error) {
        throw error instanceof InputError
            ? new InputError(argument, error.wording.problem, error.wording.advice)
            : error;
    }
}
