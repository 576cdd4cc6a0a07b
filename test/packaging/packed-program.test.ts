import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { ScriptedModel } from '../chat/support/scripted-model.js';
import { closeClients, connectHttp, connectStdio, type TestClient } from '../support/clients/mcp-clients.js';
import { createSchema, hasPostgres } from '../support/databases/postgres.js';
import { hasRedis, redisClients, testRedis } from '../support/databases/redis.js';
import { startOtlpReceiver } from '../support/telemetry/otlp-receiver.js';
import { installPacked } from './newcomer/packed-install.js';
import { ShellSession } from './newcomer/shell-session.js';
import { startProgram, stopPrograms } from './start-program.js';

const run = promisify(execFile);
/** Bytes of the package's own files. */
const LARGEST = 15_000_000;

let folder: string;
let program: string;
let sandbox: Sandbox;
let page: string;
beforeAll(async () => {
  [sandbox, folder] = await Promise.all([startSandbox({ oauth: {} }), mkdtemp(join(tmpdir(), 'packed-'))]);
  await installPacked(folder);
  program = join(folder, 'node_modules/.bin/notion-rest-mcp');
  [page = ''] =
    [...sandbox.workspace.pages].find(([, { values }]) =>
      JSON.stringify([...values]).includes('Everything Notion can do'),
    ) ?? [];
});
/** What a test has started besides: closed when it ends, however it ends. */
const started: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await closeClients();
  await stopPrograms();
  await Promise.all(started.splice(0).map((close) => close()));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const settings = (): Record<string, string> => ({
  PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
  HOME: folder,
  NOTION_TOKEN: SANDBOX_TOKEN,
  NOTION_API_URL: sandbox.url,
});
/** Those of a server for many spaces, with a store. */
const spaces = (): Record<string, string> => {
  const { NOTION_TOKEN: _token, ...rest } = settings();
  return {
    ...rest,
    DATA_FOLDER: join(folder, 'data'),
    CREDENTIALS_KEY: Buffer.alloc(32, 7).toString('base64'),
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    PUBLIC_URL: 'http://127.0.0.1:3000',
  };
};
const overStdio = (more: Record<string, string> = {}): Promise<TestClient> =>
  connectStdio('v2 modern', { command: program, args: [], env: { ...settings(), ...more } });

/** What a desktop app is told of a server. */
interface StdioEntry {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/** Serves, makes a key and gives what a call with it is answered, while `look` looks at what it serves with. */
async function callWithKey(env: Record<string, string>, look?: () => Promise<void>): Promise<string> {
  const { stdout } = await run(program, ['keys', 'create', '--space', 'team-7'], { env });
  const served = await startProgram(program, ['serve', '--port', '0'], env);
  const client = await connectHttp('v1', served.url, stdout.split('\n', 1)[0]);
  const { text } = await client.callTool('notion_search', { query: 'deploy' });
  await look?.();
  await client.close();
  expect(await served.stop()).toBe(0);
  return text;
}

describe('the package', () => {
  it('is small, and depends on the native database alone', async () => {
    const packed = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: join(import.meta.dirname, '../..'),
      maxBuffer: 10_000_000,
    });
    const [{ unpackedSize } = { unpackedSize: Infinity }] = JSON.parse(packed.stdout) as {
      unpackedSize: number;
    }[];
    expect(unpackedSize).toBeLessThan(LARGEST);
    const { dependencies } = JSON.parse(
      await readFile(join(folder, 'node_modules/notion-rest-mcp/package.json'), 'utf8'),
    ) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['libsql']);
  });
});

