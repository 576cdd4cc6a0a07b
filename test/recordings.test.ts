import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { tools } from '../src/catalogue.js';
import { createConnection, type NotionConnection } from '../src/notion/client/connection.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../src/sandbox/server.js';
import { engineeringWorkspace } from '../src/sandbox/seed/engineering-workspace.js';
import { scrub } from './support/notion/nock-recording.js';
import { BOUNDARY, nextCall, NOW } from './support/notion/tool-sandbox.js';

/**
 * A conversation of an agent with each tool, replayed from recordings. `npm run record` makes them anew: from the real
 * API when NOTION_TOKEN is set, else from the sandbox. Nothing here depends on what the workspace holds.
 */
const recording = process.env['NOCK_BACK_MODE'] === 'update';
const token = process.env['NOTION_TOKEN'];
const origin = `${token === undefined ? 'sandbox' : 'Notion REST API'}, ${new Date().toISOString().slice(0, 10)}`;

let sandbox: Sandbox | undefined;
let connection: NotionConnection;

beforeAll(async () => {
  nock.back.fixtures = join(import.meta.dirname, 'recordings');
  nock.back.setMode(recording ? 'update' : 'lockdown');
  sandbox =
    recording && token === undefined
      ? await startSandbox({ workspace: engineeringWorkspace({ now: NOW }) })
      : undefined;
  connection = createConnection({
    token: token ?? SANDBOX_TOKEN,
    ...(sandbox === undefined ? {} : { apiUrl: sandbox.url }),
  });
});

afterAll(async () => {
  nock.back.setMode('wild');
  nock.restore();
  await sandbox?.close();
});

async function call(name: string, input: object): Promise<string> {
  const tool = tools.find((candidate) => candidate.name === name);
  const notion = connection.openSession({ signal: new AbortController().signal });
  const context = { notion, workspaces: [], now: NOW, extraRequests: 40, boundary: BOUNDARY };
  const answer = await tool?.run(tool.input.parse(input), context);
  return typeof answer === 'string' ? answer : '';
}

/** Runs the calls against the recording of this name, or records them. */
async function recorded(name: string, calls: () => Promise<void>): Promise<void> {
  const { nockDone } = await nock.back(`${name}.json`, {
    afterRecord: (definitions) => scrub(definitions, origin),
  });
  await calls();
  nockDone();
}

describe('recorded conversations', () => {
  it('searches, and reads the first page found', () =>
    recorded('search-and-read', async () => {
      const found = await call('notion_search', { kind: 'page', limit: 5 });
      expect(found).toMatch(/^\d+ most recently edited; /);
      const [page] = /https:\/\/\S+/.exec(found) ?? [];
      const read = await call('notion_read_page', { page, max_chars: 8000, include_comments: true });
      expect(read.length).toBeLessThanOrEqual(8000);
      expect(read).toContain(page ?? 'a page was found');
      expect(read).not.toMatch(/X-Amz-|\[object |\bundefined\b/);
    }));

  it('lists databases, describes one, shows rows and counts them', () =>
    recorded('describe-and-query', async () => {
      const list = await call('notion_list_databases', { limit: 10 });
      const [database] = /collection:\/\/\S+/.exec(list) ?? [];
      const described = await call('notion_describe_database', { database });
      expect(described).toMatch(/^\d+ columns?\. /);
      const rows = await call('notion_query_database', { database, limit: 3 });
      expect(rows).toMatch(/^(?:\d+ rows?; |No rows match)/);
      const more = nextCall(rows);
      if (more !== undefined) {
        expect(await call(more.tool, more.input)).toMatch(/further/);
      }
      const [, countable] = /^- (.+): (?:select|status|checkbox|people)\b/m.exec(described) ?? [];
      if (countable !== undefined) {
        expect(await call('notion_query_database', { database, count_by: countable })).toMatch(
          /all rows are counted/,
        );
      }
    }));

  it('tells that a page is not there', () =>
    recorded('page-not-found', async () => {
      await expect(
        call('notion_read_page', { page: '00000000-0000-4000-8000-000000000000' }),
      ).rejects.toMatchObject({ name: 'AccessError' });
    }));
});
