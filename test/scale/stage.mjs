import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../dist/src/sandbox/oauth/options.js';
import { freePorts, Server } from '../chaos/fleet.mjs';
import { OwnPostgres } from '../chaos/own-postgres.mjs';
import { connect, createKeys } from '../chaos/stage.mjs';
import { OwnRedis } from './own-redis.mjs';
import { RoundRobin } from './round-robin.mjs';
import { PROGRAM } from './window-constant.mjs';

export const PROCESSES = 4;
/** Requests in a window, of most plans and of Business. */
export const REQUESTS = { standard: 180, business: 600 };
/** Milliseconds that Notion takes here; really it takes some hundred. */
const LATENCY = 50;
/**
 * Windows that an access token lives: it is renewed while all is well, and not when a process is killed. A pair that is on
 * its way to that process would be lost, which nothing can avoid: `npm run chaos -- --unavoidable` is about that.
 */
const TOKEN_WINDOWS = 2.5;
const PRELOAD = new URL('short-window.mjs', import.meta.url).href;

/** Starts a module of this folder in a process of its own, which ends with this one. */
export function forkHere(name, ...parameters) {
  return fork(fileURLToPath(new URL(name, import.meta.url)), parameters);
}

/**
 * One Postgres, one Redis, a Notion with a workspace for each space, four servers behind a balancer without affinity, and
 * every space connected through it. `keep` is told of everything that has to be ended, as soon as it is there.
 */
export async function setStage({ folder, options, keep }) {
  chmodSync(folder, 0o755);
  const [dataFolder, logFolder] = ['data', 'logs'].map((name) => join(folder, name));
  [dataFolder, logFolder].forEach((path) => mkdirSync(path));
  const [postgresPort, redisPort, ...ports] = await freePorts(2 + PROCESSES);

  const postgres = keep(new OwnPostgres());
  const log = openSync(join(logFolder, 'postgres.log'), 'a');
  await postgres.start({ folder, log, listen: '127.0.0.1', port: postgresPort });
  const redis = keep(new OwnRedis(redisPort));
  await redis.start();

  const spaces = Array.from({ length: options.spaces }, (_, index) => `space-${index + 1}`);
  const business = spaces.filter(
    (_space, index) => index % options.businessEvery === options.businessEvery - 1,
  );
  const notion = keep(
    forkHere(
      'notion.mjs',
      JSON.stringify({
        spaces,
        business,
        requests: REQUESTS.standard,
        businessRequests: REQUESTS.business,
        window: options.window,
        latency: LATENCY,
        tokenLifetime: TOKEN_WINDOWS * options.window,
      }),
    ),
  );
  const [{ url: notionUrl, accounts }] = await once(notion, 'message');

  const balancer = new RoundRobin(ports.map((port) => `http://127.0.0.1:${port}`));
  await balancer.open();
  const databaseUrl = `postgres://postgres@127.0.0.1:${postgresPort}/postgres`;
  const settings = {
    PATH: process.env.PATH,
    NOTION_API_URL: notionUrl,
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    DATA_FOLDER: dataFolder,
    DATABASE_URL: `${databaseUrl}?sslmode=disable`,
    REDIS_URL: redis.url,
    CALL_DEADLINE_SECONDS: String(options.callDeadline),
  };
  const keys = await createKeys(new Set(spaces), settings);
  const shortened = {
    ...settings,
    NODE_OPTIONS: `--import=${PRELOAD}`,
    SCALE_WINDOW: String(options.window),
  };
  const servers = ports.map((port, slot) =>
    keep(
      new Server({ slot, port, logFolder, settings: shortened, publicUrl: balancer.url, program: PROGRAM }),
    ),
  );
  await Promise.all(servers.map((server) => server.start()));

  const connections = [];
  for (const space of spaces) {
    const account = accounts.find(({ workspace }) => workspace.name === space);
    connections.push(
      await connect({ space, key: keys.get(space), account }, balancer, { secrets: new Set() }),
    );
  }
  return {
    postgres,
    redis,
    redisPort,
    notion,
    balancer,
    servers,
    connections,
    business,
    databaseUrl,
    logFolder,
  };
}

/** What Notion has counted so far. */
export async function askNotion(notion) {
  const told = once(notion, 'message');
  notion.send('tell');
  const [counted] = await told;
  return counted;
}
