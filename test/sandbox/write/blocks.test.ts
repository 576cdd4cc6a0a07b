import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startWritten } from './written.js';
import type { Json, Written } from './written.js';

let to: Written;

beforeAll(async () => {
  to = await startWritten({ blocks: 0 });
});

afterAll(async () => {
  await to.close();
});

const newPage = async (): Promise<string> =>
  (await to.done('POST /v1/pages', { parent: { page_id: to.pageId } })).id;
const append = async (id: string, children: unknown, position?: unknown): Promise<Json[]> =>
  (await to.done(`PATCH /v1/blocks/${id}/children`, { children, position })).results;
const refused = async (id: string, children: unknown): Promise<string> =>
  (await to.refused(`PATCH /v1/blocks/${id}/children`, { children })).message;
const text = (content: string) => [{ type: 'text', text: { content } }];
const paragraph = (content: string, children?: unknown) => ({
  paragraph: { rich_text: text(content), ...(children !== undefined && { children }) },
});

/** A tree as it was sent and as it is read, with what both have in common. */
interface Tree {
  readonly type: string;
  readonly text: string;
  readonly color: string;
  readonly children: readonly Tree[];
}

const types = ['paragraph', 'quote', 'toggle', 'bulleted_list_item', 'numbered_list_item', 'to_do'] as const;
const colors = ['default', 'red', 'blue_background'] as const;

const trees = (levels: number): fc.Arbitrary<Tree[]> =>
  fc.array(
    fc.record({
      type: fc.constantFrom(...types),
      text: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      color: fc.constantFrom(...colors),
      children: levels === 0 ? fc.constant([]) : trees(levels - 1),
    }),
    { maxLength: 4 },
  );

const asSent = ({ type, text: content, color, children }: Tree): unknown => ({
  type,
  [type]: { rich_text: text(content), color, children: children.map(asSent) },
});

const asRead = async (id: string): Promise<Tree[]> => {
  const { results } = await to.done(`GET /v1/blocks/${id}/children`);
  return await Promise.all(
    results.map(async (block) => {
      const type = String(block['type']);
      const { rich_text: runs, color } = block[type] as {
        rich_text: { plain_text: string }[];
        color: string;
      };
      const children = block['has_children'] === true ? await asRead(block.id) : [];
      return { type, text: runs.map(({ plain_text: plain }) => plain).join(''), color, children };
    }),
  );
};

describe('what is appended', () => {
  it('is read back equal', async () => {
    await fc.assert(
      fc.asyncProperty(trees(2), async (tree) => {
        const id = await newPage();
        await append(id, tree.map(asSent));
        expect(await asRead(id)).toEqual(tree);
      }),
      { numRuns: 15, seed: 11 },
    );
  });

  it.each([
    ['heading_2', { rich_text: text('x'), is_toggleable: true }],
    ['callout', { rich_text: text('x'), icon: { type: 'emoji', emoji: '🌊' }, color: 'red' }],
    ['code', { rich_text: text('a\tb'), caption: text('c'), language: 'rust' }],
    ['equation', { expression: 'x^2' }],
    ['divider', {}],
    ['breadcrumb', {}],
    ['table_of_contents', { color: 'gray' }],
    ['bookmark', { url: 'https://example.com/', caption: text('c') }],
    ['embed', { url: 'https://example.com/', caption: [] }],
    ['image', { type: 'external', external: { url: 'https://example.com/a.png' }, caption: [] }],
    [
      'file',
      { type: 'external', external: { url: 'https://example.com/a.csv' }, caption: [], name: 'a.csv' },
    ],
    ['synced_block', { synced_from: null }],
    ['numbered_list_item', { rich_text: text('x'), list_start_index: 4 }],
  ])('%s', async (type, content) => {
    const [block] = await append(await newPage(), [{ type, [type]: content }]);
    expect(await to.done(`GET /v1/blocks/${block?.id}`)).toMatchObject({ type, [type]: content });
  });

  it('a table and columns come with all that is in them', async () => {
    const id = await newPage();
    const row = (...cells: string[]) => ({
      table_row: { cells: cells.map((cell) => (cell === '' ? [] : text(cell))) },
    });
    await append(id, [
      { table: { table_width: 2, has_column_header: true, children: [row('a', 'b'), row('c', '')] } },
      { column_list: { children: ['l', 'r'].map((side) => ({ column: { children: [paragraph(side)] } })) } },
    ]);
    expect(await to.markdown(id)).toMatch(/<td>c<\/td>\n<td><\/td>[\s\S]*<columns>\n\t<column>\n\t\tl/);
  });
});

