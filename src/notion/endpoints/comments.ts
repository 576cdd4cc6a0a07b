import type { CommentObjectResponse } from '@notionhq/client';
import { AccessError } from '../../errors.js';
import { say } from '../../text/words.js';
import { isFullComment } from './full-objects.js';
import { listPage, type ListPage } from './list-page.js';
import { parentOf, type ParentRef } from '../parent-of.js';
import type { CacheKind, NotionSession } from '../session.js';
import { readWithSmallerPages } from './smaller-pages.js';

/** Notion's maximum. */
const COMMENTS_PER_REQUEST = 100;

/** Where discussions are, as lists of comments tell: Notion finds none by its id. Only their pages move. */
export const discussionPlaces: CacheKind<{ readonly parent: ParentRef }> = {
  name: 'discussion',
  lifetimeMs: 60 * 60_000,
  isShared: true,
};

/** Keeps where the discussion of a comment is. */
export function keepDiscussionPlace(
  session: NotionSession,
  { discussion_id: id, parent }: Pick<CommentObjectResponse, 'discussion_id' | 'parent'>,
): void {
  const place = parentOf(parent);
  if (place !== undefined) {
    session.setCached(discussionPlaces, id, { parent: place });
  }
}

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
  page.items.forEach((comment) => keepDiscussionPlace(session, comment));
  return { ...page, items: (await session.lockdown?.keep(session, 'comment', page.items)) ?? page.items };
}

/** `GET /v1/comments/{comment_id}`: one comment, which its discussion's list need not show. */
export async function retrieveComment(
  session: NotionSession,
  commentId: string,
): Promise<CommentObjectResponse> {
  const comment = await session.read('GET /v1/comments/{comment_id}', (client) =>
    client.comments.retrieve({ comment_id: commentId }),
  );
  const [kept] = isFullComment(comment)
    ? ((await session.lockdown?.keep(session, 'comment', [comment])) ?? [comment])
    : [];
  if (kept === undefined) {
    throw new AccessError(
      say`This connection may not read the comment.`,
      say`Its owner switches on "read comments" in Notion.`,
    );
  }
  return kept;
}
