import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { InputError } from '../src/errors.js';
import { say } from '../src/text/words.js';
import {
  dryRunParameter,
  defineTool,
  pageParameter,
  replaces,
  requestKeyParameter,
  requireChanges,
  valuesParameter,
} from '../src/tool.js';
import { recordAnswer, repeatedAnswer, wholeFailure } from '../src/workspace/changes/answer-change.js';
import { namesInChanges, type ShownChange } from '../src/workspace/changes/change-lines.js';
import { fingerprintOf } from '../src/workspace/changes/fingerprint.js';
import { readChangedPage } from '../src/workspace/changes/page-schema.js';
import { planPageChange } from '../src/workspace/changes/plan-page-change.js';
import { Problems } from '../src/workspace/changes/plan-values.js';
import { afterChange, changedAnswer, proposedAnswer } from '../src/workspace/changes/property-answers.js';
import { runChange } from '../src/workspace/changes/run-change.js';
import { changedValues, isUnchanged, setPage } from '../src/workspace/changes/set-page.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';

/** Pages of one call. */
const MAX_PAGES = 50;

export default defineTool({
  name: 'notion_set_properties',
  title: 'Set properties of Notion pages',
  description:
    'Sets property values of pages or rows by name, and shows each as before → after. ' +
    'Values: text, number, "25%", true, option, date ("2026-10-09", "2026-10-09T15:00:00+02:00", "… to …"), person, related page title, URL; null clears. ' +
    'title, icon (emoji or URL), cover and lock are names too.',
  input: z.object({
    pages: z.array(pageParameter).min(1).max(MAX_PAGES).describe('Page URLs, ids or exact titles'),
    set: valuesParameter.optional().describe('{"Status": "Done", "Due": null}'),
    add: valuesParameter.optional().describe('To add to lists: {"Tags": ["x"]}'),
    remove: valuesParameter.optional().describe('To remove from lists'),
    new_options: z.boolean().default(false).describe('Whether unknown options are created'),
    dry_run: dryRunParameter,
    request_key: requestKeyParameter,
  }),
  annotations: replaces,

  async run(input, { notion, boundary, extraRequests, changes: given }) {
    const {
      pages,
      set = {},
      add = {},
      remove = {},
      new_options: newOptions,
      request_key: requestKey,
    } = input;
    const changes = requireChanges(given);
    if ([set, add, remove].every((values) => Object.keys(values).length === 0)) {
      throw new InputError(
        'set',
        say`There is nothing to set.`,
        say`Pass set, add or remove with property names.`,
      );
    }
    const lookups = new LookupBudget(extraRequests);
    const problems = new Problems();
    const shown: ShownChange[] = [];
    for (const text of new Set(pages)) {
      await problems.try(async () => {
        const found = await readChangedPage(notion, text);
        const planned = await planPageChange(
          notion,
          found,
          { set, add, remove },
          { newOptions },
          problems,
          lookups,
        );
        shown.push({ ...found, values: changedValues(found.page, planned), after: undefined });
      });
    }
    problems.throwIfAny();
    const targets = shown.filter(({ values }) => !isUnchanged(values));
    const same = shown.length - targets.length;
    const sameNote = same > 0 ? `${pluralize(same, 'page')} had these values already.` : '';
    const isDryRun = input.dry_run || changes.isProposal;
    if (isDryRun || targets.length === 0) {
      const proposal = changes.isProposal
        ? 'This server only proposes changes: a person makes them in Notion.'
        : '';
      const names = await namesInChanges(notion, targets, lookups);
      return renderAnswer(proposedAnswer(targets, names, [sameNote, proposal]), boundary);
    }
    const journal = await changes.openJournal();
    const fingerprint = fingerprintOf(input);
    const request = requestKey === undefined ? undefined : { key: requestKey, fingerprint };
    const steps = targets.map(({ page, values }) => setPage(changes.session, page, values));
    const run = await runChange(changes.session, journal, { tool: 'notion_set_properties', request }, steps);
    if ('earlier' in run) {
      return repeatedAnswer(run.earlier, fingerprint, boundary);
    }
    const failure = wholeFailure(run.results);
    if (failure !== undefined) {
      throw failure;
    }
    const done = afterChange(targets, run);
    const names = await namesInChanges(notion, done, lookups);
    const titles = steps.map(({ planned }) => planned.title);
    const answer = renderAnswer(changedAnswer(run, done, titles, names, [sameNote]), boundary);
    return recordAnswer(journal, run.id, answer);
  },
});
