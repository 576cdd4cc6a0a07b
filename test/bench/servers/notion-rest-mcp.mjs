// This server: the built program over stdio, told the sandbox's address by its own setting.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const { name, version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** The address that a search gives for a title: the line below the hit. */
function urlOf(answer, title) {
  const lines = answer.split('\n');
  const hit = lines.findIndex((line) => line.startsWith(`- ${title} (`));
  const url = /https:\/\/\S+/.exec(lines[hit + 1] ?? '')?.[0];
  if (hit === -1 || url === undefined) {
    throw new Error(`The search does not show "${title}".`);
  }
  return url;
}

async function findPage(session, title) {
  return urlOf(await session.call('notion_search', { query: title, kind: 'page', limit: 5 }), title);
}

export const server = {
  name,
  isOurs: true,

  prepare: () => ({ version }),

  program: (sandbox) => ({
    command: process.execPath,
    args: [fileURLToPath(new URL('dist/notion-rest-mcp.js', root)), 'stdio'],
    env: { NOTION_TOKEN: sandbox.token, NOTION_API_URL: sandbox.url },
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
          { property: person[0], operator: 'contains', value: person[1] },
          { property: status[0], operator: 'equals', value: status[1] },
          { property: since[0], operator: 'on_or_after', value: since[1] },
        ],
        columns: [since[0]],
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
