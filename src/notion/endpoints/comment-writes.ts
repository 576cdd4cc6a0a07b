import type {
  CreateCommentParameters,
  CreateCommentResponse,
  DeleteCommentResponse,
  UpdateCommentResponse,
} from '@notionhq/client';
import type { WriteRequest } from './page-writes.js';

/** Where a comment goes: on a page, on a block, or in answer to others. */
export type CommentPlace =
  | { readonly kind: 'page' | 'block'; readonly id: string }
  /** `in`: the page or block that it is on, for Notion lists comments by that. */
  | { readonly kind: 'discussion'; readonly id: string; readonly in?: string | undefined };

/** `POST /v1/comments`. */
export function createComment(
  place: CommentPlace,
  text: readonly object[],
): WriteRequest<CreateCommentResponse> {
  const where =
    place.kind === 'discussion'
      ? { discussion_id: place.id }
      : { parent: place.kind === 'page' ? { page_id: place.id } : { block_id: place.id } };
  return {
    endpoint: 'POST /v1/comments',
    send: (client) => client.comments.create({ ...where, rich_text: [...text] } as CreateCommentParameters),
  };
}

/** `PATCH /v1/comments/{comment_id}`: the connection's own only; others' are not found. */
export function updateComment(
  commentId: string,
  text: readonly object[],
): WriteRequest<UpdateCommentResponse> {
  return {
    endpoint: 'PATCH /v1/comments/{comment_id}',
    send: (client) =>
      client.comments.update({ comment_id: commentId, rich_text: [...text] } as unknown as Parameters<
        typeof client.comments.update
      >[0]),
  };
}

/** `DELETE /v1/comments/{comment_id}`: for good; the connection's own only. */
export function deleteComment(commentId: string): WriteRequest<DeleteCommentResponse> {
  return {
    endpoint: 'DELETE /v1/comments/{comment_id}',
    send: (client) => client.comments.delete({ comment_id: commentId }),
  };
}
