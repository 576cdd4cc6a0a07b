import type { ServerResponse } from 'node:http';
import { startTestServer } from '../support/servers/test-server.js';

/** What Notion answers, whatever it is asked. */
export interface HostileAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

/** Answers one request, told by its method and path. */
export type HostileHandler = (request: string) => HostileAnswer | undefined;

/** A Notion in which every word is somebody else's, and every error may hold more of them. */
export interface HostileNotion {
  readonly url: string;
  answer: HostileHandler;
  close(): Promise<void>;
}

export async function startHostileNotion(): Promise<HostileNotion> {
  const server = await startTestServer((request, response) => {
    request.resume();
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    send(response, notion.answer(`${request.method} ${path.replace(/^\/v1/, '')}`) ?? missing);
  });
  const notion: HostileNotion = {
    url: server.origin,
    answer: () => undefined,
    close: server.close,
  };
  return notion;
}

const missing: HostileAnswer = {
  status: 404,
  body: { object: 'error', status: 404, code: 'object_not_found', message: 'Could not find it.' },
};

function send(response: ServerResponse, { status = 200, headers = {}, body }: HostileAnswer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/html' : 'application/json',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}

const TIME = '2026-11-01T00:00:00.000Z';
/** An id with one digit throughout. */
export const idOf = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;

/** What the ids of the hostile world name. */
export const ids = {
  page: idOf('1'),
  source: idOf('2'),
  twoFaced: idOf('3'),
  linked: idOf('4'),
  /** A linked view that Notion refuses to give. */
  refusedLink: '12121212-1212-4121-8121-121212121212',
  twin: idOf('5'),
  person: idOf('6'),
  otherPerson: idOf('7'),
  row: idOf('8'),
  refusing: idOf('b'),
  view: idOf('c'),
  otherView: idOf('d'),
  deepView: idOf('e'),
  refusedView: idOf('f'),
  trashed: '13131313-1313-4131-8131-131313131313',
  /** In the trash with the page that it lies in. */
  belowTrashed: '14141414-1414-4141-8141-141414141414',
  /** A page whose text Notion does not give whole. */
  endless: '15151515-1515-4151-8151-151515151515',
  /** A row with a file that Notion keeps. */
  keeping: '16161616-1616-4161-8161-161616161616',
  /** A row with as many files as a property holds. */
  full: '17171717-1717-4171-8171-171717171717',
} as const;

/** The columns of the hostile database by what they are for; each name ends with the hostile text. */
export function columnName(type: string, text: string): string {
  return `${type} ${text}`;
}

/** How Notion's lists can break off, with this text wherever the answer has words. */
export const brokenEnds = (text: string): readonly object[] => [
  { has_more: true, next_cursor: text },
  { request_status: { type: 'incomplete', incomplete_reason: text } },
];

/** A workspace whose every name is this text; `end` is how its lists end. */
export function hostileWorld(text: string, end: object = {}): HostileHandler {
  const user = { object: 'user', id: ids.person };
  const rich = [
    { type: 'text', text: { content: text, link: null }, plain_text: text, annotations: {}, href: null },
  ];
  const common = { created_time: TIME, last_edited_time: TIME, created_by: user, last_edited_by: user };
  const titled = { id: 'title', type: 'title', title: rich };
  const page = (id: string, more: object = {}): object => ({
    object: 'page',
    id,
    ...common,
    parent: { type: 'workspace', workspace: true },
    url: `https://app.notion.com/p/${id.replaceAll('-', '')}`,
    properties: {
      [columnName('title', text)]: titled,
      [columnName('formula', text)]: {
        id: 'formula',
        type: 'formula',
        formula: { type: 'string', string: text },
      },
    },
    icon: null,
    cover: null,
    in_trash: false,
    ...more,
  });
  const rowWith = (id: string, files: readonly object[]): object =>
    page(id, {
      parent: { type: 'data_source_id', data_source_id: ids.source, database_id: ids.linked },
      properties: {
        [columnName('title', text)]: titled,
        [columnName('files', text)]: { id: 'files', type: 'files', files },
      },
    });
  const inside = (pageId: string): object => ({ parent: { type: 'page_id', page_id: pageId } });
  const markdown = (id: string, content: string, truncated: boolean): object => ({
    object: 'page_markdown',
    id,
    markdown: content,
    truncated,
    unknown_block_ids: [],
  });
  const line = text.replaceAll(/\s+/g, ' ');
  const options = [{ id: 'a', name: text, color: 'red', description: text }];
  const column = (type: string, settings: object = {}, called = type): [string, object] => [
    columnName(called, text),
    { id: called, name: columnName(called, text), type, [type]: settings, description: text },
  ];
  const properties = Object.fromEntries([
    column('title'),
    column('rich_text'),
    column('number', { format: 'number' }),
    column('select', { options }),
    column('status', { options, groups: [{ id: 'g', name: text, color: 'red', option_ids: [] }] }),
    column('date'),
    column('checkbox'),
    column('people'),
    column('files'),
    column('button'),
    column('unique_id', { prefix: text }),
    column('formula', { expression: text }),
    column('relation', { data_source_id: ids.twin, database_id: ids.twin, type: 'single_property' }),
    column('rollup', {
      function: text,
      rollup_property_name: text,
      relation_property_name: columnName('relation', text),
    }),
    column('multi_select', { options: [`Twin ${text}`, `twin ${text}`].map((name) => ({ id: name, name })) }),
    column(`invented ${text}`),
    column('rollup', { function: 'show_original', rollup_property_name: text }, 'rolled list'),
    column('rich_text', {}, 'Twin'),
    column('rich_text', {}, 'twin '),
  ]);
  const source = (id: string): object => ({
    object: 'data_source',
    id,
    ...common,
    title: rich,
    description: rich,
    parent: { type: 'database_id', database_id: ids.linked },
    database_parent: { type: 'workspace', workspace: true },
    url: `https://app.notion.com/p/${id.replaceAll('-', '')}`,
    properties,
    icon: null,
    in_trash: false,
  });
  const database = (id: string, sources: readonly string[]): object => ({
    object: 'database',
    id,
    created_time: TIME,
    last_edited_time: TIME,
    title: rich,
    description: rich,
    parent: { type: 'workspace', workspace: true },
    url: `https://app.notion.com/p/${id.replaceAll('-', '')}`,
    data_sources: sources.map((sourceId) => ({ id: sourceId, name: text })),
    in_trash: false,
  });
  const person = (id: string): object => ({
    object: 'user',
    id,
    type: 'person',
    name: text,
    avatar_url: null,
    person: { email: `${id}@example.com` },
  });
  const list = (type: string, results: readonly object[]): object => ({
    object: 'list',
    type,
    results,
    has_more: false,
    next_cursor: null,
    ...end,
  });
  const heading = (id: string): object => ({
    object: 'block',
    id,
    ...common,
    parent: { type: 'page_id', page_id: ids.page },
    has_children: false,
    type: 'heading_1',
    heading_1: { rich_text: rich, is_toggleable: false, color: 'default' },
  });
  const view = (id: string, dataSource: string, filter: unknown = null): object => ({
    object: 'view',
    id,
    ...common,
    parent: { type: 'database_id', database_id: ids.linked },
    data_source_id: dataSource,
    name: text,
    type: text,
    filter,
    sorts: [{ property: text, direction: 'ascending' }],
    quick_filters: null,
    configuration: { type: text, group_by: { type: 'select', property_name: text } },
  });
  const condition = { property: text, rich_text: { contains: text } };
  const alternatives = Array.from({ length: 12 }, () => ({ and: [condition, condition] }));
  const answers: Readonly<Record<string, unknown>> = {
    [`GET /pages/${ids.page}`]: page(ids.page),
    [`GET /pages/${ids.row}`]: page(ids.row),
    [`GET /pages/${ids.trashed}`]: page(ids.trashed, { in_trash: true }),
    [`GET /pages/${ids.belowTrashed}`]: page(ids.belowTrashed, { in_trash: true, ...inside(ids.trashed) }),
    [`GET /pages/${ids.endless}`]: page(ids.endless, inside(ids.page)),
    [`GET /pages/${ids.keeping}`]: rowWith(ids.keeping, [
      { name: text, type: 'file', file: { url: 'https://files.example/a', expiry_time: TIME } },
    ]),
    [`GET /pages/${ids.full}`]: rowWith(
      ids.full,
      Array.from({ length: 100 }, () => ({
        name: text,
        type: 'external',
        external: { url: 'https://files.example/a' },
      })),
    ),
    [`GET /pages/${ids.page}/markdown`]: markdown(
      ids.page,
      `# ${line}\n\nA\n\n# ${line} again\n\n${twinFiles(line)}`,
      false,
    ),
    [`GET /pages/${ids.endless}/markdown`]: markdown(ids.endless, text, true),
    [`GET /blocks/${ids.page}/children`]: list('block', [heading(idOf('9')), heading(idOf('a'))]),
    [`GET /data_sources/${ids.source}`]: source(ids.source),
    [`GET /data_sources/${ids.source}/templates`]: {
      templates: [{ id: ids.row, name: text, is_default: true }],
      has_more: false,
      next_cursor: null,
    },
    [`GET /data_sources/${ids.twin}`]: source(ids.twin),
    [`GET /databases/${ids.twoFaced}`]: database(ids.twoFaced, [ids.source, ids.twin]),
    [`GET /databases/${ids.linked}`]: database(ids.linked, []),
    [`GET /data_sources/${ids.refusing}`]: source(ids.refusing),
    'GET /views': list('view', [view(ids.view, ids.source), view(ids.deepView, ids.source)]),
    [`GET /views/${ids.view}`]: view(ids.view, ids.source, condition),
    [`GET /views/${ids.otherView}`]: view(ids.otherView, ids.twin),
    [`GET /views/${ids.deepView}`]: view(ids.deepView, ids.source, { or: alternatives }),
    [`GET /views/${ids.refusedView}`]: view(ids.refusedView, ids.refusing, condition),
    'GET /users/me': {
      ...user,
      type: 'bot',
      name: text,
      avatar_url: null,
      bot: {
        owner: { type: 'workspace', workspace: true },
        workspace_name: text,
        workspace_limits: { max_file_upload_size_in_bytes: 0 },
      },
    },
    'GET /users': list('user', [person(ids.person), person(ids.otherPerson)]),
    'POST /search': list('page_or_data_source', [
      source(ids.source),
      source(ids.twin),
      page(ids.page),
      page(ids.row),
    ]),
    [`POST /data_sources/${ids.twin}/query`]: list('page_or_data_source', [page(ids.page), page(ids.row)]),
    [`POST /data_sources/${ids.source}/query`]: list('page_or_data_source', [page(ids.page)]),
  };
  const refusal = { object: 'error', status: 400, code: 'validation_error', message: text };
  return (request) =>
    request === 'POST /pages'
      ? { status: 500, body: { ...refusal, status: 500, code: 'internal_server_error' } }
      : [`POST /data_sources/${ids.refusing}/query`, `GET /databases/${ids.refusedLink}`].includes(request)
        ? { status: 400, body: refusal }
        : request in answers
          ? { body: answers[request] }
          : undefined;
}

/** Two files of one name, which no caller can tell from each other by it. */
function twinFiles(line: string): string {
  const file = `<file src="https://files.example/a/twin.txt">${line.replaceAll(/[<>]/g, '')}</file>`;
  return `${file}\n\n${file}\n`;
}
