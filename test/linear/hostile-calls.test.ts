import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addPage } from '../../src/sandbox/build/workspace-builder.js';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { NOW } from '../support/notion/tool-sandbox.js';
import { createCountedRealm, type CountedRealm } from './counted-realm.js';
import { bundleInstrumented } from './instrumented-bundle.js';
import type * as ToolCall from './subjects/tool-call.js';
import { startTestServer, type TestServer } from '../support/servers/test-server.js';

/** What a call may cost beside its text: routes, schemas, requests. */
const BASE_STEPS = 400_000;
/** Steps for each character of a text that a stranger wrote. */
const STEPS_PER_CHARACTER = 1_000;
const LENGTH = 6_000;

const made = workspaceWith({ now: NOW });
const marks = '\u0301\u0316'.repeat(LENGTH / 2);
addPage(made.workspace, { title: `harbour e${marks}` });
const plainPage = addPage(made.workspace, {
  title: 'As blocks',
  blocks: [paragraph(`---${' '.repeat(1_900)}x`), paragraph(`**w** `.repeat(300))],
});

let sandbox: Sandbox;
/** Before the sandbox: what the markdown endpoint answers can be replaced. */
let front: TestServer;
let markdown = '';
let realm: CountedRealm<typeof ToolCall>;

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: made.workspace });
  front = await startTestServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
      const { authorization = '', 'notion-version': version = '' } = request.headers;
      const answer = await fetch(`${sandbox.url}${request.url ?? ''}`, {
        method: request.method ?? 'GET',
        headers: { authorization, 'notion-version': String(version), 'content-type': 'application/json' },
        ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks).toString() }),
      });
      const body = (await answer.json()) as Record<string, unknown>;
      const isText = request.url?.includes('/markdown') === true && markdown !== '';
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isText ? { ...body, markdown } : body));
    })();
  });
  const bundle = await bundleInstrumented("export * from './test/linear/subjects/tool-call.ts';", (file) =>
    /^(?:src\/(?!sandbox)|tools\/)/.test(file),
  );
  realm = createCountedRealm(bundle);
});

afterAll(async () => {
  await front.close();
  await sandbox.close();
});

async function call(
  tool: string,
  input: object,
  length: number,
): Promise<{ answer: string; steps: number | undefined }> {
  let answer = '';
  const steps = await realm.stepsOfCall(
    async ({ callTool }) => {
      answer = await callTool(front.origin, SANDBOX_TOKEN, tool, input);
    },
    BASE_STEPS + length * STEPS_PER_CHARACTER,
  );
  return { answer, steps };
}

describe('a call with hostile text', () => {
  it.each([
    ['braces and spaces', `{{${' '.repeat(1_990)}x`, 'No page with exactly this title'],
    ['brackets and spaces', `<${' '.repeat(1_990)}x`, 'No page with exactly this title'],
    ['slashes', `https://notion.so${'/'.repeat(1_970)}x`, 'This Notion address holds no id'],
    ['slashes elsewhere', `https://a.example${'/'.repeat(1_970)}x`, 'This is no Notion URL'],
  ])('is refused within bounds: a page of %s', async (_, page, refusal) => {
    const { answer, steps } = await call('notion_read_page', { page }, page.length);
    expect(steps).toBeDefined();
    expect(answer).toContain(refusal);
  });

  it('is refused within bounds: a number of digits without end', async () => {
    // As long as the argument may be.
    const value = `${'1'.repeat(1_999)}x`;
    const where = [{ property: 'Crew', operator: 'equals', value }];
    const { answer, steps } = await call(
      'notion_query_database',
      { database: made.databaseId, where },
      LENGTH,
    );
    expect(steps).toBeDefined();
    expect(answer).not.toBe('');
  });

  it('finds a title under marks without end within bounds', async () => {
    const { answer, steps } = await call('notion_search', { query: 'harbour' }, LENGTH);
    expect(steps).toBeDefined();
    expect(answer).toContain('harbour');
  });

  it.each([
    ['dashes and spaces', `---${' '.repeat(LENGTH)}x`],
    ['bold words', '**w** '.repeat(LENGTH / 6)],
    ['broken lines', 'x\\\n'.repeat(LENGTH / 3)],
    ['backslashes', '\\\n'.repeat(LENGTH / 2)],
    ['openers of links', '[x]('.repeat(LENGTH / 4)],
    ['openers of tags', '<a b='.repeat(LENGTH / 5)],
    ['dollars', '$a '.repeat(LENGTH / 3)],
    ['marks', 'e\u0301\u0316'.repeat(LENGTH / 3)],
    ['callouts', '<callout>\n'.repeat(LENGTH / 10)],
    ['headings', '# x\n'.repeat(LENGTH / 4)],
    ['table cells', `|${'a|'.repeat(LENGTH / 2)}\n|-|\n`],
  ])('reads a page of %s within bounds', async (_, text) => {
    markdown = text;
    const { answer, steps } = await call('notion_read_page', { page: made.pageId }, text.length);
    expect(steps).toBeDefined();
    expect(answer).toContain('text from Notion');
    const found = await call('notion_read_page', { page: made.pageId, find: 'x' }, text.length);
    expect(found.steps).toBeDefined();
  });

  it('reads the same as blocks within bounds', async () => {
    markdown = '';
    const { answer, steps } = await call('notion_read_page', { page: plainPage }, 4_000);
    expect(steps).toBeDefined();
    expect(answer).toContain('w');
  });
});
