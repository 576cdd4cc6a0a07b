import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '../../dist/src/sandbox/server.js';
import { connectWithBrowser } from './browser.mjs';
import { databases } from './databases.mjs';
import { freePorts, runCommand, Server } from './fleet.mjs';
import { Gate } from './gate.mjs';
import { Ledger } from './ledger.mjs';
import { seededRandom } from './random.mjs';
import { buildWorkspaces, planConnections } from './workspaces.mjs';

const PROCESSES = 4;
const CALLBACK = '/integrations/notion/oauth/callback';

/** A Notion, four servers on one database with a gate each, and everybody connected through the real flow. */
export async function setStage({ folder, seed, lifetime, database: kind, onServer, onDatabase }) {
  const dataFolder = join(folder, 'data');
  const logFolder = join(folder, 'logs');
  await Promise.all([mkdir(dataFolder), mkdir(logFolder)]);
  const database = await databases[kind](dataFolder);
  onDatabase(database);
  const client = {
    id: randomUUID(),
    secret: `secret_${randomBytes(24).toString('base64url')}`,
    sealingKey: randomBytes(32).toString('base64'),
  };
  const ports = await freePorts(PROCESSES);
  const [workspace, ...workspaces] = buildWorkspaces();
  const sandbox = await startSandbox({
    workspace,
    tokens: [],
    oauth: {
      workspaces,
      clientId: client.id,
      clientSecret: client.secret,
      redirectUris: ports.map((port) => `http://127.0.0.1:${port}${CALLBACK}`),
      accessTokenLifetimeMilliseconds: lifetime,
    },
  });
  const settings = {
    NOTION_CLIENT_ID: client.id,
    NOTION_CLIENT_SECRET: client.secret,
    CREDENTIALS_KEY: client.sealingKey,
    DATA_FOLDER: dataFolder,
    ...database.settings,
  };
  const planned = planConnections(sandbox.oauth.accounts);
  const keys = await createKeys(new Set(planned.map(({ space }) => space)), settings);
  const stored = database.storedPairs();
  const ledger = new Ledger(stored);
  const gates = ports.map(
    (_port, slot) =>
      new Gate({ slot, ledger, notionUrl: sandbox.url, random: seededRandom(seed * 100 + slot) }),
  );
  await Promise.all(gates.map((gate) => gate.open()));
  const servers = ports.map((port, slot) => {
    const server = new Server({
      slot,
      port,
      logFolder,
      settings: { ...settings, NOTION_API_URL: gates[slot].url },
    });
    onServer(server);
    return server;
  });
  await Promise.all(servers.map((server) => server.start()));
  const connections = [];
  for (const [index, plan] of planned.entries()) {
    const server = servers[index % servers.length];
    connections.push(await connect({ ...plan, key: keys.get(plan.space) }, server, ledger));
  }
  return {
    sandbox,
    servers,
    gates,
    ledger,
    database,
    stored,
    connections,
    keys,
    client,
    dataFolder,
    logFolder,
  };
}

/** What the backend of a space sees of its connections. */
export async function connectionsOf(server, space, key) {
  const answer = await fetch(`${server.url}/integrations/notion/connections?spaceId=${space}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return (await answer.json()).connections;
}

/** A service key for each space. */
export async function createKeys(spaces, settings) {
  // At once, on an empty database: that must go well too.
  const keys = [...spaces].map(async (space) => {
    const printed = await runCommand(['keys', 'create', '--space', space], settings);
    return [space, printed.split('\n', 1)[0]];
  });
  return new Map(await Promise.all(keys));
}

/** A person connects a workspace to a space through the real flow. */
export async function connect(plan, server, ledger) {
  const { space, key, account } = plan;
  const before = new Set((await connectionsOf(server, space, key)).map(({ id }) => id));
  const started = await fetch(`${server.url}/integrations/notion/oauth/start`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ spaceId: space }),
  });
  const { authorizeUrl } = await started.json();
  const { status } = await connectWithBrowser(authorizeUrl, account, ledger.secrets);
  const added = (await connectionsOf(server, space, key)).find(({ id }) => !before.has(id));
  if (status !== 200 || added === undefined) {
    throw new Error(`${space} could not connect ${account.workspace.name}: HTTP ${status}.`);
  }
  return { ...plan, id: added.id, botId: added.botId };
}
