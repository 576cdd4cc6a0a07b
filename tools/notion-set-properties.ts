import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { readWhere } from '../src/notion/query/forms/where-forms.js';
import { readNamedValues } from '../src/notion/values/value-forms.js';
import { MAX_CONDITIONS } from '../src/notion/query/where.js';
import { InputError } from '../src/errors.js';
import { counted, say, Words } from '../src/text/words.js';
import {
  calendarOf,
  confirmParameter,
  databaseParameter,
  dryRunParameter,
  defineTool,
  looseValue,
  MAX_NAME_CHARACTERS,
  pageParameter,
  replaces,
  requestKeyParameter,
  requireChanges,
  valuesParameter,
} from '../src/tool.js';
import { recordAnswer, wholeFailure } from '../src/workspace/changes/answer-change.js';
import { namesInChanges } from '../src/workspace/changes/pages/change-lines.js';
import { confirmationNote, requireConfirmation } from '../src/workspace/changes/confirm-change.js';
import { planTargets } from '../src/workspace/changes/targets/plan-targets.js';
import {
  afterChange,
  changedAnswer,
  choiceNotes,
  lockedTargets,
  proposedAnswer,
} from '../src/workspace/changes/pages/property-answers.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';
import { isUnchanged, setPage } from '../src/workspace/changes/pages/set-page.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';

/** Pages of one call. */
const MAX_PAGES = 50;

const name = z.string().max(MAX_NAME_CHARACTERS);
const plain = {
  property: name.optional().describe('Column'),
  operator: name.optional().describe('Such as equals'),
  value: looseValue.optional().describe('Value'),
};
const listed = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.strictObject(shape)).max(MAX_CONDITIONS).optional().meta({ unlisted: true });
const inner = listed(plain);
const group = listed({ ...plain, any: inner, all: inner });
const values = z.preprocess(readNamedValues, valuesParameter);
const condition = z.strictObject({ ...plain, any: group, all: group });
const conditions = z
  .preprocess(readWhere, z.array(condition).max(MAX_CONDITIONS).optional())
  .meta({ emptyIsAll: true, hasOwnNames: true });

export default defineTool({
  name: 'notion_set_properties',
  title: 'Set properties of Notion pages',
  description:
    'Sets property values of pages or rows by name, and shows each as before → after. ' +
    'Values: text, number, "25%", true, option, date ("2026-10-09", "2026-10-09T15:00:00+02:00", "… to …"), person, related page title, URL; null clears. ' +
    'title, icon (emoji or URL), cover and lock are names too.',
  input: z.object({
    pages: z.array(pageParameter).min(1).max(MAX_PAGES).optional().describe('Page URLs, ids or exact titles'),
    database: databaseParameter.optional().describe('Instead of pages: rows by where'),
    where: conditions.optional().describe('As in notion_query_database; [] for all rows'),
    match: z.enum(['all', 'any']).default('all').describe('Must all hold or any'),
    set: values.optional().describe('{"Status": "Done", "Due": null}'),
    add: valuesParameter.optional().describe('To lists: {"Tags": ["x"]}'),
    remove: valuesParameter.optional().describe('From lists'),
    new_options: z.boolean().default(false).describe('Creates unknown options'),
    confirm: confirmParameter,
    dry_run: dryRunParameter,
    request_key: requestKeyParameter,
  }),
  annotations: replaces,

  async run(input, { notion, boundary, extraRequests, now, readTimeZone, changes: given }) {
    const { set = {}, add = {}, remove = {}, new_options: newOptions } = input;
    const changes = requireChanges(given);
    const earlier = await earlierAnswer(changes, input, boundary);
    if (earlier !== undefined) {
      return earlier;
    }
    if ([set, add, remove].every((values) => Object.keys(values).length === 0)) {
      throw new InputError(
        'set',
        say`There is nothing to set.`,
        say`Pass set, add or remove with property names.`,
      );
    }
    const lookups = new LookupBudget(extraRequests);
    const { shown, chosenIn } = await planTargets(
      notion,
      input,
      { set, add, remove },
      { newOptions, calendar: calendarOf({ now, readTimeZone }) },
      MAX_PAGES,
      lookups,
    );
    const targets = shown.filter(({ values }) => !isUnchanged(values));
    const steps = targets.map(({ page, values }) => setPage(changes.session, page, values));
    await rehearse(changes.session, steps);
    const same = shown.length - targets.length;
    const notes = [
      ...choiceNotes(chosenIn, MAX_PAGES),
      lockedTargets(targets),
      same > 0 ? `${pluralize(same, 'page')} had these values already.` : '',
    ];
    // Rows that nobody has named are shown before they are changed.
    const many = chosenIn && {
      tool: 'notion_set_properties',
      input,
      effect: say`${counted(targets.length, 'row')} of the database ${chosenIn.name} ${Words.term(targets.length === 1 ? 'gets' : 'get')} other values.`,
      seen: targets.map(({ page, values }) => [page.id, values]),
    };
    const isDryRun = input.dry_run || changes.isProposal;
    if (isDryRun || targets.length === 0) {
      const proposal = changes.isProposal
        ? 'This server only proposes changes: a person makes them in Notion.'
        : '';
      const confirming =
        many === undefined || targets.length === 0 ? '' : await confirmationNote(changes, many);
      const names = await namesInChanges(notion, targets, lookups);
      return renderAnswer(proposedAnswer(targets, names, [...notes, confirming, proposal]), boundary);
    }
    if (many !== undefined) {
      await requireConfirmation(changes, many, input.confirm);
    }
    const journal = await changes.openJournal();
    const request = requestOf(input);
    const run = await runChange(changes.session, journal, { tool: 'notion_set_properties', request }, steps);
    if ('earlier' in run) {
      return repeatedAnswer(run.earlier, request, boundary);
    }
    const failure = wholeFailure(run.results);
    if (failure !== undefined) {
      throw failure;
    }
    const done = afterChange(targets, run);
    const names = await namesInChanges(notion, done, lookups);
    const titles = steps.map(({ planned }) => planned.title);
    const answer = renderAnswer(changedAnswer(run, done, titles, names, notes), boundary);
    return recordAnswer(journal, run, answer);
  },
});
