import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inputJsonSchema, type JsonSchema } from '../../../src/mcp/arguments/json-schema.js';
import { parseArguments } from '../../../src/mcp/arguments/parse-arguments.js';
import type { Tool } from '../../../src/tool.js';
import { writeTools } from '../../../src/write-catalogue.js';

const toolNamed = (name: string): Tool => {
  const tool = writeTools.find((candidate) => candidate.name === name);
  if (tool === undefined) {
    throw new Error(`There is no tool ${name}.`);
  }
  return tool;
};

/** The arguments as the tool gets them, or what is wrong with them. */
function read(name: string, given: unknown): unknown {
  const tool = toolNamed(name);
  const parsed = parseArguments(tool, inputJsonSchema(tool.input), given);
  return parsed.ok ? parsed.value : parsed.problems.map(String);
}

describe('what a tool that makes changes does not know', () => {
  it.each<[string, object, string]>([
    ['notion_create_pages', { parent: 'Tasks', pages: [{ title: 'x' }], folder: 'Archive' }, '"folder"'],
    ['notion_set_properties', { pages: ['x'], set: { A: 1 }, in_trash: true }, '"in_trash"'],
    ['notion_add_content', { page: 'x', content: 'y', children: [{ type: 'paragraph' }] }, '"children"'],
    ['notion_organize_pages', { pages: ['x'], action: 'lock', archived: true }, '"archived"'],
  ])('is refused, since the change would be another one: %s', (tool, given, name) => {
    expect(read(tool, given)).toEqual([expect.stringContaining(`${name} does not exist`)]);
  });

  it('is refused in an item of a list', () => {
    expect(read('notion_edit_page', { page: 'x', edits: [{ find: 'a', replace: 'b', count: 1 }] })).toEqual([
      expect.stringContaining('edits[0]."count" does not exist'),
    ]);
  });

  it('is ignored if it is blank, or known to come from a client', () => {
    const plain = read('notion_add_content', { page: 'x', content: 'y' });
    for (const added of [
      { folder: null, tags: [] },
      { toolCallId: 'c', sessionId: 's' },
      { _meta: { a: 1 } },
    ]) {
      expect(read('notion_add_content', { page: 'x', content: 'y', ...added })).toEqual(plain);
    }
  });

  it('is refused whatever it is called', () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x-${text}`);
    fc.assert(
      fc.property(
        fc.constantFrom(...writeTools),
        name,
        fc.constantFrom('v', 1, true, ['v']),
        (tool, key, value) => {
          expect(parseArguments(tool, inputJsonSchema(tool.input), { [key]: value }).ok).toBe(false);
        },
      ),
    );
  });
});

describe('other names in a change', () => {
  it.each<[string, string, object, object]>([
    [
      'a parent as Notion’s API has it',
      'notion_create_pages',
      { parent: { type: 'data_source_id', data_source_id: 'd' }, pages: [{ title: 'x' }] },
      { parent: 'd', pages: [{ title: 'x' }] },
    ],
    [
      'a database as parent',
      'notion_create_pages',
      { database_id: 'd', pages: [{ name: 'x', markdown: 'y' }] },
      { parent: 'd', pages: [{ title: 'x', content: 'y' }] },
    ],
    [
      'one page without a list',
      'notion_create_pages',
      { parent: 'd', title: 'x', body: 'y', properties: { A: 1 } },
      { parent: 'd', pages: [{ title: 'x', content: 'y', properties: { A: 1 } }] },
    ],
    [
      'properties',
      'notion_set_properties',
      { page_id: 'p', properties: { Status: 'Done' } },
      { pages: ['p'], set: { Status: 'Done' } },
    ],
    [
      'the old and the new text',
      'notion_edit_page',
      { page_id: 'p', edits: [{ old_str: 'a', new_str: 'b', replace_all: true }] },
      { page: 'p', edits: [{ find: 'a', replace: 'b', all: true }] },
    ],
    [
      'one edit without a list',
      'notion_edit_page',
      { page: 'p', old_string: 'a', new_string: '' },
      { page: 'p', edits: [{ find: 'a', replace: '', all: false }] },
    ],
    [
      'a new database as Notion’s API has it',
      'notion_edit_database',
      { parent: { page_id: 'p' }, title: 'T', properties: { Name: { title: {} }, When: { date: {} } } },
      { create_in: 'p', title: 'T', add: { Name: { title: {} }, When: { date: {} } } },
    ],
    ['a position', 'notion_add_content', { page: 'p', content: 'c', position: 'start' }, { where: 'start' }],
    [
      'delete',
      'notion_organize_pages',
      { page: 'p', operation: 'Delete' },
      { pages: ['p'], action: 'trash' },
    ],
    ['a comment', 'notion_comment', { page_id: 'p', comment: 'c' }, { on: 'p', text: 'c' }],
    ['a change', 'notion_undo', { id: 'c' }, { change: 'c' }],
    [
      'bytes of a file',
      'notion_upload_file',
      { page_id: 'p', property: 'Files', base64: 'QQ==', filename: 'a.txt' },
      { to: 'p', as: 'Files', data: 'QQ==', name: 'a.txt' },
    ],
    [
      'a path',
      'notion_upload_file',
      { to: 'p', as: 'block', file_path: 'a.txt' },
      { to: 'p', as: 'block', path: 'a.txt' },
    ],
    [
      'an address of a file',
      'notion_upload_file',
      { to: 'p', as: 'block', file_url: 'https://example.com/a.txt' },
      { url: 'https://example.com/a.txt' },
    ],
    ['a file', 'notion_upload_file', { to: 'p', as: 'block', file: 'QQ==' }, { data: 'QQ==' }],
  ])('%s', (_what, tool, given, expected) => {
    expect(read(tool, given)).toMatchObject(expected);
  });

  it.each<[string, object, object]>([
    [
      'notion_edit_database',
      { create_in: 'p', title: [{ text: { content: 'Bugs' } }], add: { A: 'number' } },
      { title: 'Bugs' },
    ],
    [
      'notion_edit_database',
      {
        create_in: 'p',
        title: [
          {
            type: 'text',
            text: { content: 'Bugs ', link: null },
            annotations: { bold: false, color: 'default' },
          },
          { text: { content: 'of 2026' } },
        ],
        add: { A: 'number' },
      },
      { title: 'Bugs of 2026' },
    ],
    [
      'notion_create_pages',
      { parent: 'p', pages: [{ title: { title: [{ text: { content: 'One' } }] } }] },
      { pages: [{ title: 'One' }] },
    ],
    [
      'notion_create_pages',
      {
        parent: 'p',
        pages: [
          {
            title: 'One',
            icon: { type: 'emoji', emoji: '🚀' },
            cover: { external: { url: 'https://e.com/c' } },
          },
        ],
      },
      { pages: [{ title: 'One', icon: '🚀', cover: 'https://e.com/c' }] },
    ],
  ])('takes plain rich text, icons and covers of Notion’s API as text: %s', (tool, given, expected) => {
    expect(read(tool, given)).toMatchObject(expected);
  });

  it.each<object>([
    { on: 'p', text: [{ text: { content: 'c', link: { url: 'https://example.com' } } }] },
    { on: 'p', text: [{ text: { content: 'c' }, annotations: { bold: true } }] },
    { on: 'p', text: [{ text: { content: 'c' } }, { type: 'mention', mention: { page: { id: 'p' } } }] },
  ])('refuses rich text that would lose something as text: %j', (given) => {
    expect(read('notion_comment', given)).toEqual([expect.stringMatching(/^text /)]);
  });

  it('takes pages as Notion answers with them', () => {
    const pages = [{ id: 'p' }, { object: 'page', id: 'q', url: 'u' }, { page_id: 'r' }];
    expect(read('notion_organize_pages', { pages, action: 'trash' })).toMatchObject({
      pages: ['p', 'q', 'r'],
    });
  });

  it('says that values go into an object where they come as a list', () => {
    expect(read('notion_set_properties', { pages: ['p'], set: [{ name: 'A' }] })).toEqual([
      'set accepts an object with any properties; got a list.',
    ]);
  });

  it.each([
    { title: [{ text: { content: 'a' } }], rich_text: [{ text: { content: 'b' } }] },
    { rich_text: [{ text: { content: 'a' } }], note: 'b' },
    { emoji: '🚀', label: 'rocket' },
  ])('takes no part of what holds several for all of it: %j', (text) => {
    expect(read('notion_comment', { on: 'p', text })).toEqual([expect.stringMatching(/^text /)]);
  });

  it('takes the type of a block for no text', () => {
    const paragraph = { type: 'paragraph', paragraph: { rich_text: [{ text: { content: 'c' } }] } };
    for (const content of [paragraph, [paragraph]]) {
      expect(read('notion_add_content', { page: 'p', content })).toEqual([
        expect.stringMatching(/^content (?:accepts text|takes one value)/),
      ]);
    }
    expect(
      read('notion_add_content', { page: 'p', content: 'c', position: { type: 'start' } }),
    ).toMatchObject({ where: 'start' });
  });

  it.each<[string, object, string]>([
    ['notion_organize_pages', { pages: ['p', ''], action: 'trash' }, 'pages[1]'],
    ['notion_create_pages', { parent: 'p', pages: [{ title: 'x' }, null] }, 'pages[1]'],
    ['notion_edit_page', { page: 'p', edits: [{ find: 'a', replace: 'b' }, {}] }, 'edits[1]'],
    [
      'notion_set_properties',
      { database: 'd', where: [{ property: 'A', operator: 'equals', value: 1 }, null], set: { A: 2 } },
      'where[1]',
    ],
  ])('refuses an empty item among others, which may have been meant: %s', (tool, given, place) => {
    expect(read(tool, given)).toEqual(expect.arrayContaining([expect.stringContaining(place)]));
  });

  it.each<[string, object]>([
    ['notion_add_content', { page: 'p', content: '{"content": "c", "size": 1}' }],
    ['notion_add_content', { page: 'p', content: '["a"]', literal: true }],
    ['notion_comment', { on: 'p', text: '{"text": "c"}' }],
    ['notion_create_pages', { parent: 'p', pages: [{ title: '["a"]', content: '["b"]' }] }],
    ['notion_edit_page', { page: 'p', edits: [{ find: '["a"]', replace: '["b"]' }] }],
  ])('takes text to the letter, JSON as well: %s', (tool, given) => {
    expect(read(tool, given)).toMatchObject(given);
  });

  it.each([[[]], ['[]']])('takes no conditions as all rows, not as nothing: %j', (where) => {
    expect(read('notion_set_properties', { database: 'd', where, set: { A: 1 } })).toMatchObject({
      where: [],
    });
  });

  it('says that a list is empty where it must not be', () => {
    expect(read('notion_create_pages', { parent: 'p', pages: [] })).toEqual([
      expect.stringMatching(/^pages accepts a list, not empty, of at most 50 items.*; got an empty list\.$/),
    ]);
  });

  it('takes no half of an item', () => {
    expect(read('notion_edit_page', { page: 'p', find: 'a' })).toEqual([
      expect.stringContaining('"find" does not exist'),
    ]);
  });
});

describe('any correct call', () => {
  /** Values that a schema accepts and that are not nothing, as far as the tools use JSON Schema. */
  const valid = (schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> => {
    if (schema.enum !== undefined) {
      return fc.constantFrom(...schema.enum);
    }
    const branch = schema.anyOf?.find(({ type }) => type !== 'null');
    if (branch !== undefined) {
      return valid(branch, depth);
    }
    switch (schema.type) {
      case 'array':
        return fc.array(valid(schema.items ?? { type: 'string' }, depth + 1), { minLength: 1, maxLength: 3 });
      case 'object': {
        const members = Object.entries(schema.properties ?? {});
        return members.length === 0
          ? fc.constant({ Status: 'Done', title: 'A', page_id: 'B' })
          : fc
              .record(Object.fromEntries(members.map(([name, inner]) => [name, valid(inner, depth + 1)])), {
                requiredKeys: schema.required?.slice() ?? [],
              })
              .filter((given) => depth === 0 || Object.keys(given).length > 0);
      }
      case 'boolean':
        return fc.boolean();
      case 'integer':
      case 'number':
        return fc.integer({ min: schema.minimum ?? 1, max: Math.min(schema.maximum ?? 9, 9) });
      default:
        return fc.stringMatching(/^[a-z][a-z _:]{0,10}[a-z]$/).map((text) => `the ${text}`);
    }
  };

  it.each(writeTools.map(({ name }) => name))('means what it says, and nothing is renamed: %s', (name) => {
    const tool = toolNamed(name);
    const schema = inputJsonSchema(tool.input);
    fc.assert(
      fc.property(valid(schema), (given) => {
        const direct = tool.input.safeParse(given);
        const parsed = parseArguments(tool, schema, given);
        fc.pre(direct.success);
        expect(parsed).toEqual({ ok: true, value: direct.data, note: undefined });
      }),
    );
  });
});
