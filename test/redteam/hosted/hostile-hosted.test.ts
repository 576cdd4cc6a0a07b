import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ToolError } from '../../../src/errors.js';
import { NOW, startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';
import { hostedHalf } from '../../support/upstream/hosted-half.js';
import { CANARY } from '../hostile-texts.js';
import { hostileWorkspace, type HostileWorkspace } from '../hostile-workspace.js';
import { checkRefusal, parseStrictly } from '../strict-answer.js';

/*
 * What strangers wrote comes over Notion's own MCP server in other envelopes than over REST: markup, XML and JSON in one
 * text. It must arrive in the same one shape.
 */

let hostile: HostileWorkspace;
let notion: ToolSandbox;

beforeAll(async () => {
  hostile = hostileWorkspace(NOW);
  notion = await startToolSandbox(
    { workspace: hostile.workspace },
    { requestsPerWindow: 100_000 },
    { hosted: hostedHalf(true) },
  );
});
afterAll(() => notion.close());

const inputs: Readonly<Record<string, () => readonly object[]>> = {
  notion_search: () => [{ query: CANARY }, { query: 'wide' }],
  notion_read_page: () => hostile.pages.slice(0, 24).map((page) => ({ page })),
  notion_list_comments: () => hostile.pages.slice(0, 24).map((page) => ({ page })),
  notion_find_users: () => [{}, { query: CANARY }],
  notion_query_database: () => hostile.dataSources.map((id) => ({ database: `collection://${id}` })),
  notion_sql: () =>
    hostile.dataSources.map((id) => ({
      query: `SELECT * FROM "collection://${id}" LIMIT 1`,
      data_sources: [`collection://${id}`],
    })),
  notion_ask_connected_apps: () => [{ query: 'deploy' }],
  notion_list_teamspaces: () => [{}],
};

it.each(Object.keys(inputs))('%s answers in the one shape whatever strangers wrote', async (tool) => {
  let withContent = 0;
  for (const input of inputs[tool]?.() ?? []) {
    try {
      const answer = parseStrictly(await notion.call(tool, input));
      withContent += answer.content?.includes(CANARY) === true ? 1 : 0;
    } catch (error) {
      if (!(error instanceof ToolError)) {
        throw error;
      }
      checkRefusal(error.message, error.advice);
    }
  }
  // Connected apps and teamspaces are the sandbox's own; all rows of this database are more than an answer may hold.
  if (!['notion_ask_connected_apps', 'notion_list_teamspaces', 'notion_query_database'].includes(tool)) {
    expect(withContent).toBeGreaterThan(0);
  }
});

it('an answer of both halves has the one shape, too', async () => {
  const both = await startToolSandbox(
    { workspace: hostile.workspace },
    { requestsPerWindow: 100_000 },
    { hosted: hostedHalf(false) },
  );
  try {
    for (const page of hostile.pages.slice(0, 24)) {
      for (const tool of ['notion_list_comments', 'notion_read_page']) {
        parseStrictly(await both.call(tool, { page }));
      }
    }
    for (const query of [CANARY, 'wide']) {
      parseStrictly(await both.call('notion_search', { query }));
    }
  } finally {
    await both.close();
  }
});
