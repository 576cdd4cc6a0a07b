import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ConflictError } from '../../../../src/errors.js';
import { createConnection } from '../../../../src/notion/client/connection.js';
import type { OpenSession } from '../../../../src/notion/client/call-session.js';
import { writesWithin } from '../../../../src/notion/roots/write-gate.js';
import { sendWrite } from '../../../../src/notion/writes/send-write.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../../src/sandbox/server.js';
import type { BlockState } from '../../../../src/workspace/changes/edits/block-state.js';
import { editBlock } from '../../../../src/workspace/changes/edits/edit-block.js';

const PAGE = { id: '01234567-89ab-cdef-0123-456789abcdef', title: 'A page' };

let sandbox: Sandbox;
let forgotten: string[];

beforeEach(async () => {
  sandbox = await startSandbox();
  forgotten = [];
});

afterEach(() => sandbox.close());

const open = (): OpenSession =>
  createConnection({
    token: SANDBOX_TOKEN,
    apiUrl: sandbox.url,
    writes: writesWithin({ roots: undefined }, (ids) => {
      forgotten.push(...ids);
      return Promise.resolve();
    }),
  }).openSession({ signal: new AbortController().signal });

const toDo = (): string =>
  [...sandbox.workspace.blocks.values()].find(({ content }) => content.type === 'to_do' && !content.checked)
    ?.id ?? '';
const ticked = (checked: boolean): BlockState => ({ type: 'to_do', content: { checked }, isRemoved: false });
const sent = (): number => sandbox.requests.filter(({ method }) => method === 'PATCH').length;

it('edits a block that is as it was read, and forgets what is kept of its page', async () => {
  const session = open();
  const step = editBlock(session, { id: toDo(), page: PAGE, before: ticked(false), after: ticked(true) });
  expect(await sendWrite(session, step.write)).toMatchObject({ by: 'answered' });
  expect(forgotten).toContain(PAGE.id);
});

it('sends nothing for a block that somebody has changed meanwhile', async () => {
  const session = open();
  const step = editBlock(session, { id: toDo(), page: PAGE, before: ticked(true), after: ticked(false) });
  await expect(sendWrite(session, step.write)).rejects.toThrow(ConflictError);
  expect(sent()).toBe(0);
});

it.each([
  ['a move', { in_trash: true, paragraph: { rich_text: [] } }],
  ['children', { paragraph: { rich_text: [], children: [] } }],
  ['another file', { image: { external: { url: 'https://example.com/x.png' } } }],
  ['a page in place of another', { synced_block: { synced_from: null } }],
  ['nothing', {}],
])('is not admitted with %s', async (_name, body) => {
  const send = open().write('PATCH /v1/blocks/{block_id}', (client) =>
    client.blocks.update({ block_id: toDo(), ...body }),
  );
  await expect(send).rejects.toThrow('cannot be admitted');
  expect(sent()).toBe(0);
});
