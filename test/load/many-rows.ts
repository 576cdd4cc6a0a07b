// A Notion with one data source of very many rows, one created in each minute. It keeps none: what a query gives follows from
// its limits, so that counting is measured and not the one who plays Notion.
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { startTestServer } from '../support/servers/test-server.js';

const MINUTE_MS = 60_000;
const BEGIN = Date.UTC(2024, 0);
const SOURCE_ID = '5be7a000-0000-4000-8000-0000000000aa';
const STAGES = ['Planned', 'Running', 'Finished'];

interface Query {
  readonly filter?: unknown;
  readonly sorts?: readonly { readonly direction: string }[];
  readonly start_cursor?: string;
  readonly page_size: number;
}

interface CreatedTime {
  readonly on_or_after?: string;
  readonly before?: string;
}

export interface ManyRows {
  readonly url: string;
  readonly source: string;
  /** Queries so far. */
  readonly queries: () => number;
  close(): void;
}

export async function startManyRows(rows: number): Promise<ManyRows> {
  let queries = 0;
  const answer = async (message: IncomingMessage): Promise<object> => {
    if (message.url?.endsWith('/query') === true || message.url?.includes('/query?') === true) {
      queries += 1;
      return page((await json(message)) as Query, rows);
    }
    message.resume();
    return message.url?.startsWith('/v1/data_sources/') === true
      ? source()
      : { object: 'user', id: SOURCE_ID, type: 'bot', name: 'Bot', bot: {} };
  };
  const server = await startTestServer((message, response) => {
    void answer(message).then((body) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  return {
    url: server.origin,
    source: `collection://${SOURCE_ID}`,
    queries: () => queries,
    close: server.close,
  };
}

/** The rows are numbered by their minute. */
function page({ filter, sorts, start_cursor: cursor, page_size: size }: Query, rows: number): object {
  const { from, before } = limitsOf(filter, rows);
  const isNewestFirst = sorts?.[0]?.direction === 'descending';
  const begin = cursor === undefined ? (isNewestFirst ? before - 1 : from) : Number(cursor);
  const end = isNewestFirst ? Math.max(from - 1, begin - size) : Math.min(before, begin + size);
  const step = isNewestFirst ? -1 : 1;
  const results = Array.from({ length: Math.max(0, (end - begin) * step) }, (_, index) =>
    row(begin + index * step),
  );
  const hasMore = isNewestFirst ? end >= from : end < before;
  return { object: 'list', results, has_more: hasMore, next_cursor: hasMore ? String(end) : null };
}

function limitsOf(filter: unknown, rows: number): { readonly from: number; readonly before: number } {
  const { and, created_time: alone } = (filter ?? {}) as {
    readonly and?: readonly { readonly created_time?: CreatedTime }[];
    readonly created_time?: CreatedTime;
  };
  const limits = [alone, ...(and ?? []).map((part) => part.created_time)];
  const number = (time: string): number => (Date.parse(time) - BEGIN) / MINUTE_MS;
  return {
    from: Math.max(0, ...limits.flatMap((limit) => (limit?.on_or_after ? [number(limit.on_or_after)] : []))),
    before: Math.min(rows, ...limits.flatMap((limit) => (limit?.before ? [number(limit.before)] : []))),
  };
}

function row(index: number): object {
  const id = `5be7a000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
  const time = new Date(BEGIN + index * MINUTE_MS).toISOString();
  const user = { object: 'user', id: SOURCE_ID };
  return {
    object: 'page',
    id,
    created_time: time,
    last_edited_time: time,
    created_by: user,
    last_edited_by: user,
    parent: { type: 'data_source_id', data_source_id: SOURCE_ID, database_id: SOURCE_ID },
    icon: null,
    cover: null,
    in_trash: false,
    is_locked: false,
    url: `https://app.notion.com/p/${id.replaceAll('-', '')}`,
    public_url: null,
    properties: {
      Stage: {
        id: 'stage',
        type: 'select',
        select: { id: String(index % 3), name: STAGES[index % 3], color: 'blue' },
      },
    },
  };
}

function source(): object {
  const time = new Date(BEGIN).toISOString();
  const user = { object: 'user', id: SOURCE_ID };
  return {
    object: 'data_source',
    id: SOURCE_ID,
    title: [{ type: 'text', text: { content: 'Log', link: null }, plain_text: 'Log', href: null }],
    description: [],
    created_time: time,
    last_edited_time: time,
    created_by: user,
    last_edited_by: user,
    parent: { type: 'database_id', database_id: SOURCE_ID },
    database_parent: { type: 'workspace', workspace: true },
    is_inline: false,
    in_trash: false,
    icon: null,
    cover: null,
    url: `https://app.notion.com/p/${SOURCE_ID.replaceAll('-', '')}`,
    public_url: null,
    properties: {
      Name: { id: 'title', name: 'Name', type: 'title', title: {}, description: null },
      Stage: {
        id: 'stage',
        name: 'Stage',
        type: 'select',
        description: null,
        select: { options: STAGES.map((name, index) => ({ id: String(index), name, color: 'blue' })) },
      },
    },
  };
}
