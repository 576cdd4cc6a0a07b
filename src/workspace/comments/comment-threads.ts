import type { CommentObjectResponse } from '@notionhq/client';
import { clipRichText, clipText, fairLength, richTextLength } from '../../content/answer/clip.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { joinReferences, referencesInRichText, type References } from '../../content/collect-references.js';
import { oneLine } from '../../content/rich-text/escape.js';
import type { Names } from '../../content/names.js';
import { renderRichText } from '../../content/rich-text/rich-text.js';
import { titleText } from '../../content/print/title-text.js';
import { parentOf } from '../../notion/parent-of.js';
import { undashed } from '../../notion/reference.js';
import { textField } from '../../text/json.js';
import { say } from '../../text/words.js';
import type { ListWords } from '../list-end.js';

/** Comments as the end of their list is worded. */
export const COMMENTS: ListWords = {
  one: say`comment`,
  several: say`comments`,
  narrow: say`Notion shows them all.`,
};

/** Characters of the comments in one list; longer ones give way first. */
const MAX_LIST_CHARACTERS = 20_000;
/** Characters of the name beside a comment. */
const MAX_AUTHOR_CHARACTERS = 80;

/** Ids of those who wrote them, as far as Notion says who did. */
export function authorsOf(comments: readonly CommentObjectResponse[]): readonly string[] {
  return comments.flatMap(({ created_by: author }) => textField(author, 'id') ?? []);
}

/** What must be looked up before comments can be shown with names. */
export function namesInComments(comments: readonly CommentObjectResponse[]): References {
  const references = joinReferences(comments.map((comment) => referencesInRichText(comment.rich_text)));
  const authors = authorsOf(comments.filter((comment) => nameGiven(comment) === ''));
  return { ...references, users: [...authors, ...references.users] };
}

/** How many of these comments are longer than they are shown. */
export function cutComments(comments: readonly CommentObjectResponse[]): number {
  const longest = longestOf(comments);
  return comments.filter((comment) => richTextLength(comment.rich_text) > longest).length;
}

/**
 * Comments as lists, one for each discussion: the first comment, and below it those that answer. The longest are cut where
 * all are too much.
 */
export function commentThreads(
  comments: readonly CommentObjectResponse[],
  names: Names,
  { withIds = false }: { readonly withIds?: boolean } = {},
): string[] {
  const threads = new Map<string, string[]>();
  const longest = longestOf(comments);
  for (const comment of comments) {
    const lines = threads.get(comment.discussion_id) ?? [];
    const author = nameGiven(comment) || (names.user(comment.created_by.id) ?? 'somebody');
    const text = oneLine(renderRichText(clipRichText(comment.rich_text, longest), names));
    const files = comment.attachments?.length ?? 0;
    const attached = files === 0 ? '' : ` (${pluralize(files, 'file')} attached)`;
    const line = `${titleText(clipText(author, MAX_AUTHOR_CHARACTERS))} (${comment.created_time.slice(0, 10)}): ${text}${attached}`;
    // Before all that others wrote, which could name another discussion.
    const id = withIds ? `${discussionName(comment)} ` : '';
    lines.push(lines.length === 0 ? `- ${id}${line}` : `  - ${line}`);
    threads.set(comment.discussion_id, lines);
  }
  return [...threads.values()].map((lines) => lines.join('\n'));
}

/** What an answer takes: with its page or block, by which Notion finds the answer again if its own is lost. */
function discussionName({ discussion_id: id, parent }: CommentObjectResponse): string {
  const place = parentOf(parent)?.id;
  return `discussion:${undashed(id)}${place === undefined ? '' : `@${undashed(place)}`}`;
}

function longestOf(comments: readonly CommentObjectResponse[]): number {
  const lengths = comments.map((comment) => richTextLength(comment.rich_text));
  return Math.max(1, fairLength(lengths, MAX_LIST_CHARACTERS));
}

/** The name Notion shows beside the comment, which needs no capability to read people. */
function nameGiven(comment: CommentObjectResponse): string {
  return comment.display_name?.resolved_name ?? '';
}
