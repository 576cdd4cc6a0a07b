import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { tools } from '../../src/catalogue.js';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../src/sandbox/server.js';
import { readVersion } from '../../src/config/version.js';
import { closeClients, connectStdio, type TestClient } from '../support/clients/mcp-clients.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const packer = join(root, 'node_modules/.bin/mcpb');
/** Bytes. Everybody who installs it downloads it; the decoders of files take most of it. */
const LARGEST = 2_100_000;

const manifestShape = z.looseObject({
  version: z.string(),
  icon: z.string(),
  tools: z.array(z.object({ name: z.string(), description: z.string() })),
  user_config: z.object({
    notion_token: z.looseObject({ sensitive: z.literal(true), required: z.literal(true) }),
  }),
  server: z.looseObject({
    entry_point: z.string(),
    mcp_config: z.object({
      command: z.literal('node'),
      args: z.array(z.string()),
      env: z.record(z.string(), z.string()),
    }),
  }),
});

let folder: string;
let printed: string;
let manifest: z.infer<typeof manifestShape>;
let sandbox: Sandbox;
beforeAll(async () => {
  [sandbox, folder] = await Promise.all([startSandbox(), mkdtemp(join(tmpdir(), 'notion-desktop-'))]);
  ({ stdout: printed } = await run(process.execPath, ['.build/desktop-bundle.mjs'], { cwd: root }));
  await run(packer, ['unpack', join(root, 'dist/notion-rest-mcp.mcpb'), folder]);
  manifest = manifestShape.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
});
afterEach(closeClients);
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the server as Claude Desktop does, which fills in the folder and what the user has typed. */
function install(token: string, inherited: Record<string, string> = {}): Promise<TestClient> {
  const filled = (text: string): string =>
    text.replaceAll('${__dirname}', folder).replaceAll('${user_config.notion_token}', token);
  const { args, env } = manifest.server.mcp_config;
  const settings = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)]));
  return connectStdio('v1', {
    command: process.execPath,
    args: args.map(filled),
    env: { NOTION_API_URL: sandbox.url, ...inherited, ...settings },
  });
}

describe('the manifest', () => {
  it('is accepted by the packer', async () => {
    const { stdout } = await run(packer, ['validate', join(folder, 'manifest.json')]);
    expect(stdout).toContain('Manifest schema validation passes');
  });

  it('tells the version of the package and the tools of the catalogue', () => {
    expect(manifest.version).toBe(readVersion());
    expect(manifest.tools).toEqual(tools.map(({ name, title }) => ({ name, description: title })));
  });

  it('names files that are there', () => {
    expect(existsSync(join(folder, manifest.icon))).toBe(true);
    expect(existsSync(join(folder, manifest.server.entry_point))).toBe(true);
  });
});

it('is small, the same on every platform, and holds no package', async () => {
  const files = await readdir(folder, { recursive: true });
  expect(new Set(files.map((file) => extname(file)))).toEqual(new Set(['', '.json', '.png', '.js', '.txt']));
  expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
  const kilobytes = Number(/(\d+) kB/.exec(printed)?.[1]);
  expect(kilobytes).toBeGreaterThan(0);
  expect(kilobytes * 1000).toBeLessThan(LARGEST);
});

describe('installed', () => {
  it('answers', async () => {
    const client = await install(SANDBOX_TOKEN);
    expect((await client.listTools()).map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    const answer = await client.callTool('notion_search', { query: 'deploy guide', limit: 3 });
    expect(answer).toEqual({ text: expect.stringMatching(/notion\S*[0-9a-f]{32}/), isError: false });
  });

  it('answers although its surroundings ask for telemetry', async () => {
    const client = await install(SANDBOX_TOKEN, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect(await client.callTool('notion_list_databases', {})).toMatchObject({ isError: false });
  });

  it('says what to do about a token that Notion does not know', async () => {
    const { args } = manifest.server.mcp_config;
    const failed = run(process.execPath, [args[0]?.replace('${__dirname}', folder) ?? ''], {
      env: { NOTION_TOKEN: 'ntn_unknown', NOTION_API_URL: sandbox.url },
    });
    await expect(failed).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Notion does not accept NOTION_TOKEN'),
    });
  });
});
