import { randomBytes, randomUUID } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { connectSpace, createKey, type Space } from '../harness/http/spaces.js';
import { freePorts } from '../harness/processes/free-ports.js';
import { ServerProcess } from '../harness/processes/server-process.js';
import { seededRandom } from '../harness/random.js';
import type { Run } from '../harness/run.js';
import { databases, type SharedDatabase } from './database/databases.js';
import type { StoredPairs } from './database/stored-pairs.js';
import { Gate } from './notion/gate.js';
import { Ledger } from './notion/ledger.js';
import { buildWorkspaces, planConnections, type PlannedConnection } from './notion/workspaces.js';
import type { ChaosOptions } from './options.js';

const PROCESSES = 4;
const CALLBACK = '/integrations/notion/oauth/callback';

/** A connection with the space that it belongs to, and who made it. */
export interface ChaosConnection extends PlannedConnection {
  readonly key: string;
  readonly id: string;
  readonly botId: string;
}

/** What the servers know Notion by, and what they seal with. */
interface Client {
  readonly id: string;
  readonly secret: string;
  readonly sealingKey: string;
}

export interface ChaosStage {
  readonly sandbox: Sandbox;
  readonly servers: readonly ServerProcess[];
  readonly targets: readonly { readonly slot: number; readonly server: ServerProcess; readonly gate: Gate }[];
  readonly ledger: Ledger;
  readonly database: SharedDatabase;
  readonly stored: StoredPairs;
  readonly connections: readonly ChaosConnection[];
  readonly keys: ReadonlyMap<string, string>;
  readonly client: Client;
  readonly dataFolder: string;
  readonly logFolder: string;
}

/** A Notion, four servers on one database with a gate each, and everybody connected through the real flow. */
export async function setStage(run: Run, options: ChaosOptions): Promise<ChaosStage> {
  const [dataFolder, logFolder] = [run.makeFolder('data'), run.makeFolder('logs')];
  const database = await databases[options.database](dataFolder);
  const client = newClient();
  const ports = await freePorts(PROCESSES);
  const sandbox = await startNotion(client, ports, options.lifetime);
  const settings = { ...settingsOf(client), DATA_FOLDER: dataFolder, ...database.settings };
  const planned = planConnections(sandbox.oauth.accounts);
  const keys = await createKeys(new Set(planned.map(({ space }) => space)), settings);
  const stored = database.storedPairs();
  const ledger = new Ledger(stored);
  const targets = await Promise.all(
    ports.map(async (port, slot) => {
      const random = seededRandom(options.seed * 100 + slot);
      const gate = new Gate({ slot, ledger, notionUrl: sandbox.url, random });
      await gate.open();
      const own = { ...settings, NOTION_API_URL: gate.url };
      return { slot, gate, server: run.keep(new ServerProcess({ slot, port, logFolder, settings: own })) };
    }),
  );
  const servers = targets.map(({ server }) => server);
  await Promise.all(servers.map((server) => server.start()));
  const connections: ChaosConnection[] = [];
  for (const [index, plan] of planned.entries()) {
    const url = servers[index % servers.length]?.url ?? '';
    const key = keys.get(plan.space) ?? '';
    connections.push(await connectPlanned({ url, key, space: plan.space }, plan, ledger));
  }
  return {
    sandbox,
    servers,
    targets,
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

export function newClient(): Client {
  return {
    id: randomUUID(),
    secret: `secret_${randomBytes(24).toString('base64url')}`,
    sealingKey: randomBytes(32).toString('base64'),
  };
}

/** The servers' settings of it. */
export function settingsOf({ id, secret, sealingKey }: Client): {
  readonly NOTION_CLIENT_ID: string;
  readonly NOTION_CLIENT_SECRET: string;
  readonly CREDENTIALS_KEY: string;
} {
  return { NOTION_CLIENT_ID: id, NOTION_CLIENT_SECRET: secret, CREDENTIALS_KEY: sealingKey };
}

/** A Notion that knows servers at these ports, and whose access tokens live for so many milliseconds. */
export function startNotion(client: Client, ports: readonly number[], lifetime: number): Promise<Sandbox> {
  const [workspace, ...workspaces] = buildWorkspaces();
  return startSandbox({
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
}

/** A service key for each space. */
export async function createKeys(
  spaces: ReadonlySet<string>,
  settings: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  // At once, on an empty database: that must go well too.
  const keys = [...spaces].map(
    async (space) => [space, await createKey(settings, '--space', space)] as const,
  );
  return new Map(await Promise.all(keys));
}

/** Connects what was planned through the server at the space's address. */
export async function connectPlanned(
  space: Space,
  plan: PlannedConnection,
  ledger: Ledger,
): Promise<ChaosConnection> {
  const { id, botId } = await connectSpace(space, plan.account, ledger.secrets);
  return { ...plan, key: space.key, id, botId };
}
