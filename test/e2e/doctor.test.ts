import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { startSpacesServer } from '../support/servers/spaces-server.js';
import { killAll, startCli } from '../support/servers/spawn.js';

/** The built doctor against a Notion of the test's own, and a data folder with one connected workspace. */
let sandbox: Sandbox;
let store: string;
const folders: string[] = [];
const servers: Server[] = [];

interface Outcome {
  readonly code: number | string;
  readonly text: string;
  /** Lines such as `fail token Notion does not …`, with their advice. */
  readonly findings: readonly string[];
}

async function doctor(settings: Record<string, string>, args: string[] = []): Promise<Outcome> {
  const cli = startCli(['doctor', ...args], { NOTION_API_URL: sandbox.url, ...settings });
  const code = await cli.ended;
  const text = cli.stdout() + cli.stderr();
  for (const secret of [SANDBOX_TOKEN, SANDBOX_CLIENT_SECRET, ...Object.values(settings)]) {
    if (/^(ntn|secret)_|=$/.test(secret)) {
      expect(text).not.toContain(secret);
    }
  }
  const findings = cli
    .stdout()
    .replaceAll(/\n +→ /g, ' → ')
    .split('\n')
    .map((line) => line.replaceAll(/ {2,}/g, ' '));
  return { code, text, findings };
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'notion-doctor-'));
  folders.push(folder);
  return folder;
}

/** A copy of the store, to be broken. */
async function copyOfStore(): Promise<string> {
  const folder = await newFolder();
  await cp(store, folder, { recursive: true });
  return folder;
}

/** What a server of many spaces is started with. */
function spaces(folder: string): Record<string, string> {
  return {
    DATA_FOLDER: folder,
    NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
    NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
    PUBLIC_URL: 'http://127.0.0.1:3000',
  };
}

async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  );
  return Object.fromEntries(
    files
      // Scratch space of whoever has the database open: the index of the write-ahead log, and the log while nothing is in it.
      .filter(({ name, bytes }) => !name.endsWith('-shm') && !(name.endsWith('-wal') && bytes.length === 0))
      .map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]),
  );
}

/** A server that is no Notion. */
async function startServer(answer: (server: Server) => void): Promise<string> {
  const server = createServer();
  answer(server);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
  const server = await startSpacesServer(sandbox);
  const key = await server.createKey('--space', 'team-7');
  await server.connect(key, 'team-7');
  server.cli.child.kill('SIGTERM');
  await server.cli.ended;
  store = await newFolder();
  await cp(server.folder, store, { recursive: true });
  // Into the database file itself, which is what the tests damage.
  const database = new Libsql(join(store, 'credentials.db'));
  database.pragma('wal_checkpoint(truncate)');
  database.close();
  await server.close();
});

