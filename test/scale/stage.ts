import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { RoundRobin } from '../harness/http/round-robin.js';
import { connectSpace, createKey } from '../harness/http/spaces.js';
import { freePorts } from '../harness/processes/free-ports.js';
import { forkModule, nextMessage } from '../harness/processes/modules.js';
import type { NotionAddress } from '../harness/processes/notion-process.js';
import { OwnPostgres } from '../harness/processes/own-postgres.js';
import { OwnRedis } from '../harness/processes/own-redis.js';
import { ServerProcess } from '../harness/processes/server-process.js';
import type { Run } from '../harness/run.js';
import type { NotionCounts, NotionOptions } from './notion/notion-process.js';
import { programWithWindow } from './notion/short-window.js';
import type { ScaleOptions } from './options.js';

export const PROCESSES = 4;
/** Requests in a window, of most plans and of Business. */
export const REQUESTS = { defaultValue: 180, business: 600 };
/** Notion takes so long here; really it takes some hundred. */
const LATENCY_MS = 50;
/**
 * Windows that an access token lives: it is renewed while all is well, and not when a process is killed. A pair that is on
 * its way to that process would be lost, which nothing can avoid: `npm run chaos -- --unavoidable` is about that.
 */
const TOKEN_WINDOWS = 2.5;

/** A space with its key and its only connection. */
export interface ScaleConnection {
  readonly space: string;
  readonly key: string;
  readonly botId: string;
  readonly isBusiness: boolean;
}

export interface ScaleStage {
  readonly postgres: OwnPostgres;
  readonly redis: OwnRedis;
  readonly notion: ChildProcess;
  readonly balancer: RoundRobin;
  readonly servers: readonly ServerProcess[];
  readonly connections: readonly ScaleConnection[];
  readonly logFolder: string;
}

/**
 * One Postgres, one Redis, a Notion with a workspace for each space, four servers behind a balancer without affinity, and
 * every space connected through it.
 */
export async function setStage(run: Run, options: ScaleOptions): Promise<ScaleStage> {
  const logFolder = run.makeFolder('logs');
  const postgres = new OwnPostgres();
  await postgres.start();
  const redis = run.keep(await OwnRedis.prepare());
  await redis.start();
  const spaces = Array.from({ length: options.spaces }, (_, index) => ({
    space: `space-${index + 1}`,
    isBusiness: index % options.businessEvery === options.businessEvery - 1,
  }));
  const { notion, address } = await startNotion(run, spaces, options);

  const ports = await freePorts(PROCESSES);
  const balancer = new RoundRobin(ports.map((port) => `http://127.0.0.1:${port}`));
  await balancer.open();
  const settings = {
    PATH: process.env['PATH'] ?? '',
    NOTION_API_URL: address.url,
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    DATA_FOLDER: run.makeFolder('data'),
    DATABASE_URL: `${postgres.url}?sslmode=disable`,
    REDIS_URL: redis.url,
    CALL_DEADLINE_SECONDS: String(options.callDeadline),
  };
  // At once, on an empty database: that must go well too.
  const keys = await Promise.all(spaces.map(({ space }) => createKey(settings, '--space', space)));
  const program = programWithWindow(run.makeFolder('program'), options.window);
  const servers = ports.map((port, slot) =>
    run.keep(new ServerProcess({ slot, port, logFolder, settings, publicUrl: balancer.url, program })),
  );
  await Promise.all(servers.map((server) => server.start()));

  const connections: ScaleConnection[] = [];
  for (const [index, { space, isBusiness }] of spaces.entries()) {
    const account = address.accounts.find(({ workspace }) => workspace.name === space);
    const key = keys[index];
    if (account === undefined || key === undefined) {
      throw new Error(`There is nobody in ${space}.`);
    }
    const { botId } = await connectSpace({ url: balancer.url, space, key }, account);
    connections.push({ space, key, botId, isBusiness });
  }
  return { postgres, redis, notion, balancer, servers, connections, logFolder };
}

async function startNotion(
  run: Run,
  spaces: readonly { readonly space: string; readonly isBusiness: boolean }[],
  { window }: ScaleOptions,
): Promise<{ readonly notion: ChildProcess; readonly address: NotionAddress }> {
  const options: NotionOptions = {
    spaces: spaces.map(({ space }) => space),
    business: spaces.filter(({ isBusiness }) => isBusiness).map(({ space }) => space),
    requests: REQUESTS.defaultValue,
    businessRequests: REQUESTS.business,
    window,
    latency: LATENCY_MS,
    tokenLifetime: TOKEN_WINDOWS * window,
  };
  const module = new URL('notion/notion-process.ts', import.meta.url);
  const notion = run.keep(forkModule(module, [JSON.stringify(options)]));
  return { notion, address: await nextMessage<NotionAddress>(notion) };
}

/** What Notion has counted so far. */
export async function askNotion(notion: ChildProcess): Promise<NotionCounts> {
  const told = nextMessage<NotionCounts>(notion);
  notion.send('tell');
  return told;
}
