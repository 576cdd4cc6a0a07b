// Notion's own local server. Its tools are the endpoints of the REST API, its answers their JSON. It is used as well as
// its tools allow: markdown in place of blocks, only the columns that the question names, pages of a hundred.
import { fileURLToPath } from 'node:url';
import { installedProgram, installPackage } from '../install-package.mjs';

const PACKAGE = '@notionhq/notion-mcp-server';
const PRELOAD = fileURLToPath(new URL('../redirect-notion.mjs', import.meta.url));
/** As many hits as the other servers are asked for. */
const HITS = 5;
const PAGE = 100;

async function ask(session, tool, input) {
  const answer = JSON.parse(await session.call(`API-${tool}`, input));
  if (answer.status === 'error' || answer.object === 'error') {
    throw new Error(`${tool}: ${answer.message}`);
  }
  return answer;
}

const titleOf = (hit) =>
  (hit.title ?? Object.values(hit.properties).find(({ type }) => type === 'title').title)
    .map((part) => part.plain_text)
    .join('');

async function find(session, kind, title) {
  const { results } = await ask(session, 'post-search', {
    query: title,
    filter: { property: 'object', value: kind },
    page_size: HITS,
  });
  const hit = results.find((result) => titleOf(result) === title);
  if (hit === undefined) {
    throw new Error(`The search does not show "${title}".`);
  }
  return hit;
}

/** All pages of a list. */
async function all(session, tool, input) {
  const results = [];
  let next;
  do {
    const answer = await ask(session, tool, {
      ...input,
      page_size: PAGE,
      ...(next && { start_cursor: next }),
    });
    results.push(...answer.results);
    next = answer.next_cursor;
  } while (next);
  return results;
}

export const server = {
  name: PACKAGE,
  isOfficial: true,

  prepare: () => installPackage(PACKAGE, '2'),

  program: (sandbox) => ({
    command: process.execPath,
    args: ['--import', PRELOAD, installedProgram(PACKAGE, 'bin/cli.mjs')],
    env: { NOTION_TOKEN: sandbox.token, NOTION_SANDBOX_URL: sandbox.url },
  }),

  tasks: {
    async 'whole-page'(session, { title }) {
      const page = await find(session, 'page', title);
      await ask(session, 'retrieve-page-markdown', { page_id: page.id });
      // The text mentions people by id.
      await all(session, 'get-users', {});
    },

    async 'filtered-rows'(session, { database, titleColumn, person, status, since }) {
      const source = await find(session, 'data_source', database);
      const users = await all(session, 'get-users', {});
      const user = users.find(({ name }) => name === person[1]);
      await all(session, 'query-data-source', {
        data_source_id: source.id,
        filter_properties: [titleColumn, since[0]].map((column) => source.properties[column].id),
        filter: {
          and: [
            { property: person[0], people: { contains: user.id } },
            { property: status[0], status: { equals: status[1] } },
            { property: since[0], date: { on_or_after: since[1] } },
          ],
        },
      });
    },

    async 'related-row'(session, { database, titleColumn, title, relation, reverse, rollups }) {
      const source = await find(session, 'data_source', database);
      const columns = [titleColumn, ...rollups];
      const [row] = await all(session, 'query-data-source', {
        data_source_id: source.id,
        filter_properties: columns.map((column) => source.properties[column].id),
        filter: { property: titleColumn, title: { equals: title } },
      });
      await all(session, 'query-data-source', {
        data_source_id: source.properties[relation].relation.data_source_id,
        filter_properties: ['title'],
        filter: { property: reverse, relation: { contains: row.id } },
      });
      // The row's own rollups cover 25 of the related rows; the whole ones are asked for one by one.
      for (const rollup of rollups) {
        await ask(session, 'retrieve-a-page-property', {
          page_id: row.id,
          // Schemas give ids percent-encoded, and the server encodes them once more.
          property_id: decodeURIComponent(source.properties[rollup].id),
          page_size: PAGE,
        });
      }
    },

    /** Returns what a reader of the 1,200 rows counts, if it counts without a slip. */
    async 'counted-rows'(session, { database, column, values }) {
      const source = await find(session, 'data_source', database);
      const rows = await all(session, 'query-data-source', {
        data_source_id: source.id,
        filter_properties: [source.properties[column].id],
      });
      const having = (value) => rows.filter((row) => row.properties[column].status.name === value).length;
      return values.map((value) => `${value}: ${having(value)}`).join('\n');
    },

    async 'end-of-long-page'(session, { title }) {
      const page = await find(session, 'page', title);
      await ask(session, 'retrieve-page-markdown', { page_id: page.id });
    },

    async comments(session, { title }) {
      const page = await find(session, 'page', title);
      await ask(session, 'retrieve-a-comment', { block_id: page.id });
      const blocks = await all(session, 'get-block-children', { block_id: page.id });
      for (const block of blocks) {
        await ask(session, 'retrieve-a-comment', { block_id: block.id });
      }
    },

    async 'followed-link'(session, { title, lead }) {
      const page = await find(session, 'page', title);
      const { markdown } = await ask(session, 'retrieve-page-markdown', { page_id: page.id });
      const id = markdown.split(lead)[1]?.match(/[0-9a-f]{32}|[0-9a-f-]{36}/)?.[0];
      await ask(session, 'retrieve-page-markdown', { page_id: id });
    },
  },
};
