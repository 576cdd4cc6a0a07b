import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { InputError } from '../src/errors.js';
import { quote } from '../src/text/quote.js';
import { say } from '../src/text/words.js';
import { defineTool, dryRunParameter, replaces, requireChanges } from '../src/tool.js';
import {
  changeNotes,
  failureText,
  recordAnswer,
  wholeFailure,
} from '../src/workspace/changes/answer-change.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { inverseLines, unitsOf } from '../src/workspace/changes/undo/inverse-lines.js';
import { lastingOf, possibleOf, takeBack } from '../src/workspace/changes/undo/take-back.js';
import { inverseOf } from '../src/workspace/changes/undo/undo-change.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';

export default defineTool({
  name: 'notion_undo',
  title: 'Undo a change in Notion',
  description:
    'Takes back a change of this connection: restores the values before it, moves created pages to the trash. ' +
    'What somebody has edited since stays as it is, and is named.',
  input: z.object({
    change: z.string().trim().max(100).optional().describe('Change id from an answer; else the last change'),
    dry_run: dryRunParameter,
  }),
  // Without an id, the same call again takes back the change before.
  annotations: { ...replaces, idempotentHint: false },

  async run(input, { notion, boundary, extraRequests, now, changes: given }) {
    const changes = requireChanges(given);
    if (changes.isProposal) {
      return renderAnswer(
        { summary: 'This server only proposes changes, so there is none to undo.' },
        boundary,
      );
    }
    const journal = await changes.openJournal();
    // As answers write it: `Change 0123456789abcdef;`.
    const id = input.change?.replace(/^change /i, '').replace(/[.;]$/, '');
    const change = await (id === undefined ? journal.last() : journal.find(id));
    if (change === undefined) {
      throw new InputError(
        'change',
        id === undefined
          ? say`There is no change to undo.`
          : say`This caller has made no change ${id}, or it is too old.`,
        say`Pass the change id of an answer; changes are kept for 30 days.`,
      );
    }
    if (change.isUndone) {
      return renderAnswer(
        { summary: `Change ${change.id} is undone already; nothing was changed.` },
        boundary,
      );
    }
    const inverses = await inverseOf(changes.session, journal, change, now);
    const possible = possibleOf(inverses);
    await rehearse(
      changes.session,
      possible.map(({ step }) => step),
    );
    const refusals = inverses.flatMap((inverse) =>
      inverse.kind === 'refused' ? [`${quote(inverse.title)} stays as it is: ${inverse.reason}`] : [],
    );
    const lost = [...new Set(possible.flatMap((inverse) => inverse.lost))];
    const lines = await inverseLines(notion, possible, new LookupBudget(extraRequests));
    const notes = [
      ...refusals,
      ...inverses.flatMap((inverse) =>
        inverse.kind === 'needless' && inverse.note !== undefined ? [String(inverse.note)] : [],
      ),
      lost.length > 0
        ? `Notion cannot bring back what was there in: ${lost.map((name) => quote(name)).join(', ')}.`
        : '',
    ];
    if (input.dry_run && possible.length > 0) {
      return renderAnswer(
        {
          summary: `Nothing was changed. Undoing change ${change.id} would change ${unitsOf(possible)}.`,
          content: lines.join('\n'),
          notes,
        },
        boundary,
      );
    }
    const run = await takeBack(changes.session, { of: journal, by: journal }, change, inverses);
    if (run === undefined) {
      const what =
        refusals.length === 0
          ? ' is left to undo; nothing was changed'
          : `, by ${change.tool}, can be undone`;
      const before = refusals.length > 0 && id === undefined ? await journal.last(change.id) : undefined;
      const further =
        before === undefined
          ? ''
          : `The one before it is a change by ${before.tool}: notion_undo {"change":"${before.id}"}.`;
      return renderAnswer(
        {
          summary: `Nothing of change ${change.id}${what}.`,
          notes: [...notes, further],
        },
        boundary,
      );
    }
    const failure = wholeFailure(run.results);
    if (failure !== undefined) {
      throw failure;
    }
    const failures = run.results.flatMap((result, at) =>
      result.kind === 'saved'
        ? []
        : [`${quote(possible[at]?.step.planned.title ?? '')}: ${failureText(result)}`],
    );
    const saved = possible.filter((_inverse, at) => run.results[at]?.kind === 'saved');
    const isFinal = saved.every(({ step }) => step.planned.action === 'delete_comment');
    const answer = renderAnswer(
      {
        summary: `Undone: ${unitsOf(saved)} of change ${change.id}${failures.length + refusals.length > 0 ? `, ${failures.length + refusals.length} not` : ''}.`,
        content: lines.filter((_line, at) => run.results[at]?.kind === 'saved').join('\n'),
        notes: [
          ...failures,
          ...notes,
          ...(isFinal
            ? [`Change ${run.id}; Notion cannot bring back a comment.`]
            : changeNotes(run, lastingOf(saved))),
        ],
      },
      boundary,
    );
    return recordAnswer(journal, run, answer);
  },
});
