import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { paragraph, toggle, withId } from '../../../src/sandbox/build/blocks.js';
import { addComment, addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { startAlteredSandbox, type AlteredSandbox } from '../../support/notion/altered-sandbox.js';

/** Blocks of types that Notion's API does not know: it lists them, and refuses what is asked of them. */
const REFUSED = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const PLAIN = '2f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';

let notion: AlteredSandbox;
let page: string;

beforeAll(async () => {
  const workspace = createWorkspace();
  page = addPage(workspace, {
    title: 'Pier log',
    blocks: [withId(REFUSED, toggle('Made', paragraph('by a model'))), withId(PLAIN, paragraph('Calm'))],
  });
  addComment(workspace, { on: { kind: 'block', id: PLAIN }, text: 'Was it?' });
  notion = await startAlteredSandbox(workspace);
});

beforeEach(() => notion.reset());

afterAll(() => notion.close());

it('are not entered again where Notion lists one within itself', async () => {
  notion.alter(new RegExp(`blocks/${REFUSED}/children$`), async () =>
    Promise.resolve({
      object: 'list',
      results: [
        { object: 'block', id: REFUSED, type: 'toggle', has_children: true, toggle: { rich_text: [] } },
      ],
      has_more: false,
      next_cursor: null,
    }),
  );
  const answer = await notion.call('notion_list_comments', { page });
  expect(answer).toContain('Was it?');
  expect(answer).toContain('that is all.');
});

it('has comments of nobody known', async () => {
  notion.alter(/comments$/, async (_cursor, original) => {
    const body = await original();
    const text = JSON.stringify(body).replaceAll(/"(created_by|display_name)":\{[^}]*\}/g, '"$1":null');
    return JSON.parse(text) as typeof body;
  });
  expect(await notion.call('notion_list_comments', { page })).toContain('somebody');
  expect(notion.sandbox.requests.filter(({ path }) => path.includes('undefined'))).toEqual([]);
});

it('are passed over, and the answer does not claim to know all', async () => {
  notion.alter(new RegExp(`blocks/${REFUSED}/children$`), () =>
    Promise.resolve({ status: 400, code: 'validation_error' }),
  );
  const answer = await notion.call('notion_list_comments', { page });
  expect(answer).toContain('Was it?');
  expect(answer).toContain('that is all this connection may read.');
});