afterAll(async () => {
  killAll();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await sandbox.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

describe('where all is well', () => {
  it('a token is accepted, and what is shared is counted', async () => {
    const { code, findings } = await doctor({ NOTION_TOKEN: SANDBOX_TOKEN });
    expect(findings).toEqual([
      `ok node Node ${process.version}.`,
      'ok configuration For one workspace, by NOTION_TOKEN.',
      expect.stringMatching(/^ok reach 127\.0\.0\.1:\d+ responds in \d+ ms\.$/),
      "ok clock Matches the API's clock.",
      'ok token Notion accepts NOTION_TOKEN: connection "Sandbox connection" in "Tideline Labs".',
      'ok shared 100 and more pages and databases can be read with NOTION_TOKEN.',
      '',
      'Everything works.',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('a server of many spaces and its stored connections are, and nothing is changed', async () => {
    const folder = await copyOfStore();
    const before = await contents(folder);
    const { code, findings } = await doctor(spaces(folder));
    expect(findings.slice(4)).toEqual([
      'ok redirect Register at Notion, exactly as shown: http://127.0.0.1:3000/integrations/notion/oauth/callback',
      'ok oauth client Notion accepts NOTION_CLIENT_ID with NOTION_CLIENT_SECRET.',
      `ok folder ${folder} is writable.`,
      expect.stringMatching(/^ok key .*credentials\.key can be used \(key [0-9a-f]{8}\)\.$/),
      `ok database ${join(folder, 'credentials.db')} is intact, up to date and writable.`,
      expect.stringMatching(
        /^ok sealed All sealed values can be opened: 1 token pair, (?:\d+ records? of apps, )?1 audit key\.$/,
      ),
      expect.stringMatching(/^ok rows This server wrote all \d+ rows that grant access\.$/),
      'ok connections 1 connection.',
      'ok token Notion accepts "Tideline Labs" of space team-7: connection "Notion REST MCP" in "Tideline Labs".',
      'ok shared 100 and more pages and databases can be read with "Tideline Labs" of space team-7.',
      '',
      'Everything works.',
      '',
    ]);
    expect(code).toBe(0);
    expect(await contents(folder)).toEqual(before);
  });

  it('a machine is told the same', async () => {
    const { code, text } = await doctor({ NOTION_TOKEN: SANDBOX_TOKEN }, ['--json']);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({
      ok: true,
      findings: expect.arrayContaining([
        { check: 'node', status: 'ok', message: `Node ${process.version}.` },
      ]) as unknown,
    });
  });
});

describe('what a tired operator is told', () => {
  it('without any setting: how to begin, and no file is made', async () => {
    const home = await newFolder();
    const { code, findings } = await doctor({ HOME: home });
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.stringMatching(/^fail configuration NOTION_TOKEN is missing\. → Create a token at https/),
    );
    expect(await readdir(home)).toEqual([]);
  });

  it('with a token that Notion refuses', async () => {
    const { code, findings } = await doctor({ NOTION_TOKEN: 'ntn_mistyped_token' });
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.stringMatching(/^fail token Notion does not accept NOTION_TOKEN\. → .*Create a token at https/),
    );
  });

  it('with a token that nothing is shared with', async () => {
    const empty = await startSandbox({ workspace: createWorkspace({ name: 'New' }) });
    const { code, findings } = await doctor({ NOTION_API_URL: empty.url, NOTION_TOKEN: SANDBOX_TOKEN });
    await empty.close();
    expect(code).toBe(0);
    expect(findings).toContainEqual(
      expect.stringMatching(
        /^warn shared Nothing is shared with NOTION_TOKEN, .* → In Notion, open a page, choose ••• → Connections and add "Sandbox connection"/,
      ),
    );
  });

  it('with every setting wrong at once: each of them, and no secret', async () => {
    const { code, findings } = await doctor({
      NOTION_TOKEN: 'Bearer ntn_pasted_with_its_header',
      PORT: 'ntn_in_the_wrong_place',
      HOST: '0.0.0.0',
      NOTION_API_URL: 'localhost',
      CALL_DEADLINE_SECONDS: '0',
      LOG_LEVEL: 'loud',
      TOOLS: 'notion_serch',
    });
    expect(code).toBe(1);
    const faults = findings.filter((line) => line.startsWith('fail configuration'));
    expect(faults.map((line) => /fail configuration (\w+)/.exec(line)?.[1])).toEqual([
      'NOTION_TOKEN',
      'NOTION_API_URL',
      'CALL_DEADLINE_SECONDS',
      'LOG_LEVEL',
      'PORT',
      'MCP_AUTH_TOKEN',
      'TOOLS',
    ]);
    expect(faults.join('\n')).not.toContain('ntn_');
  });

  it('with half of what a server needs', async () => {
    const folder = await newFolder();
    const { code, findings } = await doctor({
      DATA_FOLDER: folder,
      NOTION_CLIENT_ID: 'my-connection',
      PUBLIC_URL: 'http://mcp.example.com/?x',
    });
    expect(code).toBe(1);
    const faults = findings.filter((line) => line.startsWith('fail configuration')).join('\n');
    expect(faults).toMatch(/NOTION_CLIENT_ID must be a UUID/);
    expect(faults).toMatch(/NOTION_CLIENT_SECRET is missing/);
    expect(faults).toMatch(/CREDENTIALS_KEY is missing/);
    expect(faults).toMatch(/PUBLIC_URL must start with https/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('with a client secret that does not fit', async () => {
    const settings = { ...spaces(await copyOfStore()), NOTION_CLIENT_SECRET: 'secret_of_another_client' };
    const { code, findings } = await doctor(settings);
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.stringMatching(/^fail oauth client Notion does not accept .* → Copy both again/),
    );
  });

  it('with a stored token that Notion wants renewed', async () => {
    // The first of the two is the look at the API itself, which sends no token anyway.
    sandbox.failNext({ kind: 'unauthorized' }, 2, /users\/me/);
    const { code, findings } = await doctor(spaces(await copyOfStore()));
    expect(code).toBe(0);
    expect(findings).toContainEqual(
      expect.stringMatching(
        /^warn token The token of "Tideline Labs" .* due to be renewed\. → The next tool/,
      ),
    );
  });

  it('with a key file that others can read', async () => {
    const folder = await copyOfStore();
    await chmod(join(folder, 'credentials.key'), 0o644);
    const { code, findings } = await doctor(spaces(folder));
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.stringMatching(/^fail key The key file .* can be read by others\. → Run: chmod 600 '/),
    );
  });

  it('with the wrong key', async () => {
    const key = randomBytes(32).toString('base64');
    const { code, findings } = await doctor({ ...spaces(await copyOfStore()), CREDENTIALS_KEY: key });
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.stringMatching(
        /^fail sealed Sealed with another key \([0-9a-f]{8}\): 1 token pair, .*1 audit key\. → Restore that key/,
      ),
    );
    expect(findings).toContainEqual(
      expect.stringMatching(/^fail rows (\d+) of \1 rows were written with another key \([0-9a-f]{8}\)\./),
    );
  });

  it('with a folder that cannot be written to', async () => {
    const folder = await copyOfStore();
    await chmod(folder, 0o500);
    const { code, findings } = await doctor(spaces(folder));
    await chmod(folder, 0o700);
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.stringMatching(/^fail folder .* is not writable\. → Renewed tokens could not be stored/),
    );
  });

  it.each([
    ['text', () => 'this is no database, it is a note that somebody saved under this name\n'.repeat(100)],
    [
      'noise',
      (bytes: Buffer) =>
        Buffer.concat([bytes.subarray(0, 4096), randomBytes(bytes.length - 8192), bytes.subarray(-4096)]),
    ],
    ['its first half', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
  ])('with a database that is %s', async (_kind, damage) => {
    const folder = await copyOfStore();
    const path = join(folder, 'credentials.db');
    await writeFile(path, damage(await readFile(path)));
    const { code, findings } = await doctor(spaces(folder));
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.stringMatching(
        /^fail database .* is damaged, or is not a database of this program\. → Stop all servers/,
      ),
    );
  });

  it.each([
    [
      'a name that does not exist',
      'https://api.notion.invalid',
      /^fail reach api\.notion\.invalid cannot be/,
    ],
    [
      'a port where nobody listens',
      'http://127.0.0.1:2',
      /^fail reach .* cannot be reached \(ECONNREFUSED\)\./,
    ],
  ])('with %s in place of Notion, within seconds', async (_kind, url, expected) => {
    const { code, findings } = await doctor({ ...spaces(await copyOfStore()), NOTION_API_URL: url });
    expect(code).toBe(1);
    expect(findings).toContainEqual(expect.stringMatching(expected));
    // What is near is examined all the same.
    expect(findings).toContainEqual(expect.stringMatching(/^ok sealed/));
  });

  it('with something else in place of Notion: no TLS, another page, a clock that is an hour off, no answer', async () => {
    const page = await startServer((server) =>
      server.on('request', (_request, response) => response.end('<html>Sign in to the network</html>')),
    );
    const late = await startServer((server) =>
      server.on('request', (_request, response) => {
        response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString());
        response.writeHead(401).end('{"object":"error"}');
      }),
    );
    const silent = await startServer(() => {});
    const found = await Promise.all(
      [page.replace('http:', 'https:'), page, late, silent].map((url) =>
        doctor({ NOTION_API_URL: url, NOTION_TOKEN: SANDBOX_TOKEN }),
      ),
    );
    const [noTls, otherPage, otherClock, noAnswer] = found.map(({ findings }) => findings.join('\n'));
    expect(noTls).toMatch(/^fail reach .*SSL.* → The certificate is not trusted|^fail reach .*SSL.* → /m);
    expect(otherPage).toMatch(/^warn reach .* but not like Notion's API\. → A proxy/m);
    expect(otherClock).toMatch(/^fail clock 3[56]\d\d s ahead of the API's clock\. → Synchronize it/m);
    expect(noAnswer).toMatch(/^fail reach .* cannot be reached \(TimeoutError\)\. → No response/m);
  });
});

it('a command line that cannot be understood ends with exit code 2', async () => {
  expect((await doctor({}, ['--jsn'])).code).toBe(2);
  expect((await doctor({}, ['now'])).code).toBe(2);
});
