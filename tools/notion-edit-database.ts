import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { quote } from '../src/text/quote.js';
import {
  confirmParameter,
  databaseParameter,
  defineTool,
  dryRunParameter,
  MAX_LIST_ITEMS,
  MAX_NAME_CHARACTERS,
  replaces,
  requestKeyParameter,
  requireChanges,
  valuesParameter,
} from '../src/tool.js';
import {
  changeNotes,
  failureText,
  recordAnswer,
  wholeFailure,
} from '../src/workspace/changes/answer-change.js';
import { readNamedColumns } from '../src/notion/values/value-forms.js';
import { confirmationNote, requireConfirmation } from '../src/workspace/changes/confirm-change.js';
import type { PlannedStep } from '../src/workspace/changes/change-journal.js';
import { lazyJournal } from '../src/workspace/changes/lazy-journal.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';
import { nothingToEditSummary } from '../src/workspace/changes/schema/database-edit.js';
import { planEdit } from '../src/workspace/changes/schema/plan-edit.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';

const name = z.string().max(MAX_NAME_CHARACTERS);
const MAX_TITLE_CHARACTERS = 2000;

export default defineTool({
  name: 'notion_edit_database',
  title: 'Edit a Notion database',
  description:
    'Changes columns, options and views of a database, or creates one below a page. ' +
    'A column is a type ("text", "number", "select", "status", "date", "people", "checkbox", …) or an object: ' +
    '{"type": "select", "options": ["A"]}, {"type": "number", "format": "euro"}, {"type": "relation", "to": "Projects", "two_way": true}, ' +
    '{"type": "formula", "expression": "…"}, {"type": "rollup", "relation": "…", "property": "…", "function": "sum"}.',
  input: z.object({
    database: databaseParameter.optional(),
    create_in: databaseParameter.optional().describe('Instead: page for a new database'),
    title: z.string().trim().min(1).max(MAX_TITLE_CHARACTERS).optional().describe('New title'),
    add: z.preprocess(readNamedColumns, valuesParameter).optional().describe('{"Price": "number"}'),
    rename: z
      .record(name, name)
      .refine(
        (given) => Object.keys(given).length <= MAX_LIST_ITEMS,
        `accepts at most ${MAX_LIST_ITEMS} names`,
      )
      .optional()
      .describe('{"Old": "New"}'),
    add_options: valuesParameter.optional().describe('{"Stage": ["Paused"]}; others stay'),
    change: valuesParameter.optional().describe('Type or settings of columns that exist'),
    views: valuesParameter
      .optional()
      .describe(
        '{"Open": {"type": "board", "by": "Status", "where": …, "sort": "Due", "columns": […], "name": "…"}}; null removes',
      ),
    remove: z.array(name).max(MAX_LIST_ITEMS).optional().describe('Columns to remove with their values'),
    confirm: confirmParameter,
    dry_run: dryRunParameter,
    request_key: requestKeyParameter,
  }),
  annotations: replaces,

  async run(input, { notion, boundary, extraRequests, now, changes: given }) {
    const changes = requireChanges(given);
    const earlier = await earlierAnswer(changes, input, boundary);
    if (earlier !== undefined) {
      return earlier;
    }
    const edit = await planEdit(notion, input, new LookupBudget(extraRequests), now);
    if ('already' in edit) {
      return renderAnswer({ summary: nothingToEditSummary(edit) }, boundary);
    }
    const journal = lazyJournal(changes);
    const steps = edit.steps(changes.session, journal);
    await rehearse(changes.session, steps);
    const { content, proposal, report, notes, loss, lasting } = edit;
    const losing = loss && { tool: 'notion_edit_database', input, ...loss };
    if (input.dry_run || changes.isProposal) {
      const note = changes.isProposal
        ? 'This server only proposes changes: a person makes them in Notion.'
        : '';
      const confirming = losing === undefined ? '' : await confirmationNote(changes, losing);
      return renderAnswer(
        { summary: `Nothing was changed. ${proposal}`, content, notes: [...notes, confirming, note] },
        boundary,
      );
    }
    if (losing !== undefined) {
      await requireConfirmation(changes, losing, input.confirm);
    }
    const request = requestOf(input);
    const run = await runChange(changes.session, journal, { tool: 'notion_edit_database', request }, steps);
    if ('earlier' in run) {
      return repeatedAnswer(run.earlier, request, boundary);
    }
    const failure = wholeFailure(run.results);
    if (failure !== undefined) {
      throw failure;
    }
    const failures = run.results.flatMap((result, at) =>
      result.kind === 'saved' ? [] : [`${partText(steps[at]?.planned)}: ${failureText(result)}`],
    );
    const after = await edit.afterwards(run);
    const answer = renderAnswer(
      {
        summary:
          failures.length === 0 ? report : 'Only a part of this was changed; what was not is told below.',
        content: [after.heading, content].filter((part) => part !== '').join('\n'),
        notes: [...failures, ...after.notes, ...notes, ...changeNotes(run, lasting)],
      },
      boundary,
    );
    return recordAnswer(journal, run, answer);
  },
});

/** What a request of the change is about, in words. */
function partText({ action, title }: Partial<PlannedStep> = {}): string {
  switch (action) {
    case 'create_view':
    case 'change_view':
    case 'remove_view':
      return `The view ${quote(title ?? '')}`;
    case 'rename_database':
      return 'The title of the database';
    default:
      return 'The data source';
  }
}