describe('what is refused', () => {
  it.each([
    [undefined, 'body.children should be defined, instead was `undefined`.'],
    ['x', 'body.children should be an array, instead was `"x"`.'],
    [
      Array.from({ length: 101 }, () => paragraph('x')),
      'body.children.length should be ≤ `100`, instead was `101`.',
    ],
    [
      [{ type: 'poem', poem: {} }],
      'body failed validation. Fix one:\nbody.children[0].paragraph should be defined',
    ],
    [
      [paragraph('a', [paragraph('b', [paragraph('c', [paragraph('d')])])])],
      'paragraph.children should be not present, instead was `[{',
    ],
    [[{ paragraph: {} }], 'body.children[0].paragraph.rich_text should be defined'],
    [[{ code: { rich_text: [], language: 'klingon' } }], 'body.children[0].code.language should be'],
    [[{ table_row: { cells: [] } }], 'cannot be a child of a page'],
    [
      [{ table: { table_width: 2, children: [{ table_row: { cells: [[]] } }] } }],
      'must match the table width',
    ],
    [[{ table: { table_width: 2 } }], 'table.children should be defined'],
    [[{ column_list: { children: [{ column: { children: [] } }] } }], 'should be ≥ `2`'],
    [
      Array.from({ length: 100 }, () =>
        paragraph(
          'x',
          Array.from({ length: 10 }, () => paragraph('y')),
        ),
      ),
      'at most 1000 block elements, instead was `1100`',
    ],
  ])('%#', async (children, message) => {
    const id = await newPage();
    expect(await refused(id, children)).toContain(message);
    expect(await asRead(id)).toEqual([]);
  });

  it('children of a block that can have none, or of a database', async () => {
    const [divider] = await append(await newPage(), [{ divider: {} }]);
    expect(await refused(divider?.id ?? '', [paragraph('x')])).toBe('Block does not support children.');
    expect(await refused(to.databaseId, [paragraph('x')])).toBe('Block does not support children.');
  });

  it('a body of more than 500 KB, and more blocks than the plan allows', async () => {
    const id = await newPage();
    const long = {
      code: { rich_text: Array.from({ length: 100 }, () => text('x'.repeat(2000))[0]), language: 'c' },
    };
    expect(await refused(id, [long, long, long])).toContain('too large');
    to.workspace.limits.newBlocks = 1;
    const reply = await to.send(`PATCH /v1/blocks/${id}/children`, {
      children: [paragraph('a'), paragraph('b')],
    });
    to.workspace.limits.newBlocks = Infinity;
    expect([reply.status, reply.body]).toEqual([
      403,
      expect.objectContaining({
        code: 'restricted_resource',
        additional_data: { block_limit: 'block_creation' },
      }),
    ]);
  });
});

describe('PATCH and DELETE /v1/blocks/{block_id}', () => {
  it('tick a to-do and keep its text', async () => {
    const [block] = await append(await newPage(), [{ to_do: { rich_text: text('Pack'), color: 'red' } }]);
    expect(await to.done(`PATCH /v1/blocks/${block?.id}`, { to_do: { checked: true } })).toMatchObject({
      to_do: { checked: true, color: 'red', rich_text: [{ plain_text: 'Pack' }] },
    });
  });

  it.each([
    [{ heading_1: { rich_text: [] } }, 'Expected block type paragraph in request body'],
    [{ paragraph: { children: [] } }, 'body.paragraph.children should be not present'],
    [{ paragraph: { checked: true } }, 'body.paragraph.checked should be not present'],
    [{ archived: true }, 'Expected block type paragraph in request body'],
  ])('refuse %j', async (body, message) => {
    const [block] = await append(await newPage(), [paragraph('x')]);
    expect((await to.refused(`PATCH /v1/blocks/${block?.id}`, body)).message).toContain(message);
  });

  it('put a block with its children into the trash and back to its place', async () => {
    const id = await newPage();
    const [first, second] = await append(id, [paragraph('a', [paragraph('b')]), paragraph('c')]);
    expect(await to.done(`DELETE /v1/blocks/${first?.id}`)).toMatchObject({
      in_trash: true,
      type: 'paragraph',
    });
    await to.done(`DELETE /v1/blocks/${second?.id}`);
    expect(await asRead(id)).toEqual([]);
    const again = await to.refused(`PATCH /v1/blocks/${first?.id}`, paragraph('z'));
    expect(again.message).toBe(
      "Can't edit block that is archived. You must unarchive the block before editing.",
    );
    await to.done(`PATCH /v1/blocks/${first?.id}`, { in_trash: false });
    await to.done(`PATCH /v1/blocks/${second?.id}`, { in_trash: false });
    expect(await to.markdown(id)).toBe('a\n\tb\nc');
  });
});

it('nothing below a page in the trash can be written, though a page can be made there', async () => {
  const id = await newPage();
  const [block] = await append(id, [paragraph('x')]);
  await to.done(`DELETE /v1/blocks/${id}`);
  const child = await to.done('POST /v1/pages', { parent: { page_id: id } });
  expect(child).toMatchObject({ in_trash: true });
  for (const [endpoint, body] of [
    [`PATCH /v1/pages/${child.id}`, { icon: null }],
    [`PATCH /v1/blocks/${block?.id}`, paragraph('y')],
  ] as const) {
    expect((await to.refused(endpoint, body)).message).toContain('archived ancestor');
  }
  await to.done(`PATCH /v1/pages/${id}`, { in_trash: false });
  await to.done(`PATCH /v1/pages/${child.id}`, { icon: null });
});
