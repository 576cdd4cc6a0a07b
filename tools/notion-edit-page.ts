import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { InputError } from '../src/errors.js';
import { say } from '../src/text/words.js';
import {
  dryRunParameter,
  defineTool,
  pageParameter,
  replaces,
  requestKeyParameter,
  requireChanges,
} from '../src/tool.js';
import { recordAnswer, wholeFailure } from '../src/workspace/changes/answer-change.js';
import { changedEdits, proposedEdits, refusedAnswer } from '../src/workspace/changes/edits/edit-answers.js';
import { editBlock } from '../src/workspace/changes/edits/edit-block.js';
import { planPageEdits } from '../src/workspace/changes/edits/plan-page-edits.js';
import { lockedNote } from '../src/workspace/changes/locked-note.js';
import { readEditablePage } from '../src/workspace/changes/edits/read-blocks.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';

/** Edits, and to-dos, of one call. */
const MAX_EDITS = 50;
/** UTF-16 code units of a text to find, and of what is to stand in its place. */
const MAX_FIND_CHARACTERS = 10_000;
const MAX_REPLACE_CHARACTERS = 20_000;

const toDos = z.array(z.string().trim().min(1).max(MAX_FIND_CHARACTERS)).max(MAX_EDITS).default([]);

export default defineTool({
  name: 'notion_edit_page',
  title: 'Edit the text of a Notion page',
  description:
    'Replaces text in a page and ticks to-dos; all else keeps its ids, comments and formatting. ' +
    'find is text as notion_read_page shows it, in one block, unique unless all.',
  input: z.object({
    page: pageParameter,
    edits: z
      .array(
        z.strictObject({
          find: z.string().min(1).max(MAX_FIND_CHARACTERS).describe('As shown'),
          replace: z.string().max(MAX_REPLACE_CHARACTERS).describe('Markdown; empty deletes'),
          all: z.boolean().default(false).describe('Every place'),
        }),
      )
      .max(MAX_EDITS)
      .default([])
      .describe('All are made, or none'),
    check: toDos.describe('To-dos to tick, by text'),
    uncheck: toDos.describe('To-dos to untick'),
    under: z.string().trim().min(1).max(500).optional().describe('Only this section'),
    dry_run: dryRunParameter,
    request_key: requestKeyParameter,
  }),
  annotations: { ...replaces, idempotentHint: false },

  async run(input, { notion, boundary, changes: given }) {
    const { edits, check, uncheck } = input;
    const changes = requireChanges(given);
    const earlier = await earlierAnswer(changes, input, boundary);
    if (earlier !== undefined) {
      return earlier;
    }
    if (edits.length + check.length + uncheck.length === 0) {
      throw new InputError('edits', say`There is nothing to change.`, say`Pass edits, check or uncheck.`);
    }
    const page = await readEditablePage(notion, input.page, input.under);
    const { planned, same, problems, isRepaired } = planPageEdits(page.blocks, { edits, check, uncheck });
    const notes = [
      same.length > 0 ? `As wanted already: ${same.length}.` : '',
      isRepaired ? 'Line breaks that were written as \\n were turned into line breaks.' : '',
      page.missing,
      lockedNote([page.page]),
    ];
    if (problems.length > 0) {
      return renderAnswer(refusedAnswer(problems, notes), boundary);
    }
    const steps = planned.map(({ edit, states }) =>
      editBlock(changes.session, {
        id: edit.block.id,
        page: { id: page.page.id, title: page.title },
        ...states,
      }),
    );
    await rehearse(changes.session, steps);
    if (input.dry_run || changes.isProposal || planned.length === 0) {
      const proposal = changes.isProposal
        ? 'This server only proposes changes: a person makes them in Notion.'
        : '';
      return renderAnswer(proposedEdits(page, planned, [...notes, proposal]), boundary);
    }
    const journal = await changes.openJournal();
    const request = requestOf(input);
    const run = await runChange(changes.session, journal, { tool: 'notion_edit_page', request }, steps);
    if ('earlier' in run) {
      return repeatedAnswer(run.earlier, request, boundary);
    }
    const failure = wholeFailure(run.results);
    if (failure !== undefined) {
      throw failure;
    }
    return recordAnswer(journal, run, renderAnswer(changedEdits(page, planned, run, notes), boundary));
  },
});
