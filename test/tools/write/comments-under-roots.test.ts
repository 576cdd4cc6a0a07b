import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

const OUTSIDE = 'On-call guide';
const INSIDE = 'Architecture records';

let notion: WriteSandbox;
let roots: readonly string[];

beforeEach(async () => {
  notion = await startWriteSandbox();
  const page = [...notion.sandbox.workspace.pages.values()].find(({ values }) =>
    JSON.stringify([...values.values()]).includes(INSIDE),
  );
  roots = [page?.id.replaceAll('-', '') ?? ''];
});
afterEach(() => notion.close());

const KINDS = [
  ['WRITE_ROOTS', () => ({ roots })],
  ['a key with roots', () => ({ callerRoots: roots })],
] as const;

/** Ids of a new comment there, made without roots. */
async function madeOn(on: string): Promise<{ readonly comment: string; readonly discussion: string }> {
  await notion.call('notion_comment', { on, text: 'First' });
  notion.writes();
  const { id = '', discussionId = '' } = notion.sandbox.workspace.comments.at(-1) ?? {};
  return { comment: `comment:${id}`, discussion: `discussion:${discussionId}` };
}

describe.each(KINDS)('under %s', (_kind, caller) => {
  const call = (input: object): Promise<string> => notion.call('notion_comment', input, caller());

  it('answers, edits and deletes comments on a page inside', async () => {
    await call({ on: INSIDE, text: 'First' });
    const { id = '', discussionId = '' } = notion.sandbox.workspace.comments.at(-1) ?? {};
    expect(await call({ on: `discussion:${discussionId}`, text: 'An answer' })).toContain('Commented on');
    expect(await call({ on: `discussion:${discussionId}`, text: 'Another answer' })).toContain(
      'Commented on',
    );
    expect(await call({ on: `comment:${id}`, text: 'Edited' })).toContain('Comment edited');
    const rehearsed = await call({ on: `comment:${id}`, delete: true, dry_run: true });
    const [, token] = /"confirm":"([^"]+)"/.exec(rehearsed) ?? [];
    expect(await call({ on: `comment:${id}`, delete: true, confirm: token })).toContain('Comment deleted');
  });

  it.each([
    ['an answer', ({ discussion }: { discussion: string }) => ({ on: discussion, text: 'x' })],
    ['an edit', ({ comment }: { comment: string }) => ({ on: comment, text: 'x' })],
    ['a deletion', ({ comment }: { comment: string }) => ({ on: comment, delete: true })],
  ] as const)('refuses %s on a page outside, in a dry run too', async (_what, inputOf) => {
    const input = inputOf(await madeOn(OUTSIDE));
    for (const given of [input, { ...input, dry_run: true }]) {
      await expect(call(given)).rejects.toThrow(
        /outside of the pages that may|among your allowed pages|no such comment/,
      );
    }
    expect(notion.writes()).toEqual([]);
  });

  it('refuses an answer to a discussion whose place nobody has read, and says how to find it', async () => {
    const on = 'discussion:0123456789abcdef0123456789abcdef';
    await expect(call({ on, text: 'x' })).rejects.toMatchObject({
      advice: expect.stringContaining('Call notion_list_comments for its page') as unknown,
    });
    expect(notion.writes()).toEqual([]);
  });
});
