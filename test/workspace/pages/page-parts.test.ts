import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { restrictToRoots } from '../../../src/notion/roots/rooted-session.js';
import { heading, paragraph } from '../../../src/sandbox/build/blocks.js';
import { mentionUser } from '../../../src/sandbox/build/text.js';
import { addPage, addPerson, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { isUneditedSince } from '../../../src/workspace/pages/kept-text.js';
import tool from '../../../tools/notion-read-page.js';
import { answerText } from '../../support/answer-text.js';
import {
  BOUNDARY,
  nextCall,
  NOW,
  startToolSandbox,
  type ToolSandbox,
} from '../../support/notion/tool-sandbox.js';

const TOOL = 'notion_read_page';
const MINUTE_MS = 60_000;
/** Long before the calls, which begin at `NOW`. */
const LONG_AGO = new Date(NOW.getTime() - 60 * MINUTE_MS);

let workspace: Workspace;
let page: string;
let notion: ToolSandbox;

beforeEach(async () => {
  workspace = createWorkspace({ now: NOW });
  const person = addPerson(workspace, 'Grace Okafor', 'grace.okafor@example.com');
  const blocks = Array.from({ length: 60 }, (_, at) => [
    heading(2, `Chapter ${at}`),
    paragraph(`Paragraph ${at} of many words. ${'Nothing to find here. '.repeat(8)}`),
  ]).flat();
  page = addPage(workspace, {
    title: 'Log',
    edited: LONG_AGO,
    blocks: [paragraph(['Written by ', mentionUser(person), '.']), ...blocks, paragraph('The last: walnut.')],
  });
  notion = await startToolSandbox({ workspace });
});
afterEach(() => notion.close());

/** The page is edited: its first paragraph says something else, and the page has another edit time. */
function edit(at: Date, text: string): void {
  const record = workspace.pages.get(page);
  const [, , id = ''] = record?.children ?? [];
  const block = workspace.blocks.get(id);
  if (record === undefined || block === undefined) {
    throw new Error('The page is gone.');
  }
  workspace.pages.set(page, { ...record, edited: `${at.toISOString().slice(0, 16)}:00.000Z` });
  workspace.blocks.set(id, { ...block, content: paragraph(text).content });
}

function hide(hidden: boolean): void {
  const record = workspace.pages.get(page);
  if (record !== undefined) {
    workspace.pages.set(page, { ...record, hidden });
  }
}

async function next(answer: string): Promise<string> {
  const call = nextCall(answer);
  expect(call?.tool).toBe(TOOL);
  return notion.call(TOOL, call?.input);
}

const read = (input: object = {}): Promise<string> => notion.call(TOOL, { page, max_chars: 2000, ...input });
const paths = (): string[] => notion.sandbox.requests.map(({ path }) => path.replace(/[\da-f-]{32,36}/, '…'));

describe('the parts of a long page', () => {
  it('cost one request each after the first, a look at the page, whatever is read of it', async () => {
    let answer = await read();
    notion.requests();
    const texts: string[] = [];
    for (let call = nextCall(answer); call !== undefined; call = nextCall(answer)) {
      answer = await notion.call(TOOL, call.input);
      expect(paths()).toEqual(['/v1/pages/…']);
      notion.requests();
      texts.push(answer);
    }
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.at(-1)).toContain('The last: walnut.');
    expect(await read({ find: 'walnut' })).toContain('1 passage with these words');
    expect(await read({ section: 'Chapter 7' })).toContain('Paragraph 7 of many words');
    expect(paths()).toEqual(['/v1/pages/…', '/v1/pages/…']);
  });

  it('read the same whether the text was kept or not', async () => {
    const first = await read();
    const kept = await next(first);
    notion.restart();
    expect(await next(first)).toBe(kept);
    // Another process keeps it as well for what follows, and learns then when the page was edited.
    notion.requests();
    await next(kept);
    expect(paths()).toEqual(['/v1/pages/…']);
  });

  it('are of the page as it is: an edit in between is noticed, and told', async () => {
    const first = await read();
    edit(NOW, 'An edited paragraph.');
    notion.requests();
    const second = await next(first);
    expect(second).toContain('The page was edited since the cursor was made');
    expect(paths()).toContain('/v1/pages/…/markdown');
    expect(await read({ find: 'edited paragraph' })).toContain('1 passage with these words');
  });

  it('are read anew while another edit could have the same edit time', async () => {
    const justNow = new Date(NOW.getTime() - 0.5 * MINUTE_MS);
    edit(justNow, 'Edited just now.');
    const first = await read();
    // Notion gives whole minutes: the page looks the same.
    edit(justNow, 'Edited once more.');
    const second = await next(first);
    expect(second).toContain('The page was edited since the cursor was made');
    expect(paths()).toContain('/v1/pages/…/markdown');
  });

  it('are of the text that was parsed before, where Notion still gives the same', async () => {
    edit(new Date(NOW.getTime() - 0.5 * MINUTE_MS), 'Edited just now.');
    let answer = await read();
    notion.requests();
    for (let part = 0; part < 3; part += 1) {
      answer = await next(answer);
      expect(answer).not.toContain('was edited');
      // The person is not looked up again.
      expect(paths()).toEqual(['/v1/pages/…/markdown']);
      notion.requests();
    }
  });

  it('are refused once the page may not be read any more', async () => {
    const first = await read();
    hide(true);
    await expect(next(first)).rejects.toThrow(/not.*(?:found|shared)/i);
    hide(false);
    notion.requests();
    await next(first);
    expect(paths()).toContain('/v1/pages/…/markdown');
  });

  it('are never taken from what a caller with all rights has read, for one who may read some pages', async () => {
    const first = await read();
    notion.requests();
    const session = restrictToRoots([page], notion.connection).openSession({
      signal: new AbortController().signal,
    });
    const context = { workspaces: [], now: NOW, extraRequests: 40, boundary: BOUNDARY };
    const input = tool.input.parse(nextCall(first)?.input);
    expect(answerText(await tool.run(input, { ...context, notion: session }))).toContain('continues');
    expect(paths()).toContain('/v1/pages/…/markdown');
  });

  it('are kept for nobody where the whole page was shown', async () => {
    await read({ max_chars: 100_000 });
    notion.requests();
    await read({ find: 'walnut' });
    expect(paths()).toContain('/v1/pages/…/markdown');
  });
});

describe('the edit time of a page', () => {
  it.each([
    ['two minutes before the reading', '2026-11-20T11:58:00.000Z', true],
    ['less than that', '2026-11-20T11:58:00.001Z', false],
    ['in the minute of the reading', '2026-11-20T12:00:00.000Z', false],
    ['in the future, as a clock that is wrong has it', '2026-11-20T12:05:00.000Z', false],
    ['that is none', '', false],
  ])('tells of later edits or not: %s', (_when, editedAt, expected) => {
    expect(isUneditedSince(editedAt, NOW)).toBe(expected);
  });
});
