import { visibleBlock, visiblePage } from '../access.js';
import { notFound, validationError } from '../errors.js';
import { parseId } from '../ids.js';
import { listBody, pageRequestOfQuery, slice } from '../paging.js';
import { presentComment } from '../present/comment.js';
/** Oldest first. A page's id gives the comments on the page itself, not those on its blocks. */
function listComments(request) {
    const { workspace, connection, query } = request;
    const text = query.get('block_id');
    const id = parseId(text ?? '');
    if (id === undefined) {
        throw validationError(text === null
            ? 'query failed validation: query.block_id should be defined, instead was `undefined`.'
            : `query failed validation: query.block_id should be a valid uuid, instead was \`${JSON.stringify(text)}\`.`);
    }
    if (visiblePage(workspace, id) === undefined && visibleBlock(workspace, id) === undefined) {
        throw notFound('block', id, connection);
    }
    const comments = workspace.comments
        .filter((comment) => comment.parent.id === id && !workspace.resolvedDiscussions.has(comment.discussionId))
        .toSorted((a, b) => a.created.localeCompare(b.created));
    const { items, nextCursor } = slice(comments, pageRequestOfQuery(query), (comment) => comment.id);
    return listBody('comment', items.map((comment) => presentComment(workspace, comment)), nextCursor);
}
export const commentRoutes = [
    { endpoint: 'GET /v1/comments', needs: 'read_comments', answer: listComments },
];
