import { AccessError } from '../../errors.js';
import { say } from '../../text/words.js';
import { isFullComment } from './full-objects.js';
import { listPage } from './list-page.js';
import { parentOf } from '../parent-of.js';
import { readWithSmallerPages } from './smaller-pages.js';
/** Notion's maximum. */
const COMMENTS_PER_REQUEST = 100;
/** Where discussions are, as lists of comments tell: Notion finds none by its id. Only their pages move. */
export const discussionPlaces = {
    name: 'discussion',
    lifetimeMs: 60 * 60_000,
    isShared: true,
};
/** Keeps where the discussion of a comment is. */
export function keepDiscussionPlace(session, { discussion_id: id, parent }) {
    const place = parentOf(parent);
    if (place !== undefined) {
        session.setCached(discussionPlaces, id, { parent: place });
    }
}
/**
 * `GET /v1/comments`, one page of the open comments on a page or on one block. Comments on the blocks of a page do not
 * come with the page's id. Several discussions are interleaved, oldest comment first.
 */
export async function listComments(session, blockId, cursor) {
    const answer = await readWithSmallerPages(COMMENTS_PER_REQUEST, (pageSize) => session.read('GET /v1/comments', (client) => client.comments.list({
        block_id: blockId,
        page_size: pageSize,
        ...(cursor === undefined ? {} : { start_cursor: cursor }),
    })));
    const page = listPage(answer, cursor, isFullComment);
    page.items.forEach((comment) => keepDiscussionPlace(session, comment));
    return { ...page, items: (await session.lockdown?.keep(session, 'comment', page.items)) ?? page.items };
}
/** `GET /v1/comments/{comment_id}`: one comment, which its discussion's list need not show. */
export async function retrieveComment(session, commentId) {
    const comment = await session.read('GET /v1/comments/{comment_id}', (client) => client.comments.retrieve({ comment_id: commentId }));
    const [kept] = isFullComment(comment)
        ? ((await session.lockdown?.keep(session, 'comment', [comment])) ?? [comment])
        : [];
    if (kept === undefined) {
        throw new AccessError(say `This connection may not read the comment.`, say `Its owner switches on "read comments" in Notion.`);
    }
    return kept;
}
