import type { CommentObjectResponse } from '@notionhq/client';
import { counted } from '../content/counted.js';
import { referencesInRichText } from '../content/collect-references.js';
import { oneLine } from '../content/escape.js';
import type { Names } from '../content/names.js';
import { renderRichText } from '../content/rich-text.js';
import { titleText } from '../content/title-text.js';
import type { WantedNames } from './names.js';

/** What must be looked up before comments can be shown with names. */
export function namesInComments(comments: readonly CommentObjectResponse[]): WantedNames {
  const references = comments.map((comment) => referencesInRichText(comment.rich_text));
  const authors = comments
    .filter((comment) => nameGiven(comment) === '')
    .map((comment) => comment.created_by.id);
  return {
    titles: references.flatMap(({ titles }) => titles),
    users: [...authors, ...references.flatMap(({ users }) => users)],
  };
}

/** Comments as lists, one for each discussion: the first comment, and below it those that answer. */
export function commentThreads(comments: readonly CommentObjectResponse[], names: Names): string[] {
  const threads = new Map<string, string[]>();
  for (const comment of comments) {
    const lines = threads.get(comment.discussion_id) ?? [];
    const author = nameGiven(comment) || (names.user(comment.created_by.id) ?? 'somebody');
    const text = oneLine(renderRichText(comment.rich_text, names));
    const files = comment.attachments?.length ?? 0;
    const attached = files === 0 ? '' : ` (${counted(files, 'file')} attached)`;
    const line = `${titleText(author)} (${comment.created_time.slice(0, 10)}): ${text}${attached}`;
    threads.set(comment.discussion_id, [...lines, `${lines.length === 0 ? '- ' : '  - '}${line}`]);
  }
  return [...threads.values()].map((lines) => lines.join('\n'));
}

/** The name Notion shows beside the comment, which needs no capability to read people. */
function nameGiven(comment: CommentObjectResponse): string {
  return comment.display_name?.resolved_name ?? '';
}
