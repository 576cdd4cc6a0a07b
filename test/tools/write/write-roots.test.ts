import { afterEach, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';

let notion: WriteSandbox | undefined;

afterEach(() => notion?.close());

const start = async (name: string): Promise<WriteSandbox> => {
  const plain = await startWriteSandbox();
  const source = [...plain.sandbox.workspace.dataSources.values()].find((record) => record.name === name);
  await plain.close();
  notion = await startWriteSandbox({ roots: [source?.id.replaceAll('-', '') ?? ''] });
  return notion;
};

it('changes what lies below a root', async () => {
  const { call } = await start('Tasks');
  expect(await call('notion_set_properties', { pages: [TASK], set: { Status: 'Done' } })).toContain('→ Done');
  expect(await call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New' }] })).toContain(
    'created',
  );
});

it('changes nothing outside, whatever a page tells the model, and sends no request for it', async () => {
  const { call, writes } = await start('Projects');
  await expect(call('notion_set_properties', { pages: [TASK], set: { Status: 'Done' } })).rejects.toThrow(
    'outside of the pages that may be changed',
  );
  await expect(call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New' }] })).rejects.toThrow(
    'outside of the pages that may be changed',
  );
  await expect(
    call('notion_edit_page', { page: 'On-call guide', check: ['Open incidents have an owner'] }),
  ).rejects.toThrow('outside of the pages that may be changed');
  expect(writes()).toEqual([]);
});
