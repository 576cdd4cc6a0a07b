import type { CommentObjectResponse } from '@notionhq/client';
import { isFullComment } from './full-objects.js';
import { listPage, type ListPage } from './list-page.js';
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
): Promise<ListPage<CommentObjectResponse>> {
  const answer = await readWithSmallerPages(COMMENTS_PER_REQUEST, (pageSize) =>
    session.read('GET /v1/comments', (client) =>
      client.comments.list({
        block_id: blockId,
        page_size: pageSize,
        ...(cursor === undefined ? {} : { start_cursor: cursor }),
      }),
    ),
  );
  const page = listPage<CommentObjectResponse>(answer, cursor, isFullComment);
  return { ...page, items: (await session.lockdown?.keep(session, 'comment', page.items)) ?? page.items };
}
