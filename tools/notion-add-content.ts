import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { planAppends } from '../src/content/markdown/compose/plan-appends.js';
import {
  adds,
  defineTool,
  dryRunParameter,
  pageParameter,
  requestKeyParameter,
  requireChanges,
} from '../src/tool.js';
import { madeAddition, proposedAddition } from '../src/workspace/changes/additions/addition-answer.js';
import { appendSteps } from '../src/workspace/changes/additions/append-steps.js';
import { findAdditionPlace } from '../src/workspace/changes/additions/find-addition-place.js';
import { rowsToAdd } from '../src/workspace/changes/additions/table-place.js';
import { readAddition } from '../src/workspace/changes/additions/read-addition.js';
import { recordAnswer, wholeFailure } from '../src/workspace/changes/answer-change.js';
import { lazyJournal } from '../src/workspace/changes/lazy-journal.js';
import { readLines } from '../src/workspace/changes/pages/page-content.js';
import { rehearse } from '../src/workspace/changes/rehearse.js';
import { colorNote } from '../src/workspace/changes/color-note.js';
import { lockedNote } from '../src/workspace/changes/locked-note.js';
import { earlierAnswer, repeatedAnswer, requestOf } from '../src/workspace/changes/repeated-request.js';
import { runChange } from '../src/workspace/changes/run-change.js';

/** UTF-16 code units of one addition; some hundred printed pages. */
const MAX_CONTENT_CHARACTERS = 300_000;
const MAX_PLACE_CHARACTERS = 500;

export default defineTool({
  name: 'notion_add_content',
  title: 'Add content to a Notion page',
  description:
    'Adds Markdown of any length to a page as blocks: what notion_read_page prints, and Notion’s tags such as ' +
    '<callout icon="💡">, <details>, <columns>, <mention-user url="user://id"/>. Changes nothing that is there.',
  input: z.object({
    page: pageParameter,
    content: z.preprocess(readLines, z.string().min(1).max(MAX_CONTENT_CHARACTERS)).describe('Markdown'),
    where: z
      .string()
      .trim()
      .max(MAX_PLACE_CHARACTERS)
      .default('end')
      .describe('end, start, "after: <heading or text>" or "end of: <heading>"'),
    literal: z.boolean().default(false).describe('Plain text to the letter, nothing is parsed'),
    dry_run: dryRunParameter,
    request_key: requestKeyParameter,
  }),
  annotations: adds,

  async run(input, { notion, boundary, now, changes: given }) {
    const changes = requireChanges(given);
    const earlier = await earlierAnswer(changes, input, boundary);
    if (earlier !== undefined) {
      return earlier;
    }
    const isRehearsal = input.dry_run || changes.isProposal;
    const { blocks: read, isRepaired } = readAddition(input.content, input.literal);
    const place = await findAdditionPlace(notion, input.page, input.where);
    const blocks = place.head === undefined ? read : rowsToAdd(input.content, place.head);
    const addition = { place, blocks, requests: planAppends(blocks) };
    const journal = lazyJournal(changes);
    const steps = appendSteps(changes.session, journal, addition, now);
    await rehearse(changes.session, steps);
    const notes = [
      lockedNote([place.page]),
      input.literal ? '' : colorNote([input.content]),
      isRepaired ? 'Line breaks that were written as \\n were turned into line breaks.' : '',
      changes.isProposal ? 'This server only proposes changes: a person makes them in Notion.' : '',
    ];
    if (isRehearsal) {
      return renderAnswer(proposedAddition(addition, notes), boundary);
    }
    const request = requestOf(input);
    const run = await runChange(changes.session, journal, { tool: 'notion_add_content', request }, steps);
    if ('earlier' in run) {
      return repeatedAnswer(run.earlier, request, boundary);
    }
    const failure = wholeFailure(run.results);
    if (failure !== undefined) {
      throw failure;
    }
    const answer = renderAnswer(await madeAddition(notion, addition, run, notes), boundary);
    return recordAnswer(journal, run, answer);
  },
});
