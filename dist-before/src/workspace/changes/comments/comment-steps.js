import { ConflictError, isNotFound, UnavailableError } from '../../../errors.js';
import { createComment, deleteComment, updateComment, } from '../../../notion/endpoints/comment-writes.js';
import { keepDiscussionPlace, listComments, retrieveComment } from '../../../notion/endpoints/comments.js';
import { isFullComment } from '../../../notion/endpoints/full-objects.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
import { findMade } from '../made/find-made.js';
import { writtenText } from './comment-text.js';
/** Lists of a hundred comments that are looked through for one that may have been made. */
const MAX_LISTINGS = 20;
/** A comment on a page, on a block or in a discussion. */
export function makeComment(session, journal, place, { text, title, since, }) {
    const request = createComment(place, text);
    const written = writtenText(text);
    return {
        planned: {
            action: 'comment',
            target: place.id,
            title: written,
            before: null,
            after: { text: written, on: place },
        },
        idsOf: (id) => [id],
        write: {
            endpoint: request.endpoint,
            place: say `the comments on ${title}`,
            send: async (client) => {
                const made = await request.send(client);
                if (isFullComment(made)) {
                    keepDiscussionPlace(session, made);
                }
                return made.id;
            },
            prove: () => findComment(session, journal, { on: place, text: written, since }),
            readSaved: ({ resourceId }) => resourceId === undefined
                ? Promise.reject(new UnavailableError(say `Notion did not say which comment it made.`, say `Look for it.`))
                : Promise.resolve(resourceId),
            // Nothing is replaced.
            recheck: () => Promise.resolve(),
        },
    };
}
/** Looks for it. Two comments of one text cannot be told from each other. */
export async function findComment(session, journal, { on, text, since, change }) {
    const place = on.kind === 'discussion' ? on.in : on.id;
    if (place === undefined) {
        // Notion lists comments by page or block, and a discussion's id names neither.
        return { kind: 'unclear' };
    }
    const discussion = on.kind === 'discussion' ? on.id : undefined;
    const sought = { action: 'comment', target: on.id, title: text, since, change };
    return findMade(session, journal, sought, () => listWritten(session, place, discussion), () => false);
}
/** Another text for a comment of this connection. */
export function editComment(session, comment, text) {
    const { id } = comment;
    const request = updateComment(id, text);
    const before = writtenText(comment.rich_text);
    const isUntouched = (now) => writtenText(now.rich_text) === before;
    const read = () => retrieveComment(session, id);
    return {
        planned: {
            action: 'edit_comment',
            target: id,
            title: before,
            before: { text: comment.rich_text },
            after: { text: writtenText(text) },
        },
        idsOf: () => [id],
        write: {
            endpoint: request.endpoint,
            place: say `a comment`,
            send: async (client) => (await request.send(client)).id,
            prove: async () => {
                const proof = await proveUpdated({
                    read,
                    isSaved: (now) => writtenText(now.rich_text) === writtenText(text),
                    isUntouched,
                });
                return proof.kind === 'saved' ? { kind: 'saved', result: id } : proof;
            },
            readSaved: () => Promise.resolve(id),
            recheck: async () => {
                if (!isUntouched(await read())) {
                    throw new ConflictError(say `The comment was changed meanwhile, so nothing was changed.`, say `Read it and decide again.`);
                }
            },
        },
    };
}
/** A comment of this connection goes, for good. */
export function removeComment(session, comment) {
    const { id } = comment;
    const request = deleteComment(id);
    return {
        planned: {
            action: 'delete_comment',
            target: id,
            title: writtenText(comment.rich_text),
            before: { text: comment.rich_text },
            after: null,
        },
        idsOf: () => [id],
        write: {
            endpoint: request.endpoint,
            place: say `a comment`,
            send: async (client) => (await request.send(client)).id,
            prove: async () => {
                try {
                    await retrieveComment(session, id);
                    return { kind: 'absent' };
                }
                catch (error) {
                    if (isNotFound(error)) {
                        return { kind: 'saved', result: id };
                    }
                    throw error;
                }
            },
            readSaved: () => Promise.resolve(id),
            recheck: () => Promise.resolve(),
        },
    };
}
/** Comments on a page or block, or those of one discussion. */
async function listWritten(session, placeId, discussion) {
    const list = await readUntil((cursor) => listComments(session, placeId, cursor), MAX_LISTINGS);
    const thread = list.items.filter(({ discussion_id: id }) => discussion === undefined || id === discussion);
    return {
        pages: thread.map((comment) => ({
            id: comment.id,
            title: writtenText(comment.rich_text),
            createdTime: comment.created_time,
            createdBy: comment.created_by.id,
            isAsSent: true,
        })),
        // A discussion that is not among them is resolved, or lies elsewhere: that its answer is not there proves nothing.
        isWhole: isComplete(list) && (discussion === undefined || thread.length > 0),
    };
}
