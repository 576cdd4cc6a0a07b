import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { tools } from '../../src/catalogue.js';
import { readVersion } from '../../src/config/version.js';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../src/sandbox/server.js';
import { closeClients, connectHttp, connectStdio } from '../support/clients/mcp-clients.js';
import { startProgram, stopPrograms } from './start-program.js';
import { describeWithRegistry } from './with-registry.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
/** Milliseconds for a download of all packages without a cache. */
const LONGEST_INSTALL = 240_000;
/** Bytes on the disk, the native database for two C libraries of Linux included. */
const LARGEST = 40_000_000;
const MOST_PACKAGES = 8;

/** What a user gets: the packed package, installed without a cache and without install scripts. */
describeWithRegistry('the package, installed in an empty folder', () => {
  let folder: string;
  let program: string;
  let sandbox: Sandbox;
  beforeAll(async () => {
    [sandbox, folder] = await Promise.all([
      startSandbox({ oauth: {} }),
      mkdtemp(join(tmpdir(), 'notion-install-')),
    ]);
    const { stdout } = await run(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
      {
        cwd: root,
      },
    );
    const [packed] = JSON.parse(stdout) as { filename: string }[];
    await writeFile(join(folder, 'package.json'), '{}');
    await run(
      'npm',
      [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--cache',
        join(folder, 'cache'),
        join(folder, packed?.filename ?? ''),
      ],
      { cwd: folder, timeout: LONGEST_INSTALL },
    );
    program = join(folder, 'node_modules/.bin/notion-rest-mcp');
  }, LONGEST_INSTALL);
  afterEach(async () => {
    await closeClients();
    await stopPrograms();
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const settings = (): Record<string, string> => ({
    PATH: path,
    HOME: folder,
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: sandbox.url,
  });

  it('holds the bundle and the texts that belong to it, and no source or test', async () => {
    const installed = await readdir(join(folder, 'node_modules/notion-rest-mcp'), { recursive: true });
    const others = installed.filter(
      (file) =>
        !/^dist(\/notion-rest-mcp(\.js|\/browser|\/.+\.(js|txt)|\/(prepared-tools|sbom\.spdx)\.json)?)?$/.test(
          file,
        ),
    );
    expect(others.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('takes little place, and brings few packages', async () => {
    const modules = join(folder, 'node_modules');
    const entries = await readdir(modules, { recursive: true });
    const sizes = await Promise.all(entries.map(async (entry) => (await lstat(join(modules, entry))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST);
    const packages = entries.filter((entry) => /^(@[^/]+\/)?[^@./][^/]*\/package\.json$/.test(entry));
    expect(packages.length).toBeGreaterThan(1);
    expect(packages.length).toBeLessThanOrEqual(MOST_PACKAGES);
  });

  it('tells its version and its help', async () => {
    expect((await run(program, ['--version'], { env: settings() })).stdout).toBe(`${readVersion()}\n`);
    expect((await run(program, ['--help'], { env: settings() })).stdout).toContain('serve many clients');
  });

  it('shows the demo', async () => {
    const { stdout } = await run(program, ['demo', '--once'], { env: settings() });
    expect(stdout).toContain('▶ notion_read_page');
  });

  it('serves a client over stdio', async () => {
    const client = await connectStdio('v2 modern', { command: program, args: [], env: settings() });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  });

  it('serves clients over HTTP', async () => {
    const served = await startProgram(program, ['serve', '--port', '0'], settings());
    const client = await connectHttp('v1', served.url);
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({ isError: false });
    await client.close();
    expect(await served.stop()).toBe(0);
  });

  it('stores keys and serves spaces, with the native database', async () => {
    const { NOTION_TOKEN: _token, ...rest } = settings();
    const env = {
      ...rest,
      DATA_FOLDER: join(folder, 'data'),
      NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
      NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
      PUBLIC_URL: 'http://127.0.0.1:3000',
    };
    const { stdout } = await run(program, ['keys', 'create', '--space', 'team-7'], { env });
    const [key = ''] = stdout.split('\n', 1);
    const served = await startProgram(program, ['serve', '--port', '0'], env);
    const client = await connectHttp('v1', served.url, key);
    // Thrown in one file of the bundle, explained in another: they must be the same class of error.
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({
      text: expect.stringMatching(/connect/i),
      isError: true,
    });
    await client.close();
    expect(await served.stop()).toBe(0);
  });

  it('tells its troubles over stdio with a stored connection', async () => {
    const { NOTION_TOKEN: _token, ...rest } = settings();
    const env = { ...rest, DATA_FOLDER: join(folder, 'data') };
    const client = await connectStdio('v1', { command: program, args: [], env });
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({
      text: expect.stringContaining('notion-rest-mcp connect'),
      isError: true,
    });
  });
});
