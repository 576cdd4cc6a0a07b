import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WorkThreads } from '../../src/bounded-work/work-threads.js';
import { documentFromMarkdown } from '../../src/content/markdown/from-markdown.js';
import { noNames } from '../../src/content/names.js';
import { viewPage } from '../../src/content/view/page-view.js';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { MAX_TEXT_CHARACTERS } from '../../src/workspace/lookup-budget.js';
import { closeClients, connectStdio } from '../support/clients/mcp-clients.js';
import { cliPath } from '../support/servers/spawn.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

const workspace = createWorkspace();
const SENTENCE = 'Words that fill a page, with nothing to find in them. ';

function pageOf(title: string, characters: number): string {
  const text = SENTENCE.repeat(37);
  const count = Math.ceil(characters / text.length);
  const blocks = Array.from({ length: count }, (_, at) => paragraph(`Paragraph ${at}. ${text}`));
  return addPage(workspace, { title, blocks: [...blocks, paragraph('The very last words: walnut.')] });
}

const large = pageOf('Large', 400_000);
const huge = pageOf('Huge', MAX_TEXT_CHARACTERS + 300_000);

let notion: ToolSandbox;
beforeAll(async () => {
  notion = await startToolSandbox({ workspace });
});
afterEach(closeClients);
afterAll(() => notion.close());

describe('a page of more text than one call reads', () => {
  it('is read to there, and told as incomplete', async () => {
    const answer = await notion.call('notion_read_page', { page: huge, find: 'walnut' });
    expect(answer).toMatch(/^The page, as far as it could be read, does not contain these words\./);
    expect(answer).toMatch(/Omitted: the last 3\d{5} characters; one call reads at most 1000000\./);
    const whole = JSON.parse(await notion.call('fetch', { id: huge })) as { metadata: { complete: boolean } };
    expect(whole.metadata.complete).toBe(false);
  });

  it('counts over all pages that a search looks into', async () => {
    const answer = await notion.call('notion_search', { query: 'walnut', in_text: true });
    expect(answer).toContain('Read the text of 2 pages');
    expect(answer).toMatch(/Only the beginning of [12] long pages? was read\./);
  });
});

describe('the built program', () => {
  it('has the thread for large texts, which makes the same document', async () => {
    const markdown = '# Heading\n\n**bold** [link](https://example.com)\n'.repeat(10);
    const fired: (() => void)[] = [];
    const threads = new WorkThreads(new URL('notion-rest-mcp/text-thread.js', pathToFileURL(cliPath)), {
      setTimer: (run) => {
        fired.push(run);
        return () => {};
      },
    });
    const names = { titles: new Map(), users: new Map() };
    const piece = { key: 1, source: { kind: 'markdown', markdown, unknownBlockIds: [] }, names };
    const { signal } = new AbortController();
    expect(await threads.run({ kind: 'parse', piece }, { signal, deadlineMs: 1 })).toEqual({
      result: {
        missing: { titles: [], databases: [], dataSources: [], users: [] },
        unknownTags: [],
        unloaded: [],
        transcripts: 0,
        hasCopies: false,
      },
    });
    const request = { room: 100_000 };
    expect(await threads.run({ kind: 'view', page: [piece], request }, { signal, deadlineMs: 1 })).toEqual({
      result: viewPage(documentFromMarkdown(markdown, noNames), request),
    });
    // The last timer is that of a thread without work.
    fired.at(-1)?.();
  });

  it.each([
    ['as one text', 0],
    ['block by block, where Notion refuses its text', 1],
  ])('reads a large page %s', async (_how, refusals) => {
    notion.sandbox.failNext(
      { kind: 'rate_limited', reason: 'public_api_request_blocked' },
      refusals,
      /markdown/,
    );
    const client = await connectStdio('v1', {
      command: process.execPath,
      args: [cliPath],
      env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: notion.sandbox.url },
    });
    const { text, isError } = await client.callTool('notion_read_page', { page: large, find: 'walnut' });
    expect(isError).toBe(false);
    expect(text).toContain('1 passage with these words');
    expect(text).toContain('The very last words: walnut.');
  });
});
