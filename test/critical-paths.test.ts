import { afterEach, describe, expect, it } from '@jest/globals';
import { paragraph, toggle } from '../src/sandbox/build/blocks.js';
import { addRow } from '../src/sandbox/build/databases.js';
import { workspaceWith } from '../src/sandbox/build/ready-made.js';
import { addComment, addPage, createWorkspace } from '../src/sandbox/build/workspace-builder.js';
import listComments from '../tools/notion-list-comments.js';
import queryDatabase from '../tools/notion-query-database.js';
import type { Tool } from '../src/tool.js';
import { answerText } from './support/answer-text.js';
import { CountedRounds } from './support/notion/counted-rounds.js';
import { BOUNDARY, NOW, startToolSandbox, type ToolSandbox } from './support/notion/tool-sandbox.js';

/** How many requests an answer needs, and how many of them one after the other, on a server that has read nothing yet. */
let notion: ToolSandbox;

afterEach(() => notion.close());

async function call(
  tool: Tool,
  input: object,
  { windowLeft }: Pick<CountedRounds, 'windowLeft'> = { windowLeft: undefined },
): Promise<{ readonly answer: string; readonly rounds: readonly number[] }> {
  const counted = new CountedRounds(notion.connection.openSession({ signal: new AbortController().signal }));
  counted.windowLeft = windowLeft;
  const context = {
    notion: counted.session,
    workspaces: [],
    now: NOW,
    extraRequests: 40,
    boundary: BOUNDARY,
  };
  return { answer: answerText(await tool.run(tool.input.parse(input), context)), rounds: counted.rounds };
}

describe('counts', () => {
  it('1,200 rows in four rounds: the columns, the oldest, the newest, what lies between', async () => {
    const { workspace, dataSourceId } = workspaceWith({ rows: 0 });
    for (let index = 0; index < 1200; index += 1) {
      const created = new Date(Date.UTC(2026, 0, 1, 0, index * 50));
      addRow(workspace, dataSourceId, { Name: `Voyage ${index}`, Stage: 'Planned' }, { created });
    }
    notion = await startToolSandbox({ workspace });
    const { answer, rounds } = await call(queryDatabase, {
      database: `collection://${dataSourceId}`,
      count_by: 'Stage',
    });
    expect(answer).toMatch(/^1200 rows in 1 group; all rows are counted\./);
    expect(rounds).toEqual([1, 1, 1, 12]);
  });
});

describe('comments', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => paragraph(`Line ${index}`));

  /** A page with a comment on itself. */
  async function pageOf(blocks: ReturnType<typeof lines>): Promise<string> {
    const workspace = createWorkspace();
    const page = addPage(workspace, { title: 'Berths', blocks });
    addComment(workspace, { on: { kind: 'page', id: page }, text: 'Why?' });
    notion = await startToolSandbox({ workspace });
    return page;
  }

  // Notion's API does not say which blocks have comments, so this is the least there is.
  it('on 15 blocks in two rounds: the page, its comments and its blocks; each block', async () => {
    const page = await pageOf(lines(15));
    const { answer, rounds } = await call(listComments, { page });
    expect(answer).toMatch(/^1 open comment on the page itself and 15 blocks; that is all\./);
    expect(rounds).toEqual([3, 15]);
  });

  it('within blocks with another round for each level', async () => {
    const page = await pageOf([toggle('One', ...lines(3)), toggle('Two', toggle('Three', ...lines(2)))]);
    const { answer, rounds } = await call(listComments, { page });
    expect(answer).toMatch(/8 blocks; that is all\./);
    expect(rounds).toEqual([3, 2, 1, 8]);
  });

  it('on fewer blocks where little of the request window is left, and says where it goes on', async () => {
    const page = await pageOf(lines(30));
    const { answer, rounds } = await call(
      listComments,
      { page },
      { windowLeft: { requests: 61, limit: 180 } },
    );
    expect(answer).toMatch(/^1 open comment on the page itself and 12 blocks; the rest of the page was not/);
    expect(answer).toMatch(/\nNext: notion_list_comments /);
    expect(rounds).toEqual([3, 12]);
  });
});
