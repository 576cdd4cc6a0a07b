import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toolsets } from '../../src/catalogue.js';
import { writeTools } from '../../src/write-catalogue.js';
import { sendWrite } from '../../src/notion/writes/send-write.js';
import { NotionFailure } from '../../src/notion/client/failure.js';
import type { WritingSession } from '../../src/notion/session.js';
import { say } from '../../src/text/words.js';
import { encodeCursor } from '../../src/content/answer/cursor.js';
import { ToolError, UnavailableError } from '../../src/errors.js';
import { createToolCaller } from '../../src/mcp/calls/call-tool.js';
import { createConnection } from '../../src/notion/client/connection.js';
import { NOW } from '../support/notion/tool-sandbox.js';
import { errorSites, siteOf, sourcesBelow } from './error-sites.js';
import {
  brokenEnds,
  columnName,
  hostileWorld,
  ids,
  startHostileNotion,
  type HostileNotion,
} from './hostile-notion.js';
import { CANARY, hostileTexts } from './hostile-texts.js';
import { noChanges } from './no-changes.js';
import { checkRefusalText, parseStrictly } from './strict-answer.js';

const BOUNDARY = 'c0ffee11';
const texts = [
  ...hostileTexts,
  `${CANARY} ![x](https://evil.example/${CANARY}.png) <img src=//evil.example>`,
];

let notion: HostileNotion;
const met = new Set<string>();
const lines: string[] = [];
const logged = (...line: unknown[]): void => void lines.push(JSON.stringify(line));

beforeAll(async () => {
  notion = await startHostileNotion();
});

afterAll(() => notion.close());

/** Calls a tool as a client does, and notes where its refusal was made. */
async function refusalOf(
  name: string,
  input: unknown,
  deadlineMilliseconds = 10_000,
): Promise<string | undefined> {
  const tool = [...Object.values(toolsets).flat(), ...writeTools].find(
    (candidate) => candidate.name === name,
  );
  if (tool === undefined) {
    throw new Error(`There is no tool ${name}.`);
  }
  const connection = createConnection({
    token: 'ntn_x',
    apiUrl: notion.url,
    backoffMilliseconds: 1,
    budget: { requestsPerWindow: 100_000 },
    deadlineMilliseconds,
  });
  const noted: typeof tool = {
    ...tool,
    run: async (given, context) => {
      try {
        return await tool.run(given, context);
      } catch (error) {
        if (error instanceof ToolError) {
          met.add(siteOf(error));
        }
        throw error;
      }
    },
  };
  const call = createToolCaller(noted, {
    log: { info: logged, warn: logged, error: logged },
    now: () => NOW,
    extraRequests: 10,
    randomText: () => BOUNDARY,
    changes: noChanges,
  });
  const workspaces = { list: () => Promise.resolve([]), open: () => Promise.resolve(connection) };
  const { text, outcome } = await call(
    input,
    { workspaces, workspaceSummaries: [] },
    new AbortController().signal,
  );
  expect({ text, outcome }).not.toMatchObject({ outcome: 'internal' });
  if (outcome === 'ok' && !text.startsWith('{')) {
    parseStrictly(text);
  }
  return outcome === 'ok' ? undefined : text;
}

/** Every way to be refused before a change is sent. */
function changeRefusals(text: string): [tool: string, input: object][] {
  const name = (type: string): string => columnName(type, text);
  const pages = [ids.row];
  const short = text.slice(0, 298);
  const set = (type: string, value: unknown, more: object = {}): [string, object] => [
    'notion_create_pages',
    {
      parent: database,
      pages: [{ title: 'x', properties: { [name(type)]: value } }],
      dry_run: true,
      ...more,
    },
  ];
  return [
    set('button', 'x'),
    set('status', null),
    set('status', `${text} else`),
    set('select', `${text} else`),
    set('select', `${CANARY}, ${text}`.slice(0, 500), { new_options: true }),
    set('multi_select', [`TWIN ${text}`]),
    set('number', text),
    set('date', text),
    set('date', 'tomorrow'),
    set('people', 'me'),
    set(`invented ${text}`, 'x'),
    ['notion_set_properties', { pages, set: { title: text.slice(0, 300), Title: 'x' } }],
    ['notion_set_properties', { pages, set: { [`1 ${short}`]: 1, [`2 ${short}`]: text } }],
    ['notion_set_properties', { pages, add: { title: [text] } }],
    ['notion_set_properties', { pages: [text.slice(0, 300)], set: { title: text } }],
    ['notion_create_pages', { parent: ids.twoFaced, pages: [{ title: 'x' }] }],
    ['notion_create_pages', { parent: text.slice(0, 300), pages: [{ title: 'x' }] }],
    ['notion_create_pages', { parent: database, pages: [{ properties: { [text]: text } }] }],
    ['notion_create_pages', { parent: database, pages: [{ title: 'x', icon: text.slice(0, 300) }] }],
    [
      'notion_edit_page',
      { page: ids.page, under: `${text.slice(0, 300)} else`, check: [text.slice(0, 300)] },
    ],
    ['notion_edit_page', { page: ids.page, edits: [{ find: text, replace: text }] }],
    ['notion_undo', { change: text.slice(0, 90) }],
  ];
}

