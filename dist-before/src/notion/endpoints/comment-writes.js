/** `POST /v1/comments`. */
export function createComment(place, text) {
    const where = place.kind === 'discussion'
        ? { discussion_id: place.id }
        : { parent: place.kind === 'page' ? { page_id: place.id } : { block_id: place.id } };
    return {
        endpoint: 'POST /v1/comments',
        send: (client) => client.comments.create({ ...where, rich_text: [...text] }),
    };
}
/** `PATCH /v1/comments/{comment_id}`: the connection's own only; others' are not found. */
export function updateComment(commentId, text) {
    return {
        endpoint: 'PATCH /v1/comments/{comment_id}',
        send: (client) => client.comments.update({ comment_id: commentId, rich_text: [...text] }),
    };
}
/** `DELETE /v1/comments/{comment_id}`: for good; the connection's own only. */
export function deleteComment(commentId) {
    return {
        endpoint: 'DELETE /v1/comments/{comment_id}',
        send: (client) => client.comments.delete({ comment_id: commentId }),
    };
}
