import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { stableId } from '../../../../src/sandbox/ids.js';
import { standardBehavior } from '../../../../src/sandbox/hosted/options.js';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/server.js';
import { call } from '../../call.js';
import { callTool, request, type ToolReply } from '../mcp-call.js';
import { signIn } from '../sign-in.js';

const onCall = stableId('page:on-call');

let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  token = (await signIn(sandbox)).access_token;
});

beforeEach(() => {
  Object.assign(sandbox.hosted.behavior, standardBehavior());
});

afterAll(async () => {
  await sandbox.close();
});

const run = (name: string, input: unknown = {}): Promise<ToolReply> =>
  callTool(sandbox, token, `notion-${name}`, input);

const sourceNamed = (name: string): string =>
  [...sandbox.workspace.dataSources.values()].find((source) => source.name === name)?.id ?? '';

describe('queries', () => {
  const table = (): string => `"collection://${sourceNamed('Tasks')}"`;
  const sql = (query: string, more: Record<string, unknown> = {}): Promise<ToolReply> =>
    run('query-data-sources', {
      data: { mode: 'sql', data_source_urls: [`collection://${sourceNamed('Tasks')}`], query, ...more },
    });

  it('run SQL with parameters over the table that fetch shows', async () => {
    const { json } = await sql(
      `SELECT "Status", count(*) AS n FROM ${table()} WHERE "Status" = ? GROUP BY 1`,
      {
        params: ['In progress'],
      },
    );
    const rows = (json as { results: { n: number }[] }).results;
    const rest = await call(sandbox, `POST /v1/data_sources/${sourceNamed('Tasks')}/query`, {
      filter: { property: 'Status', status: { equals: 'In progress' } },
    });
    expect(rows[0]?.n).toBe((rest.body as { results: unknown[] }).results.length);
  });

  it('join two data sources', async () => {
    const projects = sourceNamed('Projects');
    const { json } = await run('query-multiple-data-sources', {
      data_source_urls: [`collection://${sourceNamed('Tasks')}`, `collection://${projects}`],
      query: `SELECT p."Project" AS project, count(*) AS tasks FROM ${table()} t JOIN "collection://${projects}" p ON t."Project" LIKE '%' || p.url || '%' GROUP BY 1`,
    });
    expect((json as { results: unknown[] }).results.length).toBeGreaterThan(1);
  });

  it.each([
    'DELETE FROM x',
    'SELECT 1; DROP TABLE x',
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n',
    'SELECT "No such column" x FROM nowhere',
  ])('refuse %s', async (query) => {
    expect((await sql(query)).isError).toBe(true);
  });

  it('give 50 rows and say that there are more', async () => {
    const { json } = await sql(`SELECT url FROM ${table()}`);
    expect(json).toMatchObject({ has_more: true });
    expect((json as { results: unknown[] }).results).toHaveLength(50);
  });

  it('filter and sort rows, and show the rows of a view', async () => {
    const rows = await run('query-data-sources', {
      data: {
        mode: 'rows',
        data_source_url: `collection://${sourceNamed('Tasks')}`,
        filter: { property: 'Status', status: { equals: 'In progress' } },
        limit: 3,
      },
    });
    const { results } = rows.json as { results: Record<string, unknown>[] };
    expect(results.map((row) => row['Status'])).toEqual(Array(3).fill('In progress'));
    const view = [...sandbox.workspace.views.values()].find(({ filter }) => filter !== null);
    const shown = await run('query-data-sources', { data: { mode: 'view', view_url: `view://${view?.id}` } });
    expect(shown.isError).toBe(false);
  });

  it('are not part of the free plan', async () => {
    sandbox.hosted.behavior.plan = 'free';
    expect((await sql(`SELECT 1 FROM ${table()}`)).text).toContain('entitlement_required');
    expect((await run('query-meeting-notes', { filter: { operator: 'and', filters: [] } })).isError).toBe(
      true,
    );
  });

  it('find meeting notes by their title; a filter is required', async () => {
    const titleHas = (value: string): unknown => ({
      filter: {
        operator: 'and',
        filters: [
          { property: 'title', filter: { operator: 'string_contains', value: { type: 'exact', value } } },
        ],
      },
    });
    const { json } = await run('query-meeting-notes', titleHas('monday'));
    expect(json).toMatchObject({ results: [{ title: 'Monday sync' }] });
    expect((await run('query-meeting-notes', titleHas('nothing'))).json).toMatchObject({ results: [] });
    const without = await request(sandbox, token, 'tools/call', {
      name: 'notion-query-meeting-notes',
      arguments: { filter: {} },
    });
    expect(without.message.error?.code).toBe(-32_602);
  });
});

describe('people and comments', () => {
  it('are the same as over REST, and resolved discussions besides', async () => {
    const open = await run('get-comments', { page_id: onCall });
    const all = await run('get-comments', { page_id: onCall, include_resolved: true });
    const countOf = ({ json }: ToolReply): number =>
      [...(json as { text: string }).text.matchAll(/<comment /g)].length;
    const rest = await call(sandbox, `GET /v1/comments?block_id=${onCall}`);
    expect(countOf(open)).toBe((rest.body as { results: unknown[] }).results.length);
    expect(countOf(all)).toBe(countOf(open) + 1);
    expect((all.json as { text: string }).text).toContain('resolved="true"');
  });

  it('on blocks come when asked for, with the text that they are about', async () => {
    const page = stableId('page:everything');
    expect((await run('get-comments', { page_id: page })).json).toEqual({});
    const { json } = await run('get-comments', { page_id: page, include_all_blocks: true });
    expect((json as { text: string }).text).toContain(
      'context="inline" text-context="Somebody has commented',
    );
  });

  it('pages of people, and the person who is signed in', async () => {
    const first = (await run('get-users', { page_size: 4 })).json as {
      results: unknown[];
      next_cursor: string;
    };
    expect(first).toMatchObject({ has_more: true });
    const second = await run('get-users', { page_size: 4, start_cursor: first.next_cursor });
    expect(second.json).not.toMatchObject({ results: [first.results[0]] });
    expect((await run('get-users', { user_id: 'self' })).json).toMatchObject({
      results: [{ name: 'Ada Quill', email: 'ada.quill@example.com' }],
    });
  });

  it('teamspaces in both forms', async () => {
    expect((await run('get-teams')).json).toMatchObject({
      joinedTeams: [{ name: 'Tideline Labs HQ', role: 'owner' }],
      otherTeams: [{ name: 'Archive' }],
      hasMore: false,
    });
    sandbox.hosted.behavior.tools = 'spring';
    expect((await run('get-teams')).json).toHaveProperty('yourTeams');
  });

  it('private pages are those at the top that the connection does not see', async () => {
    expect((await run('list-private-pages')).json).toMatchObject({ results: [{ title: 'Salary bands' }] });
    const recent = (await run('list-recent-pages', { limit: 2 })).json as { next_cursor: string };
    const next = await run('list-recent-pages', { limit: 2, cursor: recent.next_cursor });
    expect(next.json).not.toEqual(recent);
  });

  it('agents, folders and skills are not enabled', async () => {
    expect((await run('search-agents', { scope: 'all' })).text).toContain('entitlement_required');
  });
});
