import { afterEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addBlocks, addComment } from '../../src/sandbox/build/workspace-builder.js';
import {
  nextCall,
  startToolSandbox,
  type NextCall,
  type ToolSandbox,
} from '../support/notion/tool-sandbox.js';

const BLOCKS = 30;
let notion: ToolSandbox;

afterEach(() => notion.close());

/** A page with a comment on itself and one on each of 30 blocks. */
async function open(requestsPerWindow: number, text = 'Remark'): Promise<string> {
  const { workspace, pageId } = workspaceWith({});
  addComment(workspace, { on: { kind: 'page', id: pageId }, text: 'Remark on the page.' });
  const drafts = Array.from({ length: BLOCKS }, (_, index) => paragraph(`Block ${index}`));
  for (const [index, id] of addBlocks(workspace, { kind: 'page', id: pageId }, drafts).entries()) {
    addComment(workspace, { on: { kind: 'block', id }, text: `${text} ${index}.` });
  }
  notion = await startToolSandbox({ workspace }, { requestsPerWindow });
  return pageId;
}

async function walk(page: string, afterEachCall: () => void): Promise<string[]> {
  const answers: string[] = [];
  let call: NextCall | undefined = { tool: 'notion_list_comments', input: { page } };
  while (call !== undefined && answers.length < 10) {
    const answer: string = await notion.call(call.tool, call.input);
    answers.push(answer);
    call = nextCall(answer);
    afterEachCall();
  }
  return answers;
}

function remarksIn(answers: readonly string[]): string[] {
  return answers.join('\n').match(/Remark (?:\d+|on the page)\./g) ?? [];
}

describe('notion_list_comments', () => {
  it('gives what it read when the request budget ends, and goes on from there', async () => {
    const page = await open(13);
    const answers = await walk(page, () => notion.restart());
    expect(answers.length).toBeGreaterThan(2);
    expect(answers[0]).toMatch(
      /^Stopped early: Notion's request budget for this connection is used up\. Call again in \d+ s\.$/m,
    );
    expect(answers[0]).toMatch(/^\d+ open comments on the page itself and \d+ blocks; the rest of the page/);
    expect(remarksIn(answers).length).toBe(BLOCKS + 1);
    expect(new Set(remarksIn(answers)).size).toBe(BLOCKS + 1);
  });

  it('fails where it could read nothing at all', async () => {
    const page = await open(1);
    await expect(notion.call('notion_list_comments', { page })).rejects.toMatchObject({
      name: 'RetryLaterError',
    });
  });

  it('keeps its answers short, and shows each comment once all the same', async () => {
    const page = await open(10_000, `${'A long remark. '.repeat(120)}Remark`);
    const answers = await walk(page, () => {});
    expect(answers.length).toBeGreaterThan(2);
    expect(Math.max(...answers.map(({ length }) => length))).toBeLessThan(22_000);
    expect(remarksIn(answers)).toHaveLength(BLOCKS + 1);
    expect(new Set(remarksIn(answers)).size).toBe(BLOCKS + 1);
  });
});
