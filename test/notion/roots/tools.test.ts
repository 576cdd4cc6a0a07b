import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createToolCaller } from '../../../src/mcp/calls/call-tool.js';
import { singleWorkspace } from '../../../src/connections/workspaces.js';
import { toolsets } from '../../../src/catalogue.js';
import { restrictToRoots } from '../../../src/notion/roots/rooted-session.js';
import type { NotionSession } from '../../../src/notion/session.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { undashed } from '../../../src/notion/reference.js';
import { CANARY, rootedWorkspace, type RootedWorkspace } from '../../support/notion/rooted-workspace.js';
import { BOUNDARY, NOW, startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

let place: RootedWorkspace;
let notion: ToolSandbox;

beforeEach(async () => {
  place = rootedWorkspace();
  notion = await startToolSandbox({ workspace: place.workspace }, { requestsPerWindow: 100_000 });
});

afterEach(() => notion.close());

/** The answer as a client gets it, failures included. */
async function ask(roots: readonly string[] | undefined, name: string, input: object): Promise<string> {
  const tool = Object.values(toolsets)
    .flat()
    .find((candidate) => candidate.name === name);
  if (tool === undefined) {
    throw new Error(`There is no tool ${name}.`);
  }
  const call = createToolCaller(tool, {
    log: { debug() {}, info() {}, warn() {}, error() {} } as never,
    now: () => NOW,
    extraRequests: 40,
    randomText: () => BOUNDARY,
  });
  const workspaces = singleWorkspace(() =>
    Promise.resolve(restrictToRoots(roots?.map(undashed), notion.connection)),
  );
  const { text } = await call(input, { workspaces, workspaceSummaries: [] }, new AbortController().signal);
  return text;
}

function expectNothingOutside(answer: string): void {
  expect(answer).not.toContain(CANARY);
  for (const id of place.outside) {
    expect(answer).not.toContain(id);
    expect(answer).not.toContain(undashed(id));
  }
}

describe('a caller that is kept to a page', () => {
  it('reads the page without what it shows and names of others', async () => {
    const answer = await ask([place.root], 'notion_read_page', { page: place.root, include_comments: true });
    expectNothingOutside(answer);
    expect(answer).toContain('Plan inside');
    expect(answer).toContain('Plan for the harbour');
    expect(answer).toContain('The end of the plan.');
    expect(answer).toMatch(/Omitted: 2 links or mentions, 1 part of a page outside your allowed pages\./);
  });

  it.each([
    ['notion_search', { query: 'Plan' }, 'Plan for the harbour'],
    ['notion_search', { query: CANARY }, 'outside your allowed pages'],
    ['notion_search', { query: '' }, 'Plan for the harbour'],
    ['search', { query: 'Plan' }, 'Plan for the harbour'],
    ['notion_read_page', { page: 'Plan for the harbour' }, 'Words of the harbour.'],
    ['notion_read_page', { page: `${CANARY} page` }, 'No page with exactly this title'],
    ['notion_read_page', { page: 'First task' }, 'First task'],
    ['notion_list_databases', {}, 'Plan of tasks'],
    ['notion_describe_database', { database: 'Plan of tasks' }, 'Secret'],
    ['notion_query_database', { database: 'Plan of tasks', columns: ['*'] }, 'Second task'],
    ['notion_query_database', { database: 'Plan of tasks', columns: ['*'] }, 'First task'],
    ['notion_query_database', { database: 'Plan of tasks', count_by: 'Secret' }, '2 rows'],
    ['notion_query_database', { database: 'Plan of tasks', count_by: 'Pulled' }, '2 rows'],
  ])('%s %j shows what lies inside and nothing else', async (tool, input, expected) => {
    const sent = { ...input, query: 'query' in input ? input.query : undefined };
    const answer = await ask([place.root], tool, JSON.parse(JSON.stringify(sent)) as object);
    const own = 'query' in input && input.query === CANARY ? answer.replaceAll(`"${CANARY}"`, '') : answer;
    expectNothingOutside(own);
    expect(answer).toContain(expected);
  });

  it('chooses no rows by what other pages say', async () => {
    const where = [{ property: 'Pulled', operator: 'contains', value: 'x' }];
    const answer = await ask([place.root], 'notion_query_database', { database: place.tasks, where });
    expectNothingOutside(answer);
    expect(answer).not.toContain('Second task');
  });

  it.each([
    ['find', (page: string) => ({ page, find: 'Plan' })],
    ['section', (page: string) => ({ page, section: 'Plan inside' })],
    ['a block of another page', (page: string) => ({ page: `${page}#${undashed(place.secretBlock)}` })],
  ])('shows nothing outside with %s', async (_, input) => {
    const inside = await ask([place.root], 'notion_read_page', input(place.root));
    expect(inside.replaceAll(undashed(place.secretBlock), '')).not.toContain(CANARY);
    const outside = await ask([place.root], 'notion_read_page', input(place.secret));
    expect(outside).not.toContain(CANARY);
    expect(outside).not.toContain('the end of the plan');
  });

  it.each([
    ['notion_read_page', 'page'],
    ['notion_list_comments', 'page'],
    ['fetch', 'id'],
    ['notion_search', 'query'],
  ])('%s finds no page by a block outside', async (tool, argument) => {
    for (const form of [place.secretBlock, undashed(place.secretBlock)]) {
      const answer = await ask([place.root], tool, { [argument]: form });
      expect(answer).toMatch(/no such object among your allowed pages/);
      expectNothingOutside(answer);
    }
  });

  it('reads a row with what lies inside', async () => {
    const answer = await ask([place.root], 'notion_read_page', { page: place.taskRow });
    expectNothingOutside(answer);
    expect(answer).toContain('First task');
  });

  it('reads no file by the address of a block outside', async () => {
    const url = (block: string): string =>
      `https://app.notion.com/p/${undashed(place.root)}#${undashed(block)}`;
    const missing = url('01234567-89ab-4cde-8f01-23456789abcd');
    for (const input of [
      (address: string) => ({ page: place.root, file: address }),
      (address: string) => ({ page: address }),
    ]) {
      const answer = await ask([place.root], 'notion_read_file', input(url(place.secretBlock)));
      expectNothingOutside(answer);
      expect(answer).toBe(await ask([place.root], 'notion_read_file', input(missing)));
    }
  });

  it.each([
    'notion_read_page',
    'notion_read_file',
    'notion_list_comments',
    'fetch',
    'notion_describe_database',
    'notion_query_database',
  ])('%s answers for everything outside as for what does not exist', async (tool) => {
    const argument = tool === 'fetch' ? 'id' : tool.includes('database') ? 'database' : 'page';
    const missing = '01234567-89ab-4cde-8f01-23456789abcd';
    const forms = (id: string): string[] => [
      id,
      undashed(id),
      `https://app.notion.com/p/${undashed(id)}`,
      `https://www.notion.so/Title-${undashed(id)}`,
      `https://www.notion.so/Title-${undashed(place.root)}?p=${undashed(id)}`,
      ...(argument === 'database' ? [`collection://${id}`] : []),
    ];
    for (const id of place.outside) {
      for (const [index, form] of forms(id).entries()) {
        const answer = await ask([place.root], tool, { [argument]: form });
        expectNothingOutside(answer.replaceAll(form, '').replaceAll(id, ''));
        const none = await ask([place.root], tool, { [argument]: forms(missing)[index] });
        const neutral = (text: string): string =>
          text.replaceAll(id, missing).replaceAll(undashed(id), undashed(missing));
        expect(neutral(answer)).toBe(neutral(none));
      }
    }
  });

  it('reads nothing with no roots, and everything without a list', async () => {
    const none = await ask([], 'notion_read_page', { page: place.root });
    expect(none).toMatch(/no such object among your allowed pages/);
    expect(await ask([], 'notion_search', { query: '' })).not.toContain('Plan of');
    expect(await ask(undefined, 'notion_read_page', { page: place.secret })).toContain(CANARY);
  });

  it('stays apart from another caller of the same connection', async () => {
    const both = [
      [undefined, 'notion_read_page', { page: place.root, include_comments: true }],
      [[place.secret], 'notion_read_page', { page: place.secret }],
      [undefined, 'notion_query_database', { database: place.tasks, columns: ['*'] }],
      [undefined, 'notion_search', { query: 'Plan' }],
    ] as const;
    const fresh: string[] = [];
    for (const [roots, tool, input] of both) {
      notion.restart();
      fresh.push(await ask(roots, tool, input));
    }
    notion.restart();
    await Promise.all(both.map(([, tool, input]) => ask([place.root], tool, input)));
    for (const [index, [roots, tool, input]] of both.entries()) {
      expect(await ask(roots, tool, input)).toBe(fresh[index]);
    }
    for (const [, tool, input] of both) {
      expectNothingOutside((await ask([place.root], tool, input)).replaceAll(place.secret, ''));
    }
  });

  it('loses a page that is moved away, and gains one that is moved in, with the next call', async () => {
    const { workspace, childPage, secretChild, root, secret } = place;
    const read = (page: string): Promise<string> => ask([root], 'notion_read_page', { page });
    expect(await read(childPage)).toContain('Words of the harbour.');
    expect(await read(secretChild)).toMatch(/^There is no such object/);
    const move = (id: string, parent: string): void => {
      const page = workspace.pages.get(id);
      const row = workspace.blocks.get(id);
      if (page === undefined || row === undefined) {
        throw new Error('There is no such page.');
      }
      workspace.pages.set(id, { ...page, parent: { kind: 'page', id: parent } });
      workspace.blocks.set(id, { ...row, parent: { kind: 'page', id: parent } });
    };
    move(childPage, secret);
    move(secretChild, root);
    expect(await read(childPage)).toMatch(/^There is no such object/);
    expect(await read(secretChild)).toContain(`${CANARY} child`);
  });

  it('spends no more than a few requests on where a hundred hits lie', async () => {
    const { workspace, root, secret } = place;
    for (let index = 0; index < 50; index += 1) {
      addPage(workspace, { title: `Plan ${index}`, parent: { kind: 'page', id: root } });
      addPage(workspace, { title: `Plan ${CANARY} ${index}`, parent: { kind: 'page', id: secret } });
    }
    notion.restart();
    const answer = await ask([root], 'notion_search', { query: 'Plan', limit: 20 });
    expectNothingOutside(answer);
    expect(answer).toContain('results outside your allowed pages');
    expect(notion.requests()).toBeLessThanOrEqual(16);
  });

  it('leaves out what the budget does not reach, and says so', async () => {
    const { workspace, root, secret } = place;
    for (let index = 0; index < 40; index += 1) {
      const above = addPage(workspace, { title: `Shelf ${index}`, parent: { kind: 'page', id: root } });
      addPage(workspace, { title: `Plan ${index}`, parent: { kind: 'page', id: above } });
      const far = addPage(workspace, { title: `${CANARY} ${index}`, parent: { kind: 'page', id: secret } });
      addPage(workspace, { title: `Plan ${CANARY} ${index}`, parent: { kind: 'page', id: far } });
    }
    notion.restart();
    const answer = await ask([root], 'notion_search', { query: 'Plan', limit: 20 });
    expectNothingOutside(answer);
    expect(answer).toMatch(/Omitted unchecked \(request limit\): \d+\./);
  });

  it.each([
    [
      'comments',
      (session: NotionSession) =>
        session.read('GET /v1/comments', (client) => client.comments.list({ block_id: place.secret })),
    ],
    [
      'several requests in one read',
      (session: NotionSession) =>
        session.read('GET /v1/blocks/{block_id}', async (client) => {
          await client.blocks.retrieve({ block_id: place.root }).catch(() => undefined);
          return client.blocks.retrieve({ block_id: place.secret });
        }),
    ],
    [
      'a request under the name of another',
      (session: NotionSession) =>
        session.read('GET /v1/users/me', (client) => client.pages.retrieve({ page_id: place.secret })),
    ],
    [
      'a change',
      (session: NotionSession) =>
        session.read('GET /v1/pages/{page_id}', (client) =>
          client.pages.update({ page_id: place.root, in_trash: true }),
        ),
    ],
    [
      'an endpoint that is not known',
      (session: NotionSession) =>
        session.read('GET /v1/pages/{page_id}', (client) => client.customEmojis.list({})),
    ],
    [
      'a loader of the cache',
      (session: NotionSession) =>
        session.cached({ name: 'any', lifetimeMs: 1000 }, place.secret, (reader) =>
          reader.read('GET /v1/pages/{page_id}', (client) =>
            client.pages.retrieve({ page_id: place.secret }),
          ),
        ),
    ],
  ] as const)('sends nothing for %s', async (_, read) => {
    const open = restrictToRoots([undashed(place.root)], notion.connection);
    const session = open.openSession({ signal: new AbortController().signal });
    await expect(read(session)).rejects.toThrow(/allowed pages/);
  });
});
