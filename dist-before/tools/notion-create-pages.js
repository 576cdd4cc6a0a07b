import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { pageUrl, shortUrl } from '../src/content/notion-id.js';
import { titleText } from '../src/content/print/title-text.js';
import { adds, databaseParameter, defineTool, dryRunParameter, requestKeyParameter, requireChanges, valuesParameter, } from '../src/tool.js';
import { changeNotes, failureText, recordAnswer, wholeFailure, } from '../src/workspace/changes/answer-change.js';
import { findPlace } from '../src/workspace/changes/pages/find-parent.js';
import { newPageLines, namesInNewPages } from '../src/workspace/changes/pages/new-page-lines.js';
import { makePage } from '../src/workspace/changes/pages/make-page.js';
import { MAX_CONTENT_CHARACTERS } from '../src/workspace/changes/pages/page-content.js';
import { planNewPages } from '../src/workspace/changes/pages/plan-new-pages.js';
import { awaitTemplate } from '../src/workspace/changes/templates/await-template.js';
import { findTemplate } from '../src/workspace/changes/templates/find-template.js';
import { newPageNotes } from '../src/workspace/changes/pages/new-page-notes.js';
import { lazyJournal } from '../src/workspace/changes/lazy-journal.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { quote } from '../src/text/quote.js';
/** Pages of one call. */
const MAX_PAGES = 50;
const MAX_TITLE_CHARACTERS = 2000;
const MAX_ADDRESS_CHARACTERS = 2000;
const page = z.strictObject({
    title: z.string().max(MAX_TITLE_CHARACTERS).optional().describe('Or a first "# " line of content'),
    properties: valuesParameter.optional().describe('By name, plain values as in notion_set_properties'),
    content: z.string().max(MAX_CONTENT_CHARACTERS).optional().describe('Markdown'),
    icon: z.string().max(MAX_ADDRESS_CHARACTERS).optional().describe('Emoji or image URL'),
    cover: z.string().max(MAX_ADDRESS_CHARACTERS).optional().describe('Image URL'),
});
export default defineTool({
    name: 'notion_create_pages',
    title: 'Create Notion pages',
    description: 'Creates rows of a database or pages below a page, with properties by name and Markdown content. ' +
        'All are checked before the first is created; each has its own outcome.',
    input: z.object({
        parent: databaseParameter.optional().describe('Database or page: URL, id or exact title; or "private"'),
        pages: z.array(page).min(1).max(MAX_PAGES).describe('New pages'),
        template: z
            .string()
            .trim()
            .min(1)
            .max(MAX_TITLE_CHARACTERS)
            .optional()
            .describe('Of the database, instead of content: name or "default"'),
        new_options: z.boolean().default(false).describe('Creates unknown options'),
        dry_run: dryRunParameter,
        request_key: requestKeyParameter,
    }),
    annotations: adds,
    async run(input, { notion, boundary, extraRequests, now, changes: given }) {
        const changes = requireChanges(given);
        const earlier = await earlierAnswer(changes, input, boundary);
        if (earlier !== undefined) {
            return earlier;
        }
        const lookups = new LookupBudget(extraRequests);
        const parent = await findPlace(notion, input.parent);
        const template = input.template === undefined ? undefined : await findTemplate(notion, parent, input.template);
        const { pages, isRepaired } = await planNewPages(notion, parent, input.pages, {
            newOptions: input.new_options,
            template: template?.id,
        });
        const journal = lazyJournal(changes);
        const steps = pages.map((each) => makePage(changes.session, journal, parent, each, now));
        await rehearse(changes.session, steps);
        const notes = [
            ...newPageNotes(parent, input.pages),
            template === undefined ? '' : `Content: template ${quote(template.name)}.`,
            isRepaired ? 'Line breaks that were written as \\n were turned into line breaks.' : '',
            changes.isProposal ? 'This server only proposes changes: a person makes them in Notion.' : '',
        ];
        const names = await namesInNewPages(notion, pages, lookups);
        if (input.dry_run || changes.isProposal) {
            return renderAnswer({
                summary: `Nothing was created. This call would create ${pluralize(pages.length, 'page')}.`,
                content: pages.map((each) => newPageLines(each, undefined, names)).join('\n\n'),
                notes,
            }, boundary);
        }
        const request = requestOf(input);
        const run = await runChange(changes.session, journal, { tool: 'notion_create_pages', request }, steps);
        if ('earlier' in run) {
            return repeatedAnswer(run.earlier, request, boundary);
        }
        const failure = wholeFailure(run.results);
        if (failure !== undefined) {
            throw failure;
        }
        const made = run.results.flatMap((result) => (result.kind === 'saved' ? [result.saved.result.id] : []));
        const empty = template === undefined ? [] : await awaitTemplate(notion, made, lookups);
        const lines = pages.flatMap((each, at) => {
            const result = run.results[at];
            if (result?.kind !== 'saved') {
                return [];
            }
            const { id, page: made } = result.saved.result;
            return [newPageLines(each, made === undefined ? pageUrl(id) : shortUrl(made.url), names)];
        });
        const failures = pages.flatMap(({ title }, at) => {
            const result = run.results[at];
            return result === undefined || result.kind === 'saved'
                ? []
                : [`${quote(titleText(title))}: ${failureText(result)}`];
        });
        const answer = renderAnswer({
            summary: `${pluralize(lines.length, 'page')} created${failures.length > 0 ? `, ${failures.length} not` : ''}.`,
            content: lines.join('\n\n'),
            notes: [...failures, ...notes, emptyNote(empty.length), ...changeNotes(run)],
        }, boundary);
        return recordAnswer(journal, run, answer);
    },
});
function emptyNote(count) {
    return count === 0
        ? ''
        : `${pluralize(count, 'page')} still empty: Notion fills pages from a template later and does not say when. Read them in a minute; do not create them again.`;
}
