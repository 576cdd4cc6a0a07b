import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { parseConnectionId, parseCredentialId, parseSpaceId } from '../../src/ids.js';
import type { RestConnection } from '../../src/credentials/connections/read-connections.js';
import { ReconnectError } from '../../src/errors.js';
import type { LockdownRule } from '../../src/notion/client/lockdown.js';
import type { TokenSource } from '../../src/notion/client/token-source.js';
import { retrieveDataSource } from '../../src/notion/endpoints/databases.js';
import { workspaceWith, type ReadyMade } from '../../src/sandbox/build/ready-made.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { ConnectionRegistry, type ConnectionOpener } from '../../src/connections/connection-registry.js';
import { say } from '../../src/text/words.js';

const ID = 'a0a0a0a0-0000-4000-8000-000000000000';

let made: ReadyMade;
let sandbox: Sandbox;
let registry: ConnectionRegistry;

beforeEach(async () => {
  made = workspaceWith({ rows: 1 });
  sandbox = await startSandbox({ workspace: made.workspace });
  registry = new ConnectionRegistry({
    apiUrl: sandbox.url,
    deadlineMilliseconds: 5000,
    requestsPerMinute: 180,
  });
});
afterEach(() => sandbox.close());

function connection(): RestConnection {
  const [id, spaceId, botId] = [parseConnectionId(ID), parseSpaceId('red'), parseCredentialId(ID)];
  if (id === undefined || spaceId === undefined || botId === undefined) {
    throw new Error('These are no ids.');
  }
  return {
    id,
    spaceId,
    botId,
    workspace: { id: made.workspace.id, name: null, icon: null },
    owner: { userId: null, name: null },
    status: 'connected',
    kind: 'rest',
    reconnectReason: null,
    version: 1,
    connectedAt: new Date(0),
    refreshedAt: null,
    lastUsedAt: null,
  };
}

const token = { accessToken: SANDBOX_TOKEN, version: 1 };
const good: TokenSource = { current: async () => token, renewed: async () => token };
const lost = (name: string): ConnectionOpener => ({
  token: {
    current: () => Promise.reject(new ReconnectError(say`Notion no longer accepts it.`, say`Connect again.`)),
    renewed: () => Promise.reject(new ReconnectError(say`Notion no longer accepts it.`, say`Connect again.`)),
  },
  explainLoss: async ({ wording }) =>
    new ReconnectError(wording.problem, say`Open the link of ${name}.`, { link: name }),
});

const read = (opener: ConnectionOpener): Promise<unknown> => {
  const session = registry.open(connection(), opener).openSession({ signal: new AbortController().signal });
  return retrieveDataSource(session, made.dataSourceId).finally(() => session.end());
};

it('each opener reads with its own tokens, whoever opened the connection first', async () => {
  await expect(read(lost('one'))).rejects.toMatchObject({ link: 'one' });
  await expect(read({ token: good })).resolves.toMatchObject({ id: made.dataSourceId });
});

it('each opener is told its own link, also where their reads were joined to one', async () => {
  const failures = await Promise.all(
    ['one', 'two'].map((name) => read(lost(name)).catch((error: unknown) => error)),
  );
  expect(failures).toMatchObject([{ link: 'one' }, { link: 'two' }]);
});

it('what one has read, the next need not ask for', async () => {
  await read({ token: good });
  sandbox.clearRequests();
  await read({ token: good });
  expect(sandbox.requests).toHaveLength(0);
});

it('sessions of stored connections are in lockdown where the server is', () => {
  const signal = new AbortController().signal;
  const lockdownOf = (lockdown: LockdownRule | undefined): unknown => {
    const locked = new ConnectionRegistry({
      apiUrl: sandbox.url,
      deadlineMilliseconds: 5000,
      requestsPerMinute: 180,
      lockdown,
    });
    const session = locked.open(connection(), { token: good }).openSession({ signal });
    session.end();
    return session.lockdown;
  };
  const none: ReadonlySet<string> = new Set();
  expect(lockdownOf(undefined)).toBeUndefined();
  expect(lockdownOf({ members: true, bots: false, emails: none, domains: none, ids: none })).toBeDefined();
});
