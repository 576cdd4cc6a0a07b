import { expect, it } from '@jest/globals';
import { ConflictError } from '../../../src/errors.js';
import type { WritingSession } from '../../../src/notion/session.js';
import { say } from '../../../src/text/words.js';
import type { ChangeJournal } from '../../../src/workspace/changes/change-journal.js';
import { runChange, type ChangeStep } from '../../../src/workspace/changes/run-change.js';

/** Runs a change of blocks, each of which is checked before it is sent. */
async function run(
  blocks: readonly { readonly isTouched?: boolean; readonly leavesOthers?: boolean }[],
  { completes, mayEnd = true }: { readonly completes?: string; readonly mayEnd?: boolean } = {},
): Promise<{
  readonly log: readonly string[];
  readonly kinds: readonly string[];
  readonly answered: readonly unknown[];
}> {
  const log: string[] = [];
  const answered: unknown[] = [];
  const session = {
    signal: new AbortController().signal,
    write: async (_endpoint: string, send: () => Promise<string>) => {
      const id = await send();
      log.push(`send ${id}`);
      // Whatever is done beside it is begun by now.
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`saved ${id}`);
      return id;
    },
  } as unknown as WritingSession;
  const journal = {
    begin: () => Promise.resolve({ id: 'change' }),
    end: () => (mayEnd ? Promise.resolve() : Promise.reject(new Error('The disk is full.'))),
    answered: (...told: unknown[]) => Promise.resolve(void answered.push(told)),
  } as unknown as ChangeJournal;
  const steps = blocks.map(({ isTouched = false, leavesOthers = true }, at): ChangeStep<string> => {
    const id = String(at + 1);
    return {
      planned: { action: 'edit', target: id, title: 'Page', before: null, after: null },
      idsOf: () => [id],
      write: {
        endpoint: 'PATCH /v1/blocks/{block_id}',
        place: say`a block`,
        isCheckedFirst: true,
        leavesOthers,
        send: () => Promise.resolve(id),
        prove: () => Promise.resolve({ kind: 'unclear' }),
        readSaved: () => Promise.resolve(id),
        recheck: () => {
          log.push(`check ${id}`);
          return isTouched
            ? Promise.reject(new ConflictError(say`It has changed.`, say`Read it again.`))
            : Promise.resolve();
        },
      },
    };
  });
  const change = await runChange(session, journal, { tool: 'notion_edit_page', completes }, steps);
  return { log, kinds: 'results' in change ? change.results.map(({ kind }) => kind) : [], answered };
}

it('checks a block while the one before it is sent, and sends it once that is saved', async () => {
  const { log, kinds } = await run([{}, {}]);
  expect(log).toEqual(['check 1', 'check 2', 'send 1', 'saved 1', 'send 2', 'saved 2']);
  expect(kinds).toEqual(['saved', 'saved']);
});

it('does not send what somebody else has changed by then, and goes on with the others', async () => {
  const { log, kinds } = await run([{}, { isTouched: true }, {}]);
  expect(log).toEqual(['check 1', 'check 2', 'send 1', 'saved 1', 'check 3', 'send 3', 'saved 3']);
  expect(kinds).toEqual(['saved', 'failed', 'saved']);
});

it('checks a block afterwards where the one before it may take it along', async () => {
  const { log } = await run([{ leavesOthers: false }, {}]);
  expect(log).toEqual(['check 1', 'send 1', 'saved 1', 'check 2', 'send 2', 'saved 2']);
});

it('records the end of what no answer tells of: what was refused, and what completes another change', async () => {
  expect((await run([{ isTouched: true }])).answered).toEqual([['change']]);
  expect((await run([{}], { completes: 'first' })).answered).toEqual([['change']]);
  // Its answer is recorded by the tool.
  expect((await run([{}])).answered).toEqual([]);
  // Nobody knows how its steps have ended.
  expect((await run([{ isTouched: true }], { mayEnd: false })).answered).toEqual([]);
});
