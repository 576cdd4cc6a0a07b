import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { connectSpace, createKey } from './http/spaces.js';
import { freePort } from './processes/free-ports.js';
import { forkModule, nextMessage, stopChild } from './processes/modules.js';
import type { NotionAddress } from './processes/notion-process.js';
import { ServerProcess, type Settings } from './processes/server-process.js';
import type { Run } from './run.js';

/** More than any machine sends: the budget is not what is measured here. */
const NO_BUDGET = '1000000';
/** Connected with one key: fewer than a key may start in a minute. */
const SPACES_PER_KEY = 50;
/** Connected by one process: fewer than one address may walk through its pages in a minute. A new process counts from 0. */
const SPACES_PER_PROCESS = 250;

interface StageOptions {
  /** How many; each connects a workspace of its own through the real flow. */
  readonly spaces: number;
  /** Plays Notion; its first parameter are the names of the spaces, with commas. */
  readonly notion: URL;
  readonly notionParameters?: readonly string[];
  readonly nodeOptions?: readonly string[];
  readonly extraSettings?: Settings;
}

/** Notion, one server, and its spaces. */
export interface Stage {
  readonly notion: NotionAddress & { readonly child: ChildProcess };
  readonly server: ServerProcess;
  readonly settings: Settings & { readonly DATA_FOLDER: string };
  /** Opens every space. */
  readonly key: string;
  readonly names: readonly string[];
  urlOf(space: string): string;
  /** Ends both processes, as administrators do. */
  end(): Promise<void>;
}

export async function setStage(
  run: Run,
  { spaces, notion: module, notionParameters = [], nodeOptions = [], extraSettings = {} }: StageOptions,
): Promise<Stage> {
  const folder = await mkdtemp(join(run.folder, 'stage-'));
  const names = Array.from({ length: spaces }, (_, index) => `space-${index + 1}`);
  const child = run.keep(forkModule(module, [names.join(','), ...notionParameters]));
  const notion = { child, ...(await nextMessage<NotionAddress>(child)) };
  const port = await freePort();
  const settings = {
    PATH: process.env['PATH'] ?? '',
    NOTION_API_URL: notion.url,
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    NOTION_REQUESTS_PER_MINUTE: NO_BUDGET,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    DATA_FOLDER: folder,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...extraSettings,
  };
  const key = await createKey(settings, '--all-spaces');
  const server = run.keep(new ServerProcess({ port, settings, logFolder: run.folder, nodeOptions }));
  await server.start();
  let connecting = key;
  for (const [index, space] of names.entries()) {
    if (index > 0 && index % SPACES_PER_KEY === 0) {
      connecting = await createKey(settings, '--all-spaces');
    }
    if (index > 0 && index % SPACES_PER_PROCESS === 0) {
      await server.stop();
      await server.start();
    }
    const account = notion.accounts[index];
    if (account === undefined) {
      throw new Error(`Notion has no workspace for ${space}.`);
    }
    await connectSpace({ url: server.url, space, key: connecting }, account);
  }
  return {
    notion,
    server,
    settings,
    key,
    names,
    urlOf: (space) => `${server.url}/mcp/${space}`,
    end: async () => {
      await Promise.all([server.stop(), stopChild(child)]);
    },
  };
}
