import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../dist/src/sandbox/oauth/options.js';
import { connectWithBrowser } from '../chaos/browser.mjs';
import { freePorts, runCommand } from '../chaos/fleet.mjs';
import { forkModule, startServer } from './processes.mjs';

/** More than any machine sends: the budget is not what is measured here. */
const NO_BUDGET = '1000000';

/** Notion, our server, and spaces that have each connected a workspace of their own through the real flow. */
export async function setStage({
  spaces,
  latency = 0,
  nodeOptions = [],
  extraSettings = {},
  notionModule = 'notion.mjs',
}) {
  const folder = await mkdtemp(join(tmpdir(), 'notion-load-'));
  const names = Array.from({ length: spaces }, (_, index) => `space-${index + 1}`);
  const notion = await forkModule(notionModule, [names.join(','), String(latency)]);
  const [port] = await freePorts(1);
  const settings = {
    PATH: process.env.PATH,
    NOTION_API_URL: notion.url,
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    NOTION_REQUESTS_PER_MINUTE: NO_BUDGET,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    DATA_FOLDER: folder,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...extraSettings,
  };
  const printed = await runCommand(['keys', 'create', '--all-spaces'], settings);
  const key = printed.split('\n', 1)[0];
  const server = await startServer(settings, port, nodeOptions);
  for (const [index, space] of names.entries()) {
    await connect(server.url, key, space, notion.accounts[index]);
  }
  return {
    notion,
    server,
    settings,
    key,
    names,
    urlOf: (space) => `${server.url}/mcp/${space}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function connect(origin, key, spaceId, account) {
  const started = await fetch(`${origin}/integrations/notion/oauth/start`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ spaceId }),
  });
  const { authorizeUrl } = await started.json();
  const { status } = await connectWithBrowser(authorizeUrl, account, new Set());
  if (status !== 200) {
    throw new Error(`${spaceId} could not connect: HTTP ${status}.`);
  }
}
