import { pluralize } from '../../../content/answer/pluralize.js';
import type { NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import { titleText } from '../../../content/print/title-text.js';
import { ConflictError, ToolError, UnavailableError } from '../../../errors.js';
import type { Block } from '../../../notion/endpoints/blocks.js';
import type { WritingSession } from '../../../notion/session.js';
import { quote } from '../../../text/quote.js';
import { say } from '../../../text/words.js';
import { isComplete } from '../../list-end.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { appendSteps, storedOnTop, type Addition } from '../additions/append-steps.js';
import { AS_SENT, compareStored } from '../additions/compare-stored.js';
import { listBlocks } from '../additions/find-appended.js';
import { countAll, firstWords, MAX_LAST_CHARACTERS } from '../additions/first-words.js';
import { failureText } from '../answer-change.js';
import type { ChangeJournal } from '../change-journal.js';
import {
  runChange,
  UnrecordedChangeError,
  type ChangeStep,
  type RunChange,
  type StepResult,
} from '../run-change.js';
import type { MadePage } from './find-made-page.js';
import type { NewPage } from './make-page.js';
import type { NewContent } from './new-content.js';

/** A page that was made, with what was planned of it. */
interface PageMade {
  readonly planned: NewPage;
  readonly made: MadePage;
}

/** What became of the contents of new pages. */
interface FinishedPages {
  /** The change that added what did not fit into the first requests; undefined where all did. */
  readonly rest: RunChange<readonly Block[]> | undefined;
  /** How many blocks are there, by the ids of the pages that have less than was asked for. */
  readonly partial: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

type Blocks = Extract<NewContent, { kind: 'blocks' }>;

/** A page with content, and what of it is there. */
interface Filled {
  readonly title: string;
  readonly id: string;
  readonly content: Blocks;
  /** The blocks of the first level after the first request, or why they could not be read. */
  readonly stored: readonly Block[] | ToolError;
}

/**
 * Adds what did not fit into the requests that made the pages, as a change of its own, because where it goes was not known
 * before; then reads back what Notion stored.
 */
export async function finishPages(
  session: WritingSession,
  journal: ChangeJournal,
  pages: readonly PageMade[],
  {
    change,
    now,
    lookups,
  }: {
    /** Id of the change that made the pages. */
    readonly change: string;
    readonly now: Date;
    readonly lookups: LookupBudget;
  },
): Promise<FinishedPages> {
  const filled = await Promise.all(
    pages.flatMap(({ planned: { title, content }, made: { id } }) =>
      content.kind === 'blocks' && content.blocks.length > 0
        ? [readFilled(session, { title, id, content }, lookups)]
        : [],
    ),
  );
  const rests = filled
    .filter(({ content }) => content.requests.length > 1)
    .map((page) => {
      const addition = additionTo(page);
      const steps = addition instanceof ToolError ? [] : appendSteps(session, journal, addition, now);
      return { page, addition, steps };
    });
  const run = await runRest(
    session,
    journal,
    change,
    rests.flatMap(({ steps }) => steps),
  );
  let sent = 0;
  const ends = rests.map(({ page, addition, steps }): RestEnd => {
    const begin = sent;
    sent += steps.length;
    const outcome = addition instanceof ToolError ? addition : run;
    return outcome instanceof ToolError
      ? { page, addition, results: [{ kind: 'failed', error: outcome }] }
      : { page, addition, results: outcome?.results.slice(begin, sent) ?? [] };
  });
  const failures = ends.filter(({ results }) => results.some(isUnsaved));
  const whole = filled.map((page) => {
    const end = ends.find((candidate) => candidate.page === page);
    return end === undefined || end.addition instanceof ToolError
      ? page
      : { ...page, stored: storedOnTop(end.addition, end.results) };
  });
  return {
    rest: run instanceof ToolError ? undefined : run,
    partial: new Map(failures.map((end) => [end.page.id, countAll(blocksThere(end))])),
    notes: failures.length > 0 ? failures.map(restNote) : await readBack(session, whole, lookups),
  };
}

/** The change that adds the rest; why there is none where it could not begin: the pages are there, which must be told. */
async function runRest(
  session: WritingSession,
  journal: ChangeJournal,
  completes: string,
  steps: readonly ChangeStep<readonly Block[]>[],
): Promise<RunChange<readonly Block[]> | ToolError | undefined> {
  if (steps.length === 0) {
    return undefined;
  }
  try {
    const run = await runChange(session, journal, { tool: 'notion_create_pages', completes }, steps);
    if ('earlier' in run) {
      throw new Error('A change without a name cannot be one that was made before.');
    }
    return run;
  } catch (error) {
    if (error instanceof ToolError) {
      return error;
    }
    if (error instanceof UnrecordedChangeError) {
      return new UnavailableError(
        say`It could not be recorded, so it was not sent.`,
        say`Try again in a minute.`,
        { cause: error },
      );
    }
    throw error;
  }
}

/** How the rest of a page's content went. */
interface RestEnd {
  readonly page: Filled;
  /** Where it was to go, or why it went nowhere. */
  readonly addition: Addition | ToolError;
  readonly results: readonly StepResult<readonly Block[]>[];
}

async function readFilled(
  session: WritingSession,
  page: Omit<Filled, 'stored'>,
  lookups: LookupBudget,
): Promise<Filled> {
  try {
    // What is to be added goes after what is there, so this is read whatever else is.
    if (page.content.requests.length === 1 && !lookups.take()) {
      return { ...page, stored: new ConflictError(say`It was not read back.`, say`Read it.`) };
    }
    const read = await listBlocks(session, page.id);
    return {
      ...page,
      stored: isComplete(read) ? read.items : new ConflictError(say`It was not read whole.`, say`Read it.`),
    };
  } catch (error) {
    if (error instanceof ToolError) {
      return { ...page, stored: error };
    }
    throw error;
  }
}

/** Where the rest of a page goes, or why it goes nowhere. */
function additionTo({ stored, content, id, title }: Filled): Addition | ToolError {
  if (stored instanceof ToolError) {
    return stored;
  }
  if (stored.length !== content.requests[0]?.blocks.length) {
    return new ConflictError(say`Somebody has changed the page meanwhile.`, say`Read it and decide.`);
  }
  const place = { page: { id }, title, parent: id, position: { type: 'end' }, says: 'at the end' } as const;
  return { place, blocks: content.blocks, requests: content.requests, made: stored };
}

function isUnsaved({ kind }: StepResult<unknown>): boolean {
  return kind !== 'saved';
}

/** What was sent before the first request that failed. */
function blocksThere({ page: { content }, results }: RestEnd): NewBlock[] {
  return content.requests.slice(0, results.findIndex(isUnsaved) + 1).flatMap(({ blocks }) => blocks);
}

/** How far the content of a page has got. */
function restNote(end: RestEnd): string {
  const { title, content } = end.page;
  const there = blocksThere(end);
  const failed = end.results.find(isUnsaved);
  const last = quote(firstWords(there.slice(-1), MAX_LAST_CHARACTERS));
  return (
    `${quote(titleText(title))}: ${countAll(there)} of ${pluralize(countAll(content.blocks), 'block')} are there; the last begins with: ${last}. ` +
    `Add what comes after it with notion_add_content; do not make the page again. ${failed === undefined ? '' : failureText(failed)}`
  );
}

/** Whether Notion has what was sent, of pages that are whole. */
async function readBack(
  session: WritingSession,
  filled: readonly Filled[],
  lookups: LookupBudget,
): Promise<string[]> {
  const notes: string[] = [];
  for (const { content, stored, title } of filled) {
    const note =
      stored instanceof ToolError
        ? 'The content was not read back.'
        : await compareStored(session, content.blocks, stored, lookups);
    if (note !== AS_SENT) {
      notes.push(filled.length === 1 ? note : `${quote(titleText(title))}: ${note}`);
    }
  }
  return filled.length > 0 && notes.length === 0 ? [AS_SENT] : notes;
}
