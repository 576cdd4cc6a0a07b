import * as z from 'zod';
import { isNotFound } from '../../../errors.js';
import { listComments, retrieveComment } from '../../../notion/endpoints/comments.js';
import { parentOf } from '../../../notion/parent-of.js';
import { writable } from '../../../notion/values/stored-value.js';
import { arrayOf, field } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
import { editComment, removeComment } from '../comments/comment-steps.js';
import { writtenText } from '../comments/comment-text.js';
import { refused } from './inverse.js';
const after = z.object({ text: z.string() });
const before = z.object({ text: z.array(z.unknown()) });
/** Lists of a hundred comments that are looked through for an answer to one. */
const MAX_LISTINGS = 5;
/** A comment that was made is deleted, unless somebody has answered it. */
export const invertComment = (session, step, { ids }) => Promise.all(ids.map((id) => invertWritten(session, step, id, async (comment) => (await isAnswered(session, comment))
    ? refused(step, say `Somebody has answered it, or that could not be seen.`)
    : {
        kind: 'possible',
        unit: 'comment',
        step: removeComment(session, comment),
        shown: `Comment deleted: ${step.title}`,
        lost: [],
    })));
/** A comment that was edited gets its text back. */
export const invertCommentEdit = (session, step, { ids }) => Promise.all(ids.map((id) => invertWritten(session, step, id, (comment) => {
    const text = field(writable({ type: 'rich_text', rich_text: before.parse(step.before).text }), 'rich_text');
    return {
        kind: 'possible',
        unit: 'comment',
        step: editComment(session, comment, arrayOf(text)),
        shown: `Comment: ${writtenText(comment.rich_text)} → ${step.title}`,
        lost: [],
    };
})));
/** The comment as the step left it; a refusal if somebody has edited it since. */
async function invertWritten(session, step, id, invert) {
    try {
        const comment = await retrieveComment(session, id);
        const text = writtenText(comment.rich_text);
        if (text === after.parse(step.after).text) {
            return await invert(comment);
        }
        return step.action === 'edit_comment' && text === step.title
            ? { kind: 'needless' }
            : refused(step, say `It was edited since.`);
    }
    catch (error) {
        if (isNotFound(error)) {
            return { kind: 'needless' };
        }
        throw error;
    }
}
async function isAnswered(session, comment) {
    const parent = parentOf(comment.parent);
    if (parent === undefined) {
        return true;
    }
    const list = await readUntil((cursor) => listComments(session, parent.id, cursor), MAX_LISTINGS);
    const thread = list.items.filter(({ discussion_id: id }) => id === comment.discussion_id);
    return !isComplete(list) || thread.at(-1)?.id !== comment.id;
}
