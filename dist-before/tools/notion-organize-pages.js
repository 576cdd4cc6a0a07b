import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { confirmParameter, defineTool, dryRunParameter, pageParameter, replaces, requestKeyParameter, requireChanges, } from '../src/tool.js';
import { recordAnswer, wholeFailure } from '../src/workspace/changes/answer-change.js';
import { confirmationNote, requireConfirmation } from '../src/workspace/changes/confirm-change.js';
import { lossOf } from '../src/workspace/changes/organize/loss.js';
import { organizedPages, proposedPages } from '../src/workspace/changes/organize/organized-answer.js';
import { planOrganize } from '../src/workspace/changes/organize/plan-organize.js';
import { unchangedPages } from '../src/workspace/changes/organize/verify-pages.js';
import { lazyJournal } from '../src/workspace/changes/lazy-journal.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
/** Pages of one call. */
const MAX_PAGES = 50;
const NAME = 'notion_organize_pages';
export default defineTool({
    name: NAME,
    title: 'Organize Notion pages',
    description: 'Moves pages to another place, to the trash or out of it, locks, archives or duplicates them. ' +
        'Trash takes what lies below along; several pages, or one with others below, need confirm.',
    input: z.object({
        pages: z
            .array(pageParameter)
            .min(1)
            .max(MAX_PAGES)
            .describe('Page URLs, ids or exact titles (in the trash: URLs, ids)'),
        action: z
            .enum(['move', 'trash', 'restore', 'lock', 'unlock', 'archive', 'unarchive', 'duplicate'])
            .describe('What to do with them'),
        to: pageParameter.optional().describe('For move and duplicate: page or database'),
        confirm: confirmParameter,
        dry_run: dryRunParameter,
        request_key: requestKeyParameter,
    }),
    // Not idempotent: a duplicate is made with each call.
    annotations: { ...replaces, idempotentHint: false },
    async run(input, { boundary, extraRequests, now, changes: given }) {
        const changes = requireChanges(given);
        const earlier = await earlierAnswer(changes, input, boundary);
        if (earlier !== undefined) {
            return earlier;
        }
        const { action, confirm, dry_run: isDryRun, ...what } = input;
        const { targets, same } = await planOrganize(changes.session, { action, ...what }, new LookupBudget(extraRequests), now);
        const journal = lazyJournal(changes);
        const steps = targets.map(({ step }) => step(journal));
        await rehearse(changes.session, steps);
        const sameNote = same > 0 ? `${pluralize(same, 'page')} already ${same === 1 ? 'is' : 'are'} so.` : '';
        const loss = lossOf(action, targets);
        const confirmable = loss && { tool: NAME, input, ...loss };
        if (isDryRun || changes.isProposal || targets.length === 0) {
            const notes = [
                sameNote,
                changes.isProposal ? 'This server only proposes changes: a person makes them in Notion.' : '',
                confirmable === undefined ? '' : await confirmationNote(changes, confirmable),
            ];
            return renderAnswer(proposedPages(action, targets, notes), boundary);
        }
        if (confirmable !== undefined) {
            await requireConfirmation(changes, confirmable, confirm);
        }
        const request = requestOf(input);
        const run = await runChange(changes.session, journal, { tool: NAME, request }, steps);
        if ('earlier' in run) {
            return repeatedAnswer(run.earlier, request, boundary);
        }
        const failure = wholeFailure(run.results);
        if (failure !== undefined) {
            throw failure;
        }
        const unchanged = await unchangedPages(changes.session, targets, run.results);
        const answer = renderAnswer(organizedPages(action, targets, run, unchanged, [sameNote]), boundary);
        return recordAnswer(journal, run, answer);
    },
});
