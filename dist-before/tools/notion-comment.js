import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { undashed } from '../src/notion/reference.js';
import { say } from '../src/text/words.js';
import { confirmParameter, defineTool, dryRunParameter, pageParameter, replaces, requestKeyParameter, requireChanges, } from '../src/tool.js';
import { changeNotes, recordAnswer, wholeFailure } from '../src/workspace/changes/answer-change.js';
import { editComment, makeComment, removeComment } from '../src/workspace/changes/comments/comment-steps.js';
import { shownText } from '../src/workspace/changes/comments/comment-text.js';
import { commentNotes, doneOf, linesOf, wouldOf } from '../src/workspace/changes/comments/comment-answers.js';
import { planComment } from '../src/workspace/changes/comments/plan-comment.js';
import { confirmationNote, requireConfirmation } from '../src/workspace/changes/confirm-change.js';
import { lazyJournal } from '../src/workspace/changes/lazy-journal.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';
const NAME = 'notion_comment';
const MAX_TEXT_CHARACTERS = 20_000;
const MAX_QUOTE_CHARACTERS = 2000;
export default defineTool({
    name: NAME,
    title: 'Comment in Notion',
    description: 'Comments on a page or block, answers a discussion, edits or deletes a comment of this connection. Mentioned people are notified.',
    input: z.object({
        on: pageParameter.describe('Page (URL, id, title), block URL, discussion:… from notion_list_comments, or comment:… to edit it'),
        text: z
            .string()
            .max(MAX_TEXT_CHARACTERS)
            .optional()
            .describe('Inline Markdown; mentions as notion_read_page shows them'),
        quote: z
            .string()
            .max(MAX_QUOTE_CHARACTERS)
            .optional()
            .describe('Text of the page whose block is commented; Notion marks the whole block'),
        delete: z.boolean().default(false).describe('Deletes comment:… for good; needs confirm'),
        confirm: confirmParameter,
        dry_run: dryRunParameter,
        request_key: requestKeyParameter,
    }),
    // It can delete; not idempotent: the same call again comments once more.
    annotations: { ...replaces, idempotentHint: false },
    async run(input, { boundary, now, changes: given }) {
        const changes = requireChanges(given);
        const earlier = await earlierAnswer(changes, input, boundary);
        if (earlier !== undefined) {
            return earlier;
        }
        const { session } = changes;
        const { confirm, dry_run: isDryRun, ...what } = input;
        const planned = await planComment(session, what);
        const confirmable = planned.kind === 'delete'
            ? {
                tool: NAME,
                input,
                seen: [planned.comment.id, planned.comment.last_edited_time],
                effect: say `The comment ${shownText(planned.comment.rich_text)} would be deleted for good.`,
            }
            : undefined;
        const said = commentNotes(planned);
        const journal = lazyJournal(changes);
        const step = planned.kind === 'make'
            ? makeComment(session, journal, planned.target.place, {
                text: planned.text,
                title: planned.target.title,
                since: now,
            })
            : planned.kind === 'edit'
                ? editComment(session, planned.comment, planned.text)
                : removeComment(session, planned.comment);
        await rehearse(session, [step]);
        if (isDryRun || changes.isProposal) {
            const notes = [
                ...said,
                changes.isProposal ? 'This server only proposes changes: a person makes them in Notion.' : '',
                confirmable === undefined ? '' : await confirmationNote(changes, confirmable),
            ];
            return renderAnswer({
                summary: `Nothing was changed. This call would ${wouldOf(planned)}.`,
                content: linesOf(planned),
                notes,
            }, boundary);
        }
        if (confirmable !== undefined) {
            await requireConfirmation(changes, confirmable, confirm);
        }
        const request = requestOf(input);
        const run = await runChange(session, journal, { tool: NAME, request }, [step]);
        if ('earlier' in run) {
            return repeatedAnswer(run.earlier, request, boundary);
        }
        const failure = wholeFailure(run.results);
        if (failure !== undefined) {
            throw failure;
        }
        const [result] = run.results;
        const id = result?.kind === 'saved' ? result.saved.result : '';
        const answer = renderAnswer({
            summary: `${doneOf(planned)}: comment:${undashed(id)}.`,
            content: linesOf(planned),
            notes: [
                ...said,
                ...(planned.kind === 'delete'
                    ? [`Change ${run.id}; Notion cannot bring back a comment.`]
                    : changeNotes(run)),
            ],
        }, boundary);
        return recordAnswer(journal, run, answer);
    },
});
