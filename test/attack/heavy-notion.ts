// Answers of Notion that are legal in form and as heavy as one is read: many blocks, rows or comments, each below the size that goes to a thread.
import { authored, block, list, page, repeat, text, TIME, urlOf, user } from './notion-objects.js';

/** Of one block or comment; a hundred of them are almost as much as is read at once. */
const HEAVY_CHARACTERS = 35_000;
/** Blocks of a page. */
const BLOCKS = 2000;
/** Of a heavy database: columns, and cells of a row that hold something. */
const COLUMNS = 50;
const CELLS = 20;

/** Texts that cost a renderer most, each in its own way. */
const families = {
  stars: '*',
  invisible: '\u202e',
  tags: String.fromCodePoint(0xe0041),
  brackets: '[a](',
};

interface Heavy {
  readonly id: string;
  readonly family: string;
  readonly unit: string;
}
interface HeavyPage extends Heavy {
  readonly shape: 'paragraph' | 'equation';
}

interface NotionAnswer {
  readonly status: number;
  readonly json: object;
}

const uuid = (kind: string, index: number): string =>
  `${kind}-0000-4000-8000-${String(index).padStart(12, '0')}`;
const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const heavyPages: readonly HeavyPage[] = (['paragraph', 'equation'] as const).flatMap((shape, kind) =>
  Object.entries(families).map(([family, unit], index) => ({
    id: uuid(`3333${kind}00${index}`, 1),
    shape,
    family,
    unit,
  })),
);
export const heavySources: readonly Heavy[] = Object.entries(families).map(([family, unit], index) => ({
  id: uuid(`4444000${index}`, 1),
  family,
  unit,
}));

/** Answers what is asked for a heavy thing; undefined where it is something else. */
export function heavyAnswer(url: URL, body: string): NotionAnswer | undefined {
  const [, kind, id, rest] =
    /^\/v1\/(pages|blocks|data_sources|databases)\/([0-9a-f-]{36})(\/.*)?$/.exec(url.pathname) ?? [];
  const commented = url.pathname === '/v1/comments' ? url.searchParams.get('block_id') : undefined;
  const heavy = heavyPages.find((each) => each.id === (commented ?? id));
  const source = heavySources.find((each) => each.id === id);
  if (heavy !== undefined) {
    return commented === undefined
      ? pageAnswer(heavy, kind, rest, url.searchParams)
      : { status: 200, json: comments(heavy, sizeOf(url.searchParams)) };
  }
  return source && sourceAnswer(source, kind, rest, body);
}

function pageAnswer(
  heavy: HeavyPage,
  kind: string | undefined,
  rest: string | undefined,
  query: URLSearchParams,
): NotionAnswer {
  const { id, family } = heavy;
  if (rest === '/markdown') {
    return failure(400, 'validation_error', 'No markdown of this page.');
  }
  if (rest === '/children') {
    const [start, size] = [Number(query.get('start_cursor') ?? 0), sizeOf(query)];
    const next = start + size < BLOCKS ? String(start + size) : undefined;
    return { status: 200, json: list(blocks(heavy, start, size), next) };
  }
  const whole = kind === 'pages' ? page(id, family) : block(id, id, 'paragraph', { rich_text: [] });
  return { status: 200, json: whole };
}

function blocks({ id, shape, unit }: HeavyPage, start: number, size: number): object[] {
  const content = repeat(unit, HEAVY_CHARACTERS);
  const value =
    shape === 'equation' ? { expression: content } : { rich_text: pieces(content), color: 'default' };
  return many(size, (index) =>
    block(uuid(`2222${String(start + index).padStart(4, '0')}`, 1), id, shape, value),
  );
}

function comments({ id, unit }: HeavyPage, size: number): object {
  const content = repeat(unit, HEAVY_CHARACTERS);
  return list(
    many(size, (index) => ({
      object: 'comment',
      id: uuid('66660000', index),
      parent: { type: 'page_id', page_id: id },
      discussion_id: uuid('77770000', index % 2),
      created_time: TIME,
      last_edited_time: TIME,
      created_by: user,
      rich_text: pieces(content),
      display_name: { type: 'user', resolved_name: content.slice(0, 1000) },
    })),
  );
}

function sourceAnswer(
  source: Heavy,
  kind: string | undefined,
  rest: string | undefined,
  body: string,
): NotionAnswer {
  const { id } = source;
  if (rest === '/query') {
    const { page_size: size = 100 } = JSON.parse(body) as { page_size?: number };
    const rows = list(many(size, (index) => row(source, index)));
    return { status: 200, json: { ...rows, type: 'page_or_data_source', page_or_data_source: {} } };
  }
  const columns = many(COLUMNS, (index): [string, object] => [
    `c${index}`,
    { id: `c${index}`, name: `c${index}`, type: 'rich_text', rich_text: {} },
  ]);
  const base = {
    id,
    ...authored,
    title: [text('Heavy')],
    description: [],
    icon: null,
    cover: null,
    is_inline: false,
    parent: { type: 'database_id', database_id: id },
    database_parent: { type: 'workspace', workspace: true },
    url: urlOf(id),
    public_url: null,
  };
  if (kind === 'databases') {
    return {
      status: 200,
      json: { ...base, object: 'database', data_sources: [{ id, name: 'Heavy' }] },
    };
  }
  const properties = {
    Name: { id: 'title', name: 'Name', type: 'title', title: {} },
    ...Object.fromEntries(columns),
  };
  return kind === 'data_sources'
    ? { status: 200, json: { ...base, object: 'data_source', properties } }
    : failure(404, 'object_not_found', 'none');
}

function row({ id, unit }: Heavy, index: number): object {
  const content = repeat(unit, Math.floor(HEAVY_CHARACTERS / CELLS));
  const cells = many(CELLS, (cell): [string, object] => [
    `c${cell}`,
    { id: `c${cell}`, type: 'rich_text', rich_text: pieces(content) },
  ]);
  return page(
    uuid('55550000', index),
    'r',
    { type: 'data_source_id', data_source_id: id, database_id: id },
    {
      Name: { id: 'title', type: 'title', title: [text(content.slice(0, 2000))] },
      ...Object.fromEntries(cells),
    },
  );
}

/** Notion splits a text into pieces of 2,000 characters; here they look different by turns. */
function pieces(content: string): object[] {
  const size = 2000;
  return many(Math.ceil(content.length / size), (index) =>
    text(content.slice(index * size, (index + 1) * size), { bold: index % 2 === 0 }),
  );
}

function failure(status: number, code: string, message: string): NotionAnswer {
  return { status, json: { object: 'error', status, code, message } };
}

function sizeOf(query: URLSearchParams): number {
  return Number(query.get('page_size') ?? 100);
}
