import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import * as z from 'zod';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../src/sandbox/server.js';
import { freePort } from '../harness/processes/free-ports.js';
import { closeClients, connectHttp } from '../support/clients/mcp-clients.js';
import { buildByHand, inRoot, type Image } from './image-by-hand.js';
import { startProgram, stopPrograms, type ServedProgram } from './start-program.js';
import { describeWithRegistry } from './with-registry.js';

const run = promisify(execFile);
/** Milliseconds for all packages, with those of the build. */
const LONGEST_BUILD = 300_000;

/** Needs the rights of root, as a build has, to become the image's user. */
describeWithRegistry('the image, built by hand', () => {
  let folder: string;
  let image: Image;
  let sandbox: Sandbox;
  let env: Record<string, string>;
  beforeAll(async () => {
    [sandbox, folder] = await Promise.all([
      startSandbox({ oauth: {} }),
      mkdtemp(join(tmpdir(), 'notion-image-')),
    ]);
    await chmod(folder, 0o755);
    image = await buildByHand(join(import.meta.dirname, '../..'), folder);
    const { root, volumes } = image;
    await run('chmod', ['-R', 'a-w', root]);
    await Promise.all(volumes.map((volume) => chmod(inRoot(root, volume), 0o700)));
    env = {
      ...Object.fromEntries(Object.entries(image.env).map(([name, value]) => [name, inRoot(root, value)])),
      PATH: process.env['PATH'] ?? '',
      // The image serves all of its own network; a test serves its machine.
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      NOTION_API_URL: sandbox.url,
    };
  }, LONGEST_BUILD);
  afterEach(async () => {
    await closeClients();
    await stopPrograms();
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  const asUser = (): { uid: number; gid: number; cwd: string } => ({
    uid: image.uid,
    gid: image.gid,
    cwd: join(image.root, image.workdir),
  });
  const words = (args: readonly string[]): [string, string[]] => {
    const [command = '', ...rest] = [...image.entrypoint, ...args].map((word) => inRoot(image.root, word));
    return [command, rest];
  };
  const serve = (settings: Record<string, string>): Promise<ServedProgram> =>
    startProgram(...words(image.command), { ...env, ...settings }, asUser());
  const isHealthy = async (): Promise<boolean> => {
    const [command = '', ...args] = image.healthcheck;
    return run(command, args, { env, ...asUser() }).then(
      () => true,
      () => false,
    );
  };
  const spaces = {
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    PUBLIC_URL: 'https://mcp.example.com',
    CREDENTIALS_KEY: Buffer.alloc(32, 7).toString('base64'),
  };

  it('is read-only for its user, but for the data', async () => {
    const write = (place: string): Promise<unknown> =>
      run(
        'sh',
        ['-c', `touch "${inRoot(image.root, place)}/x" && rm "${inRoot(image.root, place)}/x"`],
        asUser(),
      );
    await expect(write('/app')).rejects.toThrow(/denied/);
    await expect(write('/app/dist')).rejects.toThrow(/denied/);
    await expect(write('/data')).resolves.toBeDefined();
  });

  it('serves, tells its health, and ends well when asked to', async () => {
    expect(await isHealthy()).toBe(false);
    const served = await serve({ NOTION_TOKEN: SANDBOX_TOKEN });
    expect(await isHealthy()).toBe(true);
    const client = await connectHttp('v2 modern', served.url);
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({ isError: false });
    await client.close();
    expect(await served.stop()).toBe(0);
  });

  it('keeps connections in its volume', async () => {
    const served = await serve(spaces);
    const [command, args] = words(['keys', 'create', '--space', 'team-7']);
    const { stdout } = await run(command, args, { env: { ...env, ...spaces }, ...asUser() });
    const client = await connectHttp('v1', served.url, stdout.split('\n', 1)[0]);
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({
      text: expect.stringMatching(/connect/i),
    });
    await client.close();
    expect(await served.stop()).toBe(0);
  });

  it('serves one client over stdio by argument', async () => {
    const [command, args] = words(['stdio']);
    const child = run(command, args, { env: { ...env, NOTION_TOKEN: SANDBOX_TOKEN }, ...asUser() });
    child.child.stdin?.end(
      `${JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-11-25',
          capabilities: {},
          clientInfo: { name: 'test', version: '0' },
        },
      })}\n`,
    );
    expect(JSON.parse((await child).stdout)).toMatchObject({
      id: 1,
      result: { serverInfo: { title: 'Notion' } },
    });
  });

  it('holds no tools of the build, and tells what it holds', async () => {
    const sbom = z
      .looseObject({ packages: z.array(z.looseObject({ name: z.string() })) })
      .parse(JSON.parse(await readFile(join(image.root, 'app/sbom.spdx.json'), 'utf8')));
    const names = sbom.packages.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['notion-rest-mcp', 'zod', 'express', 'libsql']));
    expect(names).not.toContain('typescript');
    await expect(readFile(join(image.root, 'app/node_modules/typescript/package.json'))).rejects.toThrow(
      /ENOENT/,
    );
  });
});
