import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../../src/sandbox/oauth/options.js';
import type { Sandbox } from '../../../src/sandbox/server.js';
import { freePort } from '../../harness/processes/free-ports.js';
import { Browser, type Shown } from '../../notion-oauth/browser.js';
import { startCli, type RunningCli } from './spawn.js';

/** The built program serving many spaces, with its data folder and what operators, backends and people do to it. */
export interface SpacesServer {
  /** Without a path. */
  readonly origin: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly cli: RunningCli;
  /** Runs another command on the same data folder; gives what it printed. */
  run(
    ...args: string[]
  ): Promise<{ readonly code: number | string; readonly stdout: string; readonly stderr: string }>;
  /** A new service key. */
  createKey(...args: string[]): Promise<string>;
  /** One request of a backend. */
  backend(method: string, path: string, key: string | undefined, body?: object): Promise<Response>;
  /** Starts a flow with the key and walks through the consent page; `label` chooses person and workspace. */
  connect(key: string, spaceId: string, label?: RegExp): Promise<Shown>;
  /** Whether a file of its folder holds such a text. */
  holds(text: RegExp): Promise<boolean>;
  /** Stops the program and removes its folder. */
  close(): Promise<void>;
}

export async function startSpacesServer(
  sandbox: Sandbox,
  extra: Record<string, string> = {},
): Promise<SpacesServer> {
  const folder = await mkdtemp(join(tmpdir(), 'notion-spaces-'));
  const port = extra['PORT'] ?? String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: port,
    PUBLIC_URL: origin,
    NOTION_API_URL: sandbox.url,
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    DATA_FOLDER: folder,
    ...extra,
  };
  const cli = startCli(['serve'], settings);
  await cli.stderrMatch(/serving MCP at (\S+)/);

  const run: SpacesServer['run'] = async (...args) => {
    const command = startCli(args, settings);
    const code = await command.ended;
    return { code, stdout: command.stdout(), stderr: command.stderr() };
  };
  const backend: SpacesServer['backend'] = (method, path, key, body) =>
    fetch(`${origin}/integrations/notion${path}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    origin,
    folder,
    settings,
    cli,
    run,
    backend,
    createKey: async (...args) => {
      const { stdout } = await run('keys', 'create', ...args);
      return stdout.split('\n', 1)[0] ?? '';
    },
    connect: async (key, spaceId, label) => {
      const started = await backend('POST', '/oauth/start', key, { spaceId });
      const { authorizeUrl } = (await started.json()) as { authorizeUrl: string };
      return new Browser().walk(authorizeUrl, label === undefined ? {} : { label });
    },
    holds: async (text) => {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && text.test(await readFile(join(entry.parentPath, entry.name), 'latin1'))) {
          return true;
        }
      }
      return false;
    },
    close: async () => {
      cli.child.kill('SIGTERM');
      await cli.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
