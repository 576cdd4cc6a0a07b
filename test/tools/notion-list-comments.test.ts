import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bullet, paragraph } from '../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addBlocks, addComment } from '../../src/sandbox/build/workspace-builder.js';
import {
  firstUrl,
  nextCall,
  startToolSandbox,
  type NextCall,
  type ToolSandbox,
} from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;
const pages = { onCall: '', everything: '', tasks: '' };

beforeAll(async () => {
  notion = await startToolSandbox({}, { requestsPerWindow: 10_000 });
  const find = async (query: string, kind = 'page'): Promise<string> =>
    firstUrl(await notion.call('notion_search', { query, kind, limit: 1 }));
  pages.onCall = await find('On-call guide');
  pages.everything = await find('Everything Notion can do');
  pages.tasks = await find('Tasks', 'database');
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

/** All answers from the first to the one without a next call. */
async function walk(sandbox: ToolSandbox, page: string): Promise<string[]> {
  const answers: string[] = [];
  let call: NextCall | undefined = { tool: 'notion_list_comments', input: { page } };
  while (call !== undefined && answers.length < 20) {
    const answer: string = await sandbox.call(call.tool, call.input);
    answers.push(answer);
    call = nextCall(answer);
  }
  return answers;
}

describe('notion_list_comments', () => {
  it('shows the discussions on the page with authors and dates', async () => {
    expect(await notion.call('notion_list_comments', { page: pages.onCall })).toMatchSnapshot();
  });

  it('shows a comment on a block with the text it hangs on', async () => {
    const answers = await walk(notion, pages.everything);
    expect(answers.join('\n')).toContain(
      'On "Somebody has commented on this paragraph.":\n- discussion:03971f3cab384d4eb8236e105dae4002@ab4cce51d40e48608d689b81f83a306c Élodie Marchetti (2026-11-13): This is the comment.',
    );
    expect(answers.at(-1)).toContain('that is all');
  });

  it('keeps to its room where somebody writes a book into the comments, and says so', async () => {
    const { workspace, pageId } = workspaceWith({});
    const on = { kind: 'page', id: pageId } as const;
    for (let index = 0; index < 30; index += 1) {
      addComment(workspace, { on, text: '*'.repeat(50_000) });
    }
    addComment(workspace, { on, text: 'A short one.' });
    const sandbox = await startToolSandbox({ workspace });
    try {
      const answer = await sandbox.call('notion_list_comments', { page: pageId });
      expect(answer.length).toBeLessThan(60_000);
      expect(answer).toContain('A short one.');
      expect(answer).toContain('Cut: 30 long comments; Notion shows the whole text.');
    } finally {
      await sandbox.close();
    }
  });

  it('says once that resolved comments are not in the API', async () => {
    const answers = await walk(notion, pages.everything);
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.join('\n').match(/Resolved comments/g)).toHaveLength(1);
  });

  it('names the tool for a database', async () => {
    await expect(notion.call('notion_list_comments', { page: pages.tasks })).rejects.toMatchObject({
      name: 'InputError',
      argument: 'page',
      message: 'This is a database, not a page.',
    });
  });

  it('refuses the cursor of another page', async () => {
    const answer = await notion.call('notion_list_comments', { page: pages.everything });
    const { cursor } = nextCall(answer)?.input ?? {};
    await expect(notion.call('notion_list_comments', { page: pages.onCall, cursor })).rejects.toMatchObject({
      name: 'InputError',
      argument: 'cursor',
    });
  });

  it('tells that the connection is no longer accepted', async () => {
    await notion.call('notion_list_comments', { page: pages.onCall });
    notion.sandbox.failNext({ kind: 'unauthorized' });
    await expect(notion.call('notion_list_comments', { page: pages.onCall })).rejects.toMatchObject({
      name: 'ReconnectError',
    });
  });
});

describe('a long page', () => {
  it('is walked to its last block within a budget for each call, each block once', async () => {
    const { workspace, pageId } = workspaceWith({ blocks: 250 });
    const blocks = [...workspace.blocks.values()];
    for (const [number, { id }] of blocks.entries()) {
      if (number % 10 === 7) {
        addComment(workspace, { on: { kind: 'block', id }, text: `Remark ${number}.` });
      }
    }
    const [last = ''] = addBlocks(workspace, { kind: 'page', id: pageId }, [paragraph('The end.')]);
    addComment(workspace, { on: { kind: 'block', id: last }, text: 'The last remark.' });
    const sandbox = await startToolSandbox({ workspace }, { requestsPerWindow: 10_000 });
    let most = 0;
    const answers: string[] = [];
    let call: NextCall | undefined = { tool: 'notion_list_comments', input: { page: pageId } };
    while (call !== undefined && answers.length < 20) {
      const answer: string = await sandbox.call(call.tool, call.input);
      most = Math.max(most, sandbox.requests());
      answers.push(answer);
      call = nextCall(answer);
    }
    const remarks = answers.flatMap((answer) => answer.match(/: (Remark \d+|The last remark)\./g) ?? []);
    expect(remarks).toHaveLength(26);
    expect(new Set(remarks).size).toBe(26);
    expect(answers.at(-1)).toContain('On "The end.":');
    const looked = answers.flatMap((answer) => /(\d+) blocks?;/.exec(answer)?.[1] ?? []).map(Number);
    expect(looked.reduce((sum, count) => sum + count, 0)).toBe(
      [...workspace.blocks.values()].filter(({ content }) => content.type !== 'child_database').length,
    );
    // The page, its comments, 20 lists of blocks, 40 blocks, names.
    expect(most).toBeLessThanOrEqual(73);
    await sandbox.close();
  });

  it('gives more than a hundred comments in several answers, those of blocks beside them', async () => {
    const { workspace, pageId } = workspaceWith({});
    for (let number = 0; number < 120; number += 1) {
      addComment(workspace, { on: { kind: 'page', id: pageId }, text: `Page remark ${number}.` });
    }
    const [id = ''] = addBlocks(workspace, { kind: 'page', id: pageId }, [bullet('An item')]);
    for (let number = 0; number < 60; number += 1) {
      addComment(workspace, { on: { kind: 'block', id }, text: `Item remark ${number}.` });
    }
    const sandbox = await startToolSandbox({ workspace }, { requestsPerWindow: 10_000 });
    const answers = await walk(sandbox, pageId);
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatch(/^160 open comments on the page itself and 1 block; the rest/);
    expect(answers[1]).toMatch(/^20 further open comments on the page itself; that is all\./);
    const remarks = answers.join('\n').match(/: (Page|Item) remark \d+\./g) ?? [];
    expect([remarks.length, new Set(remarks).size]).toEqual([180, 180]);
    await sandbox.close();
  });
});
