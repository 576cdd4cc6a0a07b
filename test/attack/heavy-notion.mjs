// Answers of Notion that are legal in form and as heavy as one is read: many blocks, rows, comments or titles, each below the size that goes to a thread.
import { authored, text, TIME, user } from './notion-objects.mjs';

const repeat = (unit, length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Characters of one block or comment; a hundred of them are almost as much as is read at once. */
const HEAVY_CHARACTERS = 35_000;

/** Texts of which each character costs a careless renderer most. */
export const families = {
  letters: 'abcdefg ',
  stars: '*',
  brackets: '[a](',
  marks: 'a\u0301',
  invisible: '\u202e',
  tags: String.fromCodePoint(0xe0041),
  ticks: '`',
  lines: 'a\n',
  entities: '&amp',
  addresses: 'https://a.b/ ',
  spaces: ' ',
  pipes: '|',
  dollars: '$',
  surrogates: '\ud83d',
  dashes: '- ',
  backslashes: '\\',
};

const id = (kind, index) => `${kind}-0000-4000-8000-${String(index).padStart(12, '0')}`;
const list = (results, next) => ({
  object: 'list',
  results,
  next_cursor: next ?? null,
  has_more: next !== undefined,
});
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/** Notion splits a text into pieces of 2,000 characters; here each stands alone or all look different. */
const pieces = (content, size = 2000) =>
  many(Math.ceil(content.length / size), (index) =>
    text(content.slice(index * size, (index + 1) * size), { bold: index % 2 === 0 }),
  );

function block(parent, index, type, value, has_children = false) {
  return {
    object: 'block',
    id: id('2222' + String(index).padStart(4, '0'), parent.slice(-6)),
    ...authored,
    parent: { type: 'page_id', page_id: parent },
    has_children,
    type,
    [type]: value,
  };
}

const shapes = {
  paragraph: (parent, index, content) =>
    block(parent, index, 'paragraph', { rich_text: pieces(content), color: 'default' }),
  whole: (parent, index, content) =>
    block(parent, index, 'paragraph', { rich_text: [text(content)], color: 'default' }),
  code: (parent, index, content) =>
    block(parent, index, 'code', { rich_text: pieces(content), language: 'a', caption: [] }),
  equation: (parent, index, content) => block(parent, index, 'equation', { expression: content }),
  letters: (parent, index, content) =>
    block(parent, index, 'paragraph', {
      rich_text: pieces(content.slice(0, content.length / 40), 2),
      color: 'default',
    }),
  heading: (parent, index, content) =>
    block(parent, index, 'heading_1', { rich_text: [text(content)], color: 'default' }),
};

function page(pageId, title, parent = { type: 'workspace', workspace: true }, properties) {
  return {
    object: 'page',
    id: pageId,
    ...authored,
    is_locked: false,
    cover: null,
    icon: null,
    parent,
    properties: properties ?? { title: { id: 'title', type: 'title', title: [text(title)] } },
    url: `https://app.notion.com/p/${pageId.replaceAll('-', '')}`,
    public_url: null,
  };
}

const names = Object.keys(families);
/** Heavy pages: id, what they are of. */
export const heavyPages = Object.keys(shapes).flatMap((shape, s) =>
  names.map((family, f) => ({ id: id(`3333${s}${String(f).padStart(2, '0')}0`, 1), shape, family })),
);
export const heavySources = names.map((family, f) => ({
  id: id(`4444${String(f).padStart(2, '0')}00`, 1),
  family,
}));

/** Answers what is asked for a heavy thing; undefined where it is something else. */
export function heavyAnswer(method, url, body) {
  const { pathname } = url;
  const per = HEAVY_CHARACTERS;
  const refuse = {
    status: 400,
    json: { object: 'error', status: 400, code: 'validation_error', message: 'No markdown of this page.' },
  };
  const [, kind, of, rest] =
    /^\/v1\/(pages|blocks|data_sources|databases)\/([0-9a-f-]{36})(\/.*)?$/.exec(pathname) ?? [];
  const heavy = heavyPages.find((each) => each.id === of);
  if (heavy !== undefined) {
    if (rest === '/markdown') {
      return refuse;
    }
    if (rest === '/children') {
      const start = Number(url.searchParams.get('start_cursor') ?? 0);
      const size = Number(url.searchParams.get('page_size') ?? 100);
      const content = repeat(families[heavy.family], per);
      return {
        status: 200,
        json: list(
          many(size, (index) => shapes[heavy.shape](of, start + index, content)),
          start + size < 2000 ? String(start + size) : undefined,
        ),
      };
    }
    return {
      status: 200,
      json: kind === 'pages' ? page(of, heavy.family) : block(of, 0, 'paragraph', { rich_text: [] }),
    };
  }
  const source = heavySources.find((each) => each.id === of);
  if (source !== undefined) {
    const columns = Object.fromEntries(
      many(50, (index) => [
        `c${index}`,
        { id: `c${index}`, name: `c${index}`, type: 'rich_text', rich_text: {} },
      ]),
    );
    const base = {
      object: 'data_source',
      id: of,
      ...authored,
      title: [text('Heavy')],
      description: [],
      icon: null,
      cover: null,
      is_inline: false,
      parent: { type: 'database_id', database_id: of },
      database_parent: { type: 'workspace', workspace: true },
      url: `https://app.notion.com/p/${of.replaceAll('-', '')}`,
      public_url: null,
      properties: { Name: { id: 'title', name: 'Name', type: 'title', title: {} }, ...columns },
    };
    if (rest === '/query') {
      const { page_size: size = 100 } = JSON.parse(body);
      const content = repeat(families[source.family], Math.floor(per / 20));
      return {
        status: 200,
        json: {
          ...list(
            many(size, (index) =>
              page(
                id('55550000', index),
                'r',
                { type: 'data_source_id', data_source_id: of, database_id: of },
                {
                  Name: { id: 'title', type: 'title', title: [text(content.slice(0, 2000))] },
                  ...Object.fromEntries(
                    many(20, (c) => [
                      `c${c}`,
                      { id: `c${c}`, type: 'rich_text', rich_text: pieces(content) },
                    ]),
                  ),
                },
              ),
            ),
          ),
          type: 'page_or_data_source',
          page_or_data_source: {},
        },
      };
    }
    return kind === 'databases'
      ? {
          status: 200,
          json: {
            ...base,
            object: 'database',
            data_sources: [{ id: of, name: 'Heavy' }],
            properties: undefined,
          },
        }
      : kind === 'data_sources'
        ? { status: 200, json: base }
        : { status: 404, json: { object: 'error', status: 404, code: 'object_not_found', message: 'none' } };
  }
  if (pathname === '/v1/comments') {
    const of = heavyPages.find((each) => each.id === url.searchParams.get('block_id'));
    if (of !== undefined) {
      const content = repeat(families[of.family], per);
      return {
        status: 200,
        json: list(
          many(Number(url.searchParams.get('page_size') ?? 100), (index) => ({
            object: 'comment',
            id: id('66660000', index),
            parent: { type: 'page_id', page_id: of.id },
            discussion_id: id('77770000', index % 2),
            created_time: TIME,
            last_edited_time: TIME,
            created_by: user,
            rich_text: pieces(content),
            display_name: { type: 'user', resolved_name: content.slice(0, 1000) },
          })),
        ),
      };
    }
  }
  if (method === 'POST' && pathname === '/v1/search') {
    const { query = '', page_size: size = 100, start_cursor: start } = JSON.parse(body);
    const family = query.startsWith('heavy') ? families[query.slice(5).trim().split(' ')[0]] : undefined;
    if (family !== undefined) {
      const title = `heavy ${repeat(family, 2000)}`;
      return {
        status: 200,
        json: {
          ...list(
            many(size, (index) =>
              page(id(`8888${String(Number(start ?? 0)).padStart(4, '0')}`, index), title),
            ),
            String(Number(start ?? 0) + 1),
          ),
          type: 'page_or_data_source',
          page_or_data_source: {},
        },
      };
    }
  }
  return undefined;
}
