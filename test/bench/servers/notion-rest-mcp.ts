// This server: the built program over stdio, told the sandbox's address by its own setting.
import { readFileSync } from 'node:fs';
import { SANDBOX_TOKEN } from '../../../src/sandbox/server.js';
import { cliPath } from '../../support/servers/spawn.js';
import type { McpSession } from '../mcp-session.js';
import type { ComparedServer } from '../server.js';

const { name, version } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { name: string; version: string };

/** The address that a search gives for a title: the line below the hit. */
function urlOf(answer: string, title: string): string {
  const lines = answer.split('\n');
  const hit = lines.findIndex((line) => line.startsWith(`- ${title} (`));
  const url = /https:\/\/\S+/.exec(lines[hit + 1] ?? '')?.[0];
  if (hit === -1 || url === undefined) {
    throw new Error(`The search does not show "${title}".`);
  }
  return url;
}

async function findPage(session: McpSession, title: string): Promise<string> {
  return urlOf(await session.call('notion_search', { query: title, kind: 'page', limit: 5 }), title);
}

export const notionRestMcp: ComparedServer = {
  name,
  isOurs: true,

  prepare: async () => ({ version }),

  program: (sandbox) => ({
    command: process.execPath,
    args: [cliPath, 'stdio'],
    env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url },
  }),

  tasks: {
    async 'whole-page'(session, { title }) {
      const page = await findPage(session, title);
      await session.call('notion_read_page', { page, max_chars: 100_000 });
    },

    async 'filtered-rows'(session, { database, person, status, since }) {
      await session.call('notion_query_database', {
        database,
        where: [
          { property: person.column, operator: 'contains', value: person.value },
          { property: status.column, operator: 'equals', value: status.value },
          { property: since.column, operator: 'on_or_after', value: since.value },
        ],
        columns: [since.column],
      });
    },

    async 'related-row'(session, { database, titleColumn, title, relation, rollups }) {
      await session.call('notion_query_database', {
        database,
        where: [{ property: titleColumn, operator: 'equals', value: title }],
        columns: [relation, ...rollups],
      });
    },

    async 'counted-rows'(session, { database, column }) {
      await session.call('notion_query_database', { database, count_by: column });
    },

    async 'end-of-long-page'(session, { title, section }) {
      const page = await findPage(session, title);
      await session.call('notion_read_page', { page, section });
    },

    async comments(session, { title }) {
      const page = await findPage(session, title);
      await session.call('notion_list_comments', { page });
    },

    async 'followed-link'(session, { title, subject, detail, lead }) {
      const first = await findPage(session, title);
      const passages = await session.call('notion_read_page', { page: first, find: subject });
      const page = passages.split(lead)[1]?.match(/https:\/\/[^\s)]+/)?.[0];
      await session.call('notion_read_page', { page, find: detail });
    },
  },
};
