import { counted } from '../content/counted.js';
import type { CommentObjectResponse } from '@notionhq/client';
import { renderRichText } from '../content/rich-text.js';
import { titleText } from '../content/title-text.js';
import { listComments } from '../notion/comments.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { lookUpNames } from './names.js';
import { readAll } from './read-all.js';

export interface PageComments {
  /** A heading and the comments by discussion; '' when nobody commented. */
  readonly text: string;
  readonly count: number;
  /** Whether all open comments on the page itself are in `text`. */
  readonly complete: boolean;
}

/** Open comments on the page itself, by discussion. Notion lists those on single blocks only when asked for each block. */
export async function readPageComments(
  session: NotionSession,
  pageId: string,
  allowance: RequestAllowance,
): Promise<PageComments> {
  const { items: comments, complete } = await readAll(allowance, (cursor) =>
    listComments(session, pageId, cursor),
  );
  const authors = comments
    .filter((comment) => nameGiven(comment) === '')
    .map((comment) => comment.created_by.id);
  const names = await lookUpNames(session, { users: authors }, allowance);
  const discussions = new Map<string, string[]>();
  for (const comment of comments) {
    const author = nameGiven(comment) || (names.user(comment.created_by.id) ?? 'somebody');
    const line = `${titleText(author)} (${comment.created_time.slice(0, 10)}): ${renderRichText(comment.rich_text, names)}`;
    const lines = discussions.get(comment.discussion_id) ?? [];
    discussions.set(comment.discussion_id, [...lines, `${lines.length === 0 ? '- ' : '  - '}${line}`]);
  }
  const lines = [...discussions.values()].flat();
  return {
    text: lines.length === 0 ? '' : ['## Comments', '', ...lines].join('\n'),
    count: comments.length,
    complete,
  };
}

/** What the reader should know about the comments shown; '' when none were asked for. */
export function commentsNote(comments: PageComments | undefined): string {
  if (comments === undefined) {
    return '';
  }
  const count = comments.count === 0 ? 'No open comments' : counted(comments.count, 'open comment');
  const rest = comments.complete ? '' : ', the first ones';
  return `${count} on the page itself${rest}. Comments on single blocks are not included, resolved ones are not in Notion's API.`;
}

/** The name Notion shows beside the comment, which needs no capability to read people. */
function nameGiven(comment: CommentObjectResponse): string {
  return comment.display_name?.resolved_name ?? '';
}