/** Without halves of characters, which no address can hold. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '');
const database = `collection://${ids.source}`;

/** Every way to be refused for one's arguments, when every name, and every argument, is this text. */
function refusals(text: string): [tool: string, input: object][] {
  const name = (type: string): string => columnName(type, text);
  const where = (type: string, operator: string, value?: unknown): [string, object] => [
    'notion_query_database',
    { database, where: [{ property: name(type), operator, ...(value === undefined ? {} : { value }) }] },
  ];
  const query = (input: object): [string, object] => ['notion_query_database', { database, ...input }];
  const title = wellFormed(text.slice(0, 300));
  const address = (id: string): string => `https://www.notion.so/${encodeURIComponent(title)}-${id}`;
  return [
    // The words of the caller.
    ['notion_read_page', { page: text }],
    ['notion_read_page', { page: `https://evil.example/${text}` }],
    ['notion_read_page', { page: ids.page, [text]: text, section: 5 }],
    ['notion_read_page', { page: ids.page, max_chars: text }],
    ['notion_read_page', { page: ids.page, cursor: text }],
    ['notion_read_page', { page: ids.page, cursor: encodeCursor(text, { page: ids.page }) }],
    ['notion_read_page', { page: `user://${ids.person}` }],
    ['notion_read_page', { page: `${CANARY} nobody` }],
    ['notion_read_page', { page: ids.page.slice(0, 30) }],
    ['notion_read_page', { page: address(ids.source) }],
    ['notion_read_page', { page: `${address(ids.page)} ${address(ids.row)} ${text}` }],
    ['notion_search', { query: `${address(ids.page)} ${address(ids.row)} ${text}` }],
    ['notion_search', { query: `user://${ids.person} ${text}` }],
    ['notion_search', { query: `https://www.notion.so/${encodeURIComponent(title)}` }],
    ['notion_read_page', { page: ids.page, section: text.slice(0, 400), find: 'x' }],
    ['notion_read_page', { page: ids.page, section: 'no such heading' }],
    ['notion_read_file', { page: ids.page, file: text.slice(0, 400) }],
    ['notion_read_file', { page: ids.page, file: 'twin.txt' }],
    ['notion_search', { query: 'x', kind: text }],
    ['fetch', { id: `user://${ids.person}` }],
    ['fetch', { id: `${ids.page}#part=${encodeCursor('fetch', { rows: 1 })}` }],
    ['notion_describe_database', { database, columns: [text] }],
    ['notion_describe_database', { database: `user://${ids.person}` }],
    ['notion_describe_database', { database: ids.page }],
    ['notion_describe_database', { database: `https://www.notion.so/${CANARY}-${ids.page}` }],
    // The words of the workspace.
    ['notion_describe_database', { database: ids.twoFaced }],
    ['notion_describe_database', { database: ids.linked }],
    ['notion_read_page', { page: address(ids.linked) }],
    ['notion_read_page', { page: ids.refusedLink }],
    ['notion_read_page', { page: address(ids.refusedLink) }],
    ['notion_describe_database', { database: text.slice(0, 300) }],
    ['notion_describe_database', { database: `${CANARY} nobody` }],
    query({ view: text.slice(0, 2000) || 'x' }),
    query({ view: `${CANARY} nobody` }),
    query({ view: `view://${ids.otherView}` }),
    query({
      view: `view://${ids.deepView}`,
      match: 'any',
      where: Array.from({ length: 12 }, (_, at) => ({
        all: [
          { property: name('number'), operator: 'equals', value: at },
          { property: name('number'), operator: 'less_than', value: at },
        ],
      })),
    }),
    ['notion_query_database', { database: `view://${ids.refusedView}` }],
    query({ columns: [CANARY] }),
    query({ columns: ['title'] }),
    query({ count_by: name('rollup') }),
    query({ count_by: name('button') }),
    query({ count_by: name('select'), calculate: [text] }),
    query({ count_by: name('select'), calculate: [`sum of ${name('rich_text')}`] }),
    query({ calculate: [`sum of ${name('number')} by ${name('select')}`] }),
    query({ sort: [{ property: name('button') }] }),
    query({ sort: [{ property: name('number'), direction: text.slice(0, 20) }] }),
    query({ where: [{ property: text, operator: 'equals', value: 'x' }] }),
    where('rich_text', text, 'x'),
    where('rich_text', 'equals'),
    where('rich_text', 'is_empty', text),
    where('rich_text', 'contains', [text, text]),
    where('number', 'equals', text),
    where('select', 'equals', `${text} else`),
    where('status', 'equals', `${text} else`),
    where('multi_select', 'contains', `TWIN ${text}`),
    where('date', 'before', text),
    where('checkbox', 'equals', text),
    where('button', 'equals', text),
    where(`invented ${text}`, 'equals', text),
    where('unique_id', 'equals', `OTHER-${CANARY}`),
    where('formula', `${text}:equals`, 'x'),
    where('formula', 'sounds like', 'x'),
    where('rollup', `${text}:equals`, 'x'),
    where('rollup', 'sounds like', 'x'),
    where('rolled list', `${text}:equals`, 'x'),
    query({ where: [{ property: `TWIN ${text}`, operator: 'equals', value: 'x' }] }),
    query({ count_by: name('select'), calculate: [`sum of ${name('formula')}`] }),
    ['notion_search', { query: 'x', in_text: true, kind: 'database' }],
    where('people', 'contains', 'me'),
    where('people', 'contains', CANARY),
    where('people', 'contains', 'nobody of them'),
    where('people', 'contains', text),
    where('relation', 'contains', CANARY),
    where('relation', 'contains', `https://evil.example/${CANARY}`),
    query({
      where: [
        { property: name('number'), operator: 'equals', value: 1, any: [{ property: 'x', operator: 'y' }] },
      ],
    }),
    query({ where: [{ property: name('number') }] }),
    query({ cursor: encodeCursor('notion_query_database', { question: text, page: 1 }) }),
    [
      'notion_list_comments',
      { page: ids.page, cursor: encodeCursor('notion_list_comments', { page: ids.row, open: [] }) },
    ],
  ];
}

