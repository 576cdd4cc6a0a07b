// Notion's own local server. Its tools are the endpoints of the REST API, its answers their JSON. It is used as well as
// its tools allow: markdown in place of blocks, only the columns that the question names, pages of a hundred.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { SANDBOX_TOKEN } from '../../../src/sandbox/server.js';
import { cacheFolder, installPackages } from '../../harness/install-packages.js';
import type { McpSession } from '../mcp-session.js';
import type { ComparedServer } from '../server.js';

const PACKAGE = '@notionhq/notion-mcp-server';
/** Sends what the server asks Notion to the sandbox; built, as the server's Node may know no TypeScript. */
const REDIRECT = fileURLToPath(new URL('../redirect-notion.ts', import.meta.url));
const FOLDER = cacheFolder('bench', 'notionhq-notion-mcp-server');
const PRELOAD = join(FOLDER, 'redirect-notion.mjs');
const INSTALLED = join(FOLDER, 'node_modules', PACKAGE);
/** As many hits as the other servers are asked for. */
const HITS = 5;
const PAGE_SIZE = 100;

/** What is read of a page, database or person in Notion's JSON. */
interface NotionObject {
  readonly id: string;
  readonly name?: string;
  readonly title?: RichText;
  readonly parent: { readonly database_id?: string };
  readonly properties: Readonly<Record<string, Property>>;
}
interface Property {
  readonly id: string;
  readonly type: string;
  readonly title?: RichText;
  readonly status?: { readonly name: string };
  readonly relation?: { readonly data_source_id: string };
}
type RichText = readonly { readonly plain_text: string }[];
interface List {
  readonly results: readonly NotionObject[];
  readonly next_cursor: string | null;
}

type Input = Record<string, unknown>;

export async function ask<Answer>(session: McpSession, tool: string, input: Input): Promise<Answer> {
  const answer = JSON.parse(await session.call(`API-${tool}`, input)) as Answer & {
    status?: string;
    object?: string;
    message?: string;
  };
  if (answer.status === 'error' || answer.object === 'error') {
    throw new Error(`${tool}: ${answer.message}`);
  }
  return answer;
}

function titleOf({ title, properties }: NotionObject): string {
  const text = title ?? Object.values(properties).find(({ type }) => type === 'title')?.title ?? [];
  return text.map((part) => part.plain_text).join('');
}

export async function find(
  session: McpSession,
  kind: 'page' | 'data_source',
  title: string,
): Promise<NotionObject> {
  const { results } = await ask<List>(session, 'post-search', {
    query: title,
    filter: { property: 'object', value: kind },
    page_size: HITS,
  });
  return present(
    results.find((result) => titleOf(result) === title),
    title,
  );
}

/** All pages of a list. */
export async function all(session: McpSession, tool: string, input: Input): Promise<NotionObject[]> {
  const results: NotionObject[] = [];
  let next: string | null = null;
  do {
    const start: Input = next === null ? {} : { start_cursor: next };
    const answer: List = await ask(session, tool, { ...input, page_size: PAGE_SIZE, ...start });
    results.push(...answer.results);
    next = answer.next_cursor;
  } while (next !== null);
  return results;
}

export async function readMarkdown(session: McpSession, page: string): Promise<string> {
  return (await ask<{ markdown: string }>(session, 'retrieve-page-markdown', { page_id: page })).markdown;
}

function columnOf(source: NotionObject, name: string): Property {
  return present(source.properties[name], name);
}

function present<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) {
    throw new Error(`The answer does not show "${name}".`);
  }
  return value;
}

export const officialServer: ComparedServer = {
  name: PACKAGE,
  isOfficial: true,

  async prepare() {
    await build({ entryPoints: [REDIRECT], outfile: PRELOAD, format: 'esm', platform: 'node' });
    await installPackages(FOLDER, [`${PACKAGE}@2`]);
    return JSON.parse(await readFile(join(INSTALLED, 'package.json'), 'utf8')) as { version: string };
  },

  program: (sandbox) => ({
    command: process.execPath,
    args: ['--import', PRELOAD, join(INSTALLED, 'bin/cli.mjs')],
    env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_SANDBOX_URL: sandbox.url },
  }),

  tasks: {
    async 'whole-page'(session, { title }) {
      const page = await find(session, 'page', title);
      await readMarkdown(session, page.id);
      // The text mentions people by id.
      await all(session, 'get-users', {});
    },

    async 'filtered-rows'(session, { database, titleColumn, person, status, since }) {
      const source = await find(session, 'data_source', database);
      const users = await all(session, 'get-users', {});
      const user = present(
        users.find(({ name }) => name === person.value),
        person.value,
      );
      await all(session, 'query-data-source', {
        data_source_id: source.id,
        filter_properties: [titleColumn, since.column].map((column) => columnOf(source, column).id),
        filter: {
          and: [
            { property: person.column, people: { contains: user.id } },
            { property: status.column, status: { equals: status.value } },
            { property: since.column, date: { on_or_after: since.value } },
          ],
        },
      });
    },

    async 'related-row'(session, { database, titleColumn, title, relation, reverse, rollups }) {
      const source = await find(session, 'data_source', database);
      const columns = [titleColumn, ...rollups];
      const [row] = await all(session, 'query-data-source', {
        data_source_id: source.id,
        filter_properties: columns.map((column) => columnOf(source, column).id),
        filter: { property: titleColumn, title: { equals: title } },
      });
      await all(session, 'query-data-source', {
        data_source_id: columnOf(source, relation).relation?.data_source_id,
        filter_properties: ['title'],
        filter: { property: reverse, relation: { contains: present(row, title).id } },
      });
      // The row's own rollups cover 25 of the related rows; the whole ones are asked for one by one.
      for (const rollup of rollups) {
        await ask(session, 'retrieve-a-page-property', {
          page_id: present(row, title).id,
          // Schemas give ids percent-encoded, and the server encodes them once more.
          property_id: decodeURIComponent(columnOf(source, rollup).id),
          page_size: PAGE_SIZE,
        });
      }
    },

    /** Returns what a reader of the 1,200 rows counts, if it counts without a slip. */
    async 'counted-rows'(session, { database, column, values }) {
      const source = await find(session, 'data_source', database);
      const rows = await all(session, 'query-data-source', {
        data_source_id: source.id,
        filter_properties: [columnOf(source, column).id],
      });
      const having = (value: string) =>
        rows.filter((row) => columnOf(row, column).status?.name === value).length;
      return values.map((value) => `${value}: ${having(value)}`).join('\n');
    },

    async 'end-of-long-page'(session, { title }) {
      const page = await find(session, 'page', title);
      await readMarkdown(session, page.id);
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
      const markdown = await readMarkdown(session, page.id);
      const id = markdown.split(lead)[1]?.match(/[0-9a-f]{32}|[0-9a-f-]{36}/)?.[0];
      await readMarkdown(session, present(id, lead));
    },
  },
};
