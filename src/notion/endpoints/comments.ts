import type { CommentObjectResponse } from '@notionhq/client';
import { isFullComment } from './full-objects.js';
import type { NotionSession } from '../session.js';
import { readWithSmallerPages } from './smaller-pages.js';

/** Notion's maximum. */
const COMMENTS_PER_REQUEST = 100;

/**
 * `GET /v1/comments`, one page of the open comments on a page or on one block. Comments on the blocks of a page do not
 * come with the page's id. Several discussions are interleaved, oldest comment first.
 */
export async function listComments(
  session: NotionSession,
  blockId: string,
  cursor?: string,
): Promise<{ items: CommentObjectResponse[]; nextCursor: string | undefined }> {
  const answer = await readWithSmallerPages(COMMENTS_PER_REQUEST, (pageSize) =>
    session.read('GET /v1/comments', (client) =>
      client.comments.list({
        block_id: blockId,
        page_size: pageSize,
        ...(cursor === undefined ? {} : { start_cursor: cursor }),
      }),
    ),
  );
  const comments = answer.results.filter((comment) => isFullComment(comment));
  return {
    items: (await session.lockdown?.keep(session, 'comment', comments)) ?? comments,
    nextCursor: answer.has_more ? (answer.next_cursor ?? undefined) : undefined,
  };
}