/** Every way to look for a name in a list of Notion's that has none like it. */
function lookups(text: string): [tool: string, input: object][] {
  const names = [`${CANARY} nobody`, `${text.slice(0, 300)} nobody`];
  return names.flatMap((wanted): [string, object][] => [
    ['notion_read_page', { page: wanted }],
    ['notion_describe_database', { database: wanted }],
    ...['people', 'relation'].map((type): [string, object] => [
      'notion_query_database',
      { database, where: [{ property: columnName(type, text), operator: 'contains', value: wanted }] },
    ]),
  ]);
}

/** Whatever can be wrong with an answer of Notion, with these words in every part of it. */
function failures(text: string): { status: number; body: unknown; headers?: Record<string, string> }[] {
  const header = encodeURIComponent(wellFormed(text)).slice(0, 200);
  const bodies = [
    {
      object: 'error',
      status: 400,
      code: text,
      message: text,
      request_id: text,
      additional_data: { rate_limit_reason: text, retry_after: '3600', error_type: text },
    },
    { object: 'error', code: 'validation_error', message: `body failed validation: ${text}` },
    { object: 'error', code: `${CANARY.toLowerCase()}_do_this_now`, message: `${text}\n${text}` },
    `<html><title>${text}</title><body>${text}</body></html>`,
  ];
  return [400, 401, 403, 404, 409, 418, 429, 500, 502, 503, 504, 529].flatMap((status) =>
    bodies.map((body) => ({
      status,
      body,
      headers: {
        'x-notion-request-id': header,
        ...(status === 429 || status === 529 ? { 'retry-after': '3600' } : {}),
      },
    })),
  );
}

