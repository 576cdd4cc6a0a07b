import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createConnection } from '../../../src/notion/client/connection.js';
import type { OpenSession } from '../../../src/notion/client/call-session.js';
import { writesWithin } from '../../../src/notion/roots/write-gate.js';
import { restrictToRoots } from '../../../src/notion/roots/rooted-session.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(() => sandbox.close());

const forgotten: string[] = [];
const open = (mayWrite: boolean, keyRoots?: readonly string[]): OpenSession =>
  restrictToRoots(
    keyRoots,
    createConnection({
      token: SANDBOX_TOKEN,
      apiUrl: sandbox.url,
      ...(mayWrite
        ? {
            writes: writesWithin({ roots: undefined }, (ids) => {
              forgotten.push(...ids);
              return Promise.resolve();
            }),
          }
        : {}),
    }),
  ).openSession({ signal: new AbortController().signal });
const pageIds = (): readonly string[] => [...sandbox.workspace.dataSources.values()][0]?.rows ?? [];
const lock = (session: OpenSession, id: string): Promise<unknown> =>
  session.write('PATCH /v1/pages/{page_id}', (client) =>
    client.pages.update({ page_id: id, is_locked: true }),
  );
const sent = (): string[] =>
  sandbox.requests.filter(({ method }) => method === 'PATCH').map(({ path }) => path);

it('sends no write without the right to', async () => {
  const [id = ''] = pageIds();
  await expect(lock(open(false), id)).rejects.toThrow('changes nothing in Notion');
  expect(sent()).toEqual([]);
});

it('sends a write once, and forgets what it changes', async () => {
  const [id = ''] = pageIds();
  await lock(open(true), id);
  expect(sent()).toHaveLength(1);
  expect(forgotten).toContain(id);
});

it('sends no write of a form that it does not know', async () => {
  const [id = ''] = pageIds();
  const session = open(true);
  await expect(
    session.write('PATCH /v1/pages/{page_id}', (client) =>
      client.pages.update({ page_id: id, erase_content: true }),
    ),
  ).rejects.toThrow('cannot be admitted');
  await expect(
    session.write('DELETE /v1/blocks/{block_id}', (client) => client.blocks.delete({ block_id: id })),
  ).rejects.toThrow('cannot be admitted');
  expect(sandbox.requests).toEqual([]);
});

it('sends no write outside of the roots of its caller', async () => {
  const [id = '', other = ''] = pageIds();
  const root = other.replaceAll('-', '');
  await expect(lock(open(true, [root]), id)).rejects.toThrow('among your allowed pages');
  expect(sent()).toEqual([]);
});
