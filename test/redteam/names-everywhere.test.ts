import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseStrictly } from './strict-answer.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox({}, { requestsPerWindow: 100_000 });
});

afterAll(() => notion.close());

/** What is left of an answer's content without the places where an id belongs: addresses, references, the id column. */
function withoutAddresses(answer: string): string {
  return (parseStrictly(answer).content ?? '')
    .replace(/https:\/\/\S+|collection:\/\/[\w-]+/g, '')
    .replace(/\| [0-9a-f]{32} \|/g, '| |');
}

function idsOf(text: string): string[] {
  const { users, pages, databases, dataSources } = notion.sandbox.workspace;
  // What is hidden from the connection has no name that anybody could look up.
  const shared = [...pages.values(), ...databases.values()].filter(({ hidden }) => !hidden);
  const known = [...users.keys(), ...dataSources.keys(), ...shared.map(({ id }) => id)];
  return known.filter(
    (id) => text.includes(id) || text.includes(id.replaceAll('-', '')) || text.includes(`${id.slice(0, 8)}…`),
  );
}

describe('an id never stands where a name exists', () => {
  it.each([
    [
      'tasks with relations, people and rollups',
      'notion_query_database',
      { database: 'Tasks', columns: ['*'], limit: 20 },
    ],
    [
      'projects with the tasks that lead to them',
      'notion_query_database',
      { database: 'Projects', columns: ['*'], limit: 20 },
    ],
    ['columns with their related databases', 'notion_describe_database', { database: 'Tasks' }],
    ['databases', 'notion_list_databases', {}],
    ['hits and their paths', 'notion_search', { query: '' }],
  ])('%s', async (_, tool, input) => {
    const shown = withoutAddresses(await notion.call(tool, input));
    expect(idsOf(shown)).toEqual([]);
    expect(shown).not.toMatch(/\[(?:page|user|database|unknown)/);
  });

  it('pages of the workspace with their properties, mentions and comments', async () => {
    const pages = [...notion.sandbox.workspace.pages.values()].filter(({ hidden }) => !hidden);
    const plain = pages.filter(({ parent }) => parent.kind !== 'data_source');
    const rows = pages.filter(({ parent }) => parent.kind === 'data_source').slice(0, 10);
    for (const { id } of [...plain, ...rows]) {
      notion.restart();
      const answer = await notion
        .call('notion_read_page', { page: id, include_comments: true })
        .catch(() => '');
      if (answer === '') {
        continue; // hidden by a parent
      }
      const shown = withoutAddresses(answer);
      expect(idsOf(shown)).toEqual([]);
      // What is not shared has no name; the notes then count it.
      const marked = shown.match(/\[(?:page|user|database|unknown) /g) ?? [];
      expect(marked.length === 0 || /not shared with this connection|Not looked up/.test(answer)).toBe(true);
    }
  });
});