/** Places that no answer of Notion and no argument leads to, and why nothing foreign can stand there. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  'src/notion/client/explain-failure.ts': 'the endpoint is a constant, and the rest a number',
  'src/notion/client/fetch-file-for.ts': 'a constant number of bytes',
  'src/notion/query/conditions/filter.ts': 'whoever looks up people and pages refuses first',
  'src/notion/roots/rooted-session.ts': 'for a request of a form that this server does not make',
  'src/notion/roots/write-gate.ts': 'the endpoint is a constant, of a form that this server does not make',
  'src/notion/query/where.ts': 'a constant number; the schema of the argument takes no more',
};

describe('a refusal', () => {
  it.each(texts.map((text) => [text.slice(0, 60), text]))(
    'keeps foreign words between quotation marks: %j',
    async (_name, text) => {
      notion.answer = hostileWorld(text);
      let refused = 0;
      for (const [tool, input] of [...refusals(text), ...changeRefusals(text)]) {
        const refusal = await refusalOf(tool, input);
        if (refusal !== undefined) {
          refused += 1;
          checkRefusalText(refusal, BOUNDARY);
        }
      }
      expect(refused).toBeGreaterThan(40);
    },
    60_000,
  );

  it.each(texts.map((text) => [text.slice(0, 60), text]))(
    'does so where a list that it looked in breaks off: %j',
    async (_name, text) => {
      for (const end of brokenEnds(text)) {
        notion.answer = hostileWorld(text, end);
        for (const [tool, input] of lookups(text)) {
          checkRefusalText((await refusalOf(tool, input)) ?? '', BOUNDARY);
        }
      }
    },
    60_000,
  );

  it.each(texts.filter((_, at) => at % 8 === 0).map((text) => [text.slice(0, 60), text]))(
    'does so with what Notion answers in every kind of failure: %j',
    async (_name, text) => {
      for (const { status, body, headers } of failures(text)) {
        notion.answer = () => ({ status, body, ...(headers && { headers }) });
        for (const [tool, input] of [
          ['notion_read_page', { page: ids.page }],
          ['notion_query_database', { database }],
        ] as const) {
          checkRefusalText((await refusalOf(tool, input)) ?? '', BOUNDARY);
        }
      }
    },
    120_000,
  );

  it.each(texts.map((text) => [text.slice(0, 60), text]))(
    'does so where a change is lost on its way: %j',
    async (_name, text) => {
      const lost = async (status: number, committed?: NotionFailure['committed']): Promise<void> => {
        const session = {
          signal: new AbortController().signal,
          write: () => Promise.reject(new NotionFailure('http', { status, committed })),
        } as unknown as WritingSession;
        const gone = new UnavailableError(say`Gone.`, say`Wait.`);
        const sent = sendWrite<string>(session, {
          endpoint: 'POST /v1/pages',
          place: say`the page ${text}`,
          send: () => Promise.reject(gone),
          prove: () => Promise.reject(gone),
          readSaved: () => Promise.reject(gone),
          recheck: () => Promise.resolve(),
        });
        const error: unknown = await sent.catch((reason: unknown) => reason);
        if (!(error instanceof ToolError)) {
          throw new Error('A lost change was not refused.');
        }
        met.add(siteOf(error));
        checkRefusalText(`${error.message}\n${error.advice}`, BOUNDARY);
      };
      await lost(500);
      await lost(409);
      await lost(503, { resourceId: 'x', childIds: [] });
    },
  );

  it('comes from every place in the sources that says something about names or answers', () => {
    const sites = errorSites(['src/notion', 'src/workspace', 'src/content', 'tools']);
    const unseen = sites.filter(({ place, isVaried }) => isVaried && !met.has(place));
    expect(sites.length).toBeGreaterThan(60);
    const files = new Set(unseen.map(({ place }) => place.replace(/:\d+$/, '')));
    expect([...files].toSorted()).toEqual(Object.keys(UNREACHABLE).toSorted());
  });

  it('leaves no foreign word in the log', () => {
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.find((line) => line.includes(CANARY))).toBeUndefined();
  });

  it('cannot be made of anything but words that quote what is foreign', () => {
    const cast = sourcesBelow('src')
      .concat(sourcesBelow('tools'))
      .filter((file) => /\bas (?:unknown as )?Words\b/.test(readFileSync(file, 'utf8')));
    expect(cast).toEqual([]);
  });
});