/** Installed where no package of development can be found. */
describe('the packed program', () => {
  it('serves over stdio, and reads images and PDF files', async () => {
    const client = await overStdio();
    const image = await client.callTool('notion_read_file', { page, file: 'chart of the bay.png' });
    expect([image.text, image.images?.length]).toEqual([expect.stringContaining('The image follows'), 1]);
    expect(await client.callTool('notion_read_file', { page, file: 'timetable.pdf' })).toMatchObject({
      text: expect.stringContaining('summer timetable'),
      isError: false,
    });
  });

  it('serves the demo, and prints what attaches to it as it stands', async () => {
    const session = new ShellSession();
    started.push(() => session.close());
    const env = { ...settings(), PORT: '0' };
    const said = await session.serve(`${program} demo`, /Chat with this workspace/, folder, env);
    const [block = ''] = /\{ "mcpServers"[^]*?\} \} \} \}/.exec(said) ?? [];
    const { 'notion-demo': entry } = (JSON.parse(block) as { mcpServers: Record<string, StdioEntry> })
      .mcpServers;
    // Desktop apps have no paths of a shell.
    const client = await connectStdio('v1', entry ?? { command: '', args: [], env: {} });
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({ isError: false });
    const [, line = ''] = /for your own workspace: (.*)$/m.exec(said) ?? [];
    expect(await session.run(line.replace('<client>', 'cursor'), folder, env)).toMatchObject({
      code: 0,
      said: expect.stringContaining('"mcpServers"'),
    });
  });

  it('sends telemetry', async () => {
    const receiver = await startOtlpReceiver();
    started.push(() => receiver.close());
    const client = await overStdio({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({ isError: false });
    await client.close();
    const spans = await receiver.spansUntil('tools/call notion_search');
    expect(spans.length).toBeGreaterThan(1);
  });

  it('answers a person in a terminal', async () => {
    const { stdout } = await run(program, ['read', 'On-call guide'], { env: settings() });
    expect(stdout).toContain('On-call guide');
  });

  it('chats with a model', async () => {
    const model = await ScriptedModel.start();
    started.push(() => model.close());
    model.next(
      ({ tools }) => ({
        calls: [
          {
            name: tools.find((name) => name.endsWith('notion_search')) ?? '',
            arguments: { query: 'deploy' },
          },
        ],
      }),
      { text: 'There is a deploy guide.' },
    );
    const env = {
      ...settings(),
      DATA_FOLDER: join(folder, 'chat'),
      CHAT_API_URL: model.url,
      CHAT_MODEL: 'scripted',
    };
    const asking = run(program, ['chat', '--once', 'Is there a guide?'], { env });
    asking.child.stdin?.end();
    const { stdout, stderr } = await asking;
    expect(stdout).toBe('There is a deploy guide.\n');
    expect(stderr).toContain('Servers used: notion');
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('Deploy guide');
  });

  it('serves spaces from SQLite, with its pages for people', async () => {
    expect(await callWithKey(spaces())).toMatch(/connect/i);
  });

  (hasPostgres && hasRedis ? it : it.skip)('serves spaces from Postgres, with Redis', async () => {
    const schema = await createSchema();
    started.push(() => schema.drop());
    const env = { ...spaces(), DATABASE_URL: schema.settings().url, REDIS_URL: testRedis.url };
    const text = await callWithKey(env, async () => {
      expect(await redisClients()).toMatch(/ name=notion-rest-mcp /);
    });
    expect(text).toMatch(/connect/i);
    expect(await schema.query(`select 1 from ${schema.name}.service_keys`)).toHaveLength(1);
  });

  it('says in a line what to install where the native library is missing, and serves a token without it', async () => {
    await rm(join(folder, 'node_modules/libsql'));
    await expect(run(program, ['keys', 'list'], { env: spaces() })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^notion-rest-mcp: SQLite's library [^\n]* --include=optional[^\n]*\n$/),
    });
    const { stdout } = await run(program, ['doctor'], { env: settings() });
    expect(stdout).toMatch(/^ok {4}token .*Notion accepts NOTION_TOKEN/m);
    expect(stdout).not.toMatch(/^fail/m);
    const client = await overStdio();
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({ isError: false });
    const served = await startProgram(program, ['serve', '--port', '0'], settings());
    const remote = await connectHttp('v1', served.url);
    expect(await remote.callTool('notion_search', { query: 'deploy' })).toMatchObject({ isError: false });
    await remote.close();
    expect(await served.stop()).toBe(0);
  });
});
