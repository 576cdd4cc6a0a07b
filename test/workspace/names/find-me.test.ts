import { afterEach, expect, it } from '@jest/globals';
import { AccessError, InputError } from '../../../src/errors.js';
import type { NotionSession } from '../../../src/notion/session.js';
import { findMe } from '../../../src/workspace/names/find-me.js';
import { say } from '../../../src/text/words.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

let notion: ToolSandbox | undefined;

afterEach(() => notion?.close());

async function ask(where: object, ownerId?: string): Promise<string> {
  const { workspace, dataSourceId } = workspaceWith({ rows: 3 });
  notion = await startToolSandbox({ workspace: { ...workspace, ownerId: ownerId ?? workspace.ownerId } });
  return notion.call('notion_query_database', { database: dataSourceId, where: [where] });
}

const mine = { property: 'Skipper', operator: 'contains', value: 'me' };
const notMine = { property: 'Skipper', operator: 'does_not_contain', value: '@me' };

it('takes me for the person behind the connection, at one request that is remembered', async () => {
  expect(await ask(mine)).toMatch(/^3 rows; that is all/);
  expect(notion?.sandbox.requests.filter(({ path }) => path === '/v1/users/me')).toHaveLength(1);
  expect(notion?.requests()).toBe(4);
  await notion?.call('notion_query_database', { database: 'Voyages', where: [notMine] });
  expect(notion?.sandbox.requests.filter(({ path }) => path === '/v1/users/me')).toHaveLength(0);
});

it.each([mine, notMine])('says that me is nobody for an internal connection: %j', async (where) => {
  const error = await ask(where, 'nobody').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({ argument: 'where[0].value' });
  expect((error as InputError).message).toMatch(/"me" is nobody here.*internal connection/);
  expect(notion?.sandbox.requests.filter(({ path }) => path.endsWith('/query'))).toEqual([]);
});

it('leaves me to Notion where the connection may not read users', async () => {
  const session = { cached: () => Promise.reject(new AccessError(say`Forbidden.`, say`Ask.`)) };
  expect(await findMe(session as unknown as NotionSession, 'where')).toBe('me');
});
