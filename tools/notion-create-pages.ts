import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import {
  adds,
  calendarOf,
  databaseParameter,
  defineTool,
  dryRunParameter,
  requestKeyParameter,
  requireChanges,
  valuesParameter,
} from '../src/tool.js';
import { recordAnswer, wholeFailure } from '../src/workspace/changes/answer-change.js';
import { findPlace } from '../src/workspace/changes/pages/find-parent.js';
import { emptyNote, newPagesAnswer, placeText } from '../src/workspace/changes/new-pages/new-pages-answer.js';
import { finishPages } from '../src/workspace/changes/new-pages/finish-pages.js';
import { newPageLines, namesInNewPages } from '../src/workspace/changes/new-pages/new-page-lines.js';
import { makePage } from '../src/workspace/changes/new-pages/make-page.js';
import { MAX_CONTENT_CHARACTERS, readLines } from '../src/workspace/changes/pages/page-content.js';
import { planNewPages } from '../src/workspace/changes/new-pages/plan-new-pages.js';
import { awaitTemplate } from '../src/workspace/changes/templates/await-template.js';
import { findTemplate } from '../src/workspace/changes/templates/find-template.js';
import { newPageNotes } from '../src/workspace/changes/new-pages/new-page-notes.js';
import { readNamedValues } from '../src/notion/values/value-forms.js';
import { lazyJournal } from '../src/workspace/changes/lazy-journal.js';
import { readNewPages } from '../src/workspace/changes/new-pages/new-page-forms.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { quote } from '../src/text/quote.js';

/** Pages of one call. */
const MAX_PAGES = 50;
/** Of a title or an address. */
const MAX_CHARACTERS = 2000;

const page = z.strictObject({
  title: z.string().max(MAX_CHARACTERS).optional().describe('Or a first "# " line of content'),
  properties: z
    .preprocess(readNamedValues, valuesParameter)
    .optional()
    .describe('By name, plain values as in notion_set_properties'),
  content: z.preprocess(readLines, z.string().max(MAX_CONTENT_CHARACTERS)).optional().describe('Markdown'),
  icon: z.string().max(MAX_CHARACTERS).optional().describe('Emoji or image URL'),
  cover: z.string().max(MAX_CHARACTERS).optional().describe('Image URL'),
});

const template = z.string().trim().min(1).max(MAX_CHARACTERS);

export default defineTool({
  name: 'notion_create_pages',
  title: 'Create Notion pages',
  description:
    'Creates rows of a database or pages below a page, with properties by name and Markdown content. ' +
    'All are checked before the first is created; each has its own outcome.',
  input: z.object({
    parent: databaseParameter.optional().describe('Database or page: URL, id or exact title; or "private"'),
    pages: z.preprocess(readNewPages, z.array(page).min(1).max(MAX_PAGES)).describe('New pages'),
    template: template.optional().describe('Of the database, instead of content: name or "default"'),
    new_options: z.boolean().default(false).describe('Creates unknown options'),
    dry_run: dryRunParameter,
    request_key: requestKeyParameter,
  }),
  annotations: adds,

  async run(input, { notion, boundary, extraRequests, now, readTimeZone, changes: given }) {
    const changes = requireChanges(given);
    const earlier = await earlierAnswer(changes, input, boundary);
    if (earlier !== undefined) {
      return earlier;
    }
    const lookups = new LookupBudget(extraRequests);
    const parent = await findPlace(notion, input.parent);
    const template =
      input.template === undefined ? undefined : await findTemplate(notion, parent, input.template);
    const { pages, isRepaired, isTitledTwice } = await planNewPages(notion, parent, input.pages, {
      newOptions: input.new_options,
      calendar: calendarOf({ now, readTimeZone }),
      template: template?.id,
    });
    const journal = lazyJournal(changes);
    const steps = pages.map((each) => makePage(changes.session, journal, parent, each, now));
    await rehearse(changes.session, steps);
    const notes = [
      ...newPageNotes(parent, input.pages),
      template === undefined ? '' : `Content: template ${quote(template.name)}.`,
      isRepaired ? 'Line breaks that were written as \\n were turned into line breaks.' : '',
      isTitledTwice ? 'The title is not repeated as the first heading of the content.' : '',
      changes.isProposal ? 'This server only proposes changes: a person makes them in Notion.' : '',
    ];
    const names = await namesInNewPages(notion, pages, lookups);
    if (input.dry_run || changes.isProposal) {
      return renderAnswer(
        {
          summary: `Nothing was created. This call would create ${pluralize(pages.length, 'page')} ${placeText(parent)}.`,
          content: pages.map((each) => newPageLines(each, undefined, names)).join('\n\n'),
          notes,
        },
        boundary,
      );
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
    const made = pages.flatMap((planned, at) => {
      const result = run.results[at];
      return result?.kind === 'saved' ? [{ planned, made: result.saved.result }] : [];
    });
    const {
      rest,
      partial,
      notes: contentNotes,
    } = await finishPages(changes.session, journal, made, {
      change: run.id,
      now,
      lookups,
    });
    const empty =
      template === undefined
        ? []
        : await awaitTemplate(
            notion,
            made.map((page) => page.made.id),
            lookups,
          );
    const answer = renderAnswer(
      newPagesAnswer({
        pages,
        run,
        rest,
        partial,
        names,
        notes: [...contentNotes, ...notes, emptyNote(empty.length)],
      }),
      boundary,
    );
    return recordAnswer(journal, run, answer);
  },
});
