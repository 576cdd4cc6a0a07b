import { pluralize } from '../../content/answer/pluralize.js';
import { truncateText } from '../../content/answer/truncate.js';
import { listComments } from '../../notion/endpoints/comments.js';
import { ToolError } from '../../errors.js';
import { endNotes } from '../list-end.js';
import { COMMENTS, commentThreads, namesInComments } from './comment-threads.js';
import { lookUpNames } from '../names/look-up-names.js';
import { readAll } from '../read-all.js';
import { resultOrToolError } from '../tolerate.js';
const HEADING = '## Comments\n';
/**
 * Open comments on the page itself, by discussion, in at most `maximum` characters. Notion lists those on single blocks only
 * when asked for each block.
 */
export async function readPageComments(session, pageId, lookups, maximum) {
    const list = await resultOrToolError(() => readAll(lookups, (cursor) => listComments(session, pageId, cursor)));
    if (list instanceof ToolError) {
        const missing = [`Comments could not be read: ${list.message} ${list.advice}`];
        return { text: '', count: 0, complete: false, missing, leftOut: 0 };
    }
    const { items: comments, complete } = list;
    const missing = endNotes(list, COMMENTS);
    const names = await lookUpNames(session, namesInComments(comments), lookups);
    const threads = commentThreads(comments, names);
    const [first] = threads;
    if (first === undefined) {
        return { text: '', count: 0, complete, missing, leftOut: 0 };
    }
    let text = `${HEADING}\n${truncateText(first, maximum - HEADING.length - 1)}`;
    let shown = 1;
    for (const thread of threads.slice(1)) {
        if (text.length + 1 + thread.length > maximum) {
            break;
        }
        text += `\n${thread}`;
        shown += 1;
    }
    const isFirstCut = first.length > maximum - HEADING.length - 1;
    return {
        text,
        count: comments.length,
        complete,
        missing,
        leftOut: threads.length - (isFirstCut ? 0 : shown),
    };
}
/** What the reader should know about the comments shown; '' when none were asked for. */
export function commentsNote(comments) {
    if (comments === undefined) {
        return '';
    }
    if (comments.count === 0 && !comments.complete) {
        return comments.missing.join(' ') || 'Comments on the page were not read (request limit).';
    }
    const count = comments.count === 0 ? 'No open comments' : pluralize(comments.count, 'open comment');
    const rest = [
        comments.complete || comments.missing.length > 0 ? '' : ', the first ones',
        comments.leftOut > 0
            ? `; ${pluralize(comments.leftOut, 'discussion')} omitted or cut (size limit), see notion_list_comments`
            : '',
    ].join('');
    return `${count} on the page itself${rest}. Comments on blocks are not included; Notion's API has no resolved ones.${comments.missing.map((sentence) => ` ${sentence}`).join('')}`;
}
