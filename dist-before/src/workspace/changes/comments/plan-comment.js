import { richTextOf } from '../../../content/markdown/compose/rich-text-elements.js';
import { AccessError, InputError, isNotFound } from '../../../errors.js';
import { retrieveComment } from '../../../notion/endpoints/comments.js';
import { repairLineBreaks } from '../../../notion/values/line-breaks.js';
import { say } from '../../../text/words.js';
import { authorIds, readAuthors } from '../authors.js';
import { findCommentTarget } from './find-place.js';
/** Elements of one comment: more of them Notion refuses. */
const MAX_ELEMENTS = 100;
/** Reads the arguments; nothing is sent that changes anything. */
export async function planComment(session, { on, text, quote, delete: isDeletion }) {
    if (isDeletion === (text !== undefined)) {
        throw new InputError('text', isDeletion ? say `A comment that is deleted gets no text.` : say `The comment has no text.`, isDeletion ? say `Leave text out.` : say `Pass its text.`);
    }
    const target = await findCommentTarget(session, on, quote);
    if (target.kind === 'place') {
        if (text === undefined) {
            throw new InputError('on', say `Only a comment can be deleted.`, say `Pass comment:<id> from the answer that made it.`);
        }
        return { kind: 'make', target, ...textOf(text) };
    }
    const comment = await readOwn(session, target.id);
    return text === undefined ? { kind: 'delete', comment } : { kind: 'edit', comment, ...textOf(text) };
}
function textOf(given) {
    const { text, isRepaired } = repairLineBreaks(given);
    const elements = richTextOf(text.trim());
    if (elements.length === 0 || elements.length > MAX_ELEMENTS) {
        throw new InputError('text', elements.length === 0 ? say `The comment is empty.` : say `The comment has too many changes of style.`, elements.length === 0 ? say `Pass its text.` : say `Write it plainer, or as several comments.`);
    }
    return { text: elements, isRepaired };
}
/** Notion edits and deletes only what the connection has written, and says of others that they are not there. */
async function readOwn(session, id) {
    let comment;
    try {
        comment = await retrieveComment(session, id);
    }
    catch (error) {
        throw isNotFound(error)
            ? new InputError('on', say `There is no such comment, or it is not shared with this connection.`, say `Pass the id from the answer that made it.`)
            : error;
    }
    const authors = authorIds(await readAuthors(session));
    if (authors.size > 0 && !authors.has(comment.created_by.id)) {
        throw new AccessError(say `The comment is somebody else's, and Notion lets a connection change its own only.`, say `Answer it instead, or ask its author.`);
    }
    return comment;
}
