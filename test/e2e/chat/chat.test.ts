import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { demoWorkspace } from '../../../src/sandbox/seed/demo-workspace.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { ScriptedModel, type ScriptedReply } from '../../chat/support/scripted-model.js';
import { seedModel, seedQuestions } from '../../chat/support/seed-questions.js';
import { sqliteFolder, usersFile } from '../../chat/support/query-file.js';
import { cliPath, killAll, startCli } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
let model: ScriptedModel;
let folder: string;
let end: () => Promise<void>;
let sqlite: string;

beforeAll(async () => {
  [sandbox, model, { folder, end }] = await Promise.all([
    startSandbox({ workspace: demoWorkspace() }),
    ScriptedModel.start(),
    sqliteFolder(),
  ]);
  model.always = seedModel;
  sqlite = usersFile(folder);
});
afterEach(killAll);
afterAll(async () => {
  await Promise.all([sandbox.close(), model.close()]);
  await end();
});

const settings = () => ({
  NOTION_TOKEN: SANDBOX_TOKEN,
  NOTION_API_URL: sandbox.url,
  DATA_FOLDER: folder,
  CHAT_API_URL: model.url,
  CHAT_API_KEY: 'key-of-the-test',
  CHAT_MODEL: 'scripted',
});

async function ask(question: string, ...options: string[]) {
  const cli = startCli(['chat', ...options, '--sqlite', sqlite, '--once', question], settings());
  cli.child.stdin.end();
  const code = await cli.ended;
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
}

const answers: Readonly<Record<string, { answer: RegExp; servers: string }>> = {
  'How many users': { answer: /^42 users, 5 databases\.\n$/, servers: 'sqlite, notion' },
  'Which tables': { answer: /^in_oslo, orders, users\n$/, servers: 'sqlite' },
  'Find the deploy guide': { answer: /^Deploy guide/, servers: 'notion' },
  'What is in the Work': { answer: /^Kick-off notes.*Sent/, servers: 'notion' },
  'Create a new page': { answer: /^1 page created\./, servers: 'notion' },
};

it.each(seedQuestions.map(({ question }) => question))('answers: %s', async (question) => {
  const [, expected] = Object.entries(answers).find(([start]) => question.startsWith(start)) ?? [];
  const { code, stdout, stderr } = await ask(question, '--write', '--yes');
  expect(stdout).toMatch(expected?.answer ?? /$^/);
  expect(stderr).toContain(`Servers used: ${expected?.servers}\n`);
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain('key-of-the-test');
});

it('changes nothing where nobody can be asked', async () => {
  const pages = () => sandbox.workspace.pages.size;
  const before = pages();
  const { code, stdout, stderr } = await ask(seedQuestions[4]?.question ?? '', '--write');
  expect(stderr).toContain('notion · notion_create_pages would do this:\n  │ Nothing was created.');
  expect(stderr).toContain('Not allowed: nobody can be asked. --yes allows it.');
  expect(stdout).toContain('The user did not allow this call.');
  expect(pages()).toBe(before);
  expect(code).toBe(0);
});

it('needs one yes for what loses something: the token of the dry run goes with the call', async () => {
  const give = { pages: ['Kick-off notes', 'Deploy guide'], action: 'trash' };
  model.next({ calls: [{ name: 'notion_organize_pages', arguments: give }] }, ({ messages }) => ({
    text: String(messages.at(-1)?.content),
  }));
  const { stdout, stderr } = await ask('Throw both away.', '--write', '--yes');
  expect(stderr).toMatch(/│ .*"confirm":"/);
  expect(stderr.match(/Allowed by --yes/g)).toHaveLength(1);
  expect(stdout).toMatch(/^2 pages? .*trash/i);
});

it('answers in JSON, on standard output alone', async () => {
  const { stdout } = await ask(seedQuestions[0]?.question ?? '', '--json');
  expect(JSON.parse(stdout)).toEqual({
    response: '42 users, 5 databases.',
    tool_calls: [
      {
        tool: 'query',
        server: 'sqlite',
        arguments: { sql: 'SELECT count(*) FROM users;' },
        result: '["count(*)"]\n[42]\n[1 row]',
        failed: false,
        seconds: expect.any(Number),
      },
      {
        tool: 'notion_list_databases',
        server: 'notion',
        arguments: {},
        result: expect.stringContaining('Work'),
        failed: false,
        seconds: expect.any(Number),
      },
    ],
    servers_used: ['sqlite', 'notion'],
    conversationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
});

it('talks in lines of a script: a question each, with the turns before', async () => {
  const cli = startCli(['chat', '--sqlite', sqlite], settings());
  cli.child.stdin.end('Which tables are in SQLite?\n/servers\nWhat did I ask?\n');
  expect(await cli.ended).toBe(0);
  // What a script reads are the answers alone.
  expect(cli.stdout()).toBe('in_oslo, orders, users\nI do not know.\n');
  expect(cli.stderr()).toContain('sqlite: list_tables, describe_table, query\n');
  expect(model.requests.at(-1)?.messages.map(({ role }) => role)).toEqual([
    'system',
    'user',
    'assistant',
    'tool',
    'assistant',
    'user',
  ]);
});

it('ends a script with code 1 where a question got no answer', async () => {
  const cli = startCli(['chat', '--sqlite', sqlite], settings());
  model.next({ fault: { status: 401 } });
  cli.child.stdin.end('Which tables are in SQLite?\nWhat did I ask?\n');
  expect(await cli.ended).toBe(1);
  expect(cli.stdout()).toBe('I do not know.\n');
});

// More than a pipe holds, so that the program notices who reads no more.
it.each<[string, ScriptedReply, (child: ChildProcess) => void]>([
  ['Ctrl-C', { text: 'It begins now', fault: 'hang after text' }, (child) => child.kill('SIGINT')],
  ['a reader who has enough', { text: 'It begins'.repeat(20_000) }, (child) => child.stdout?.destroy()],
])('ends a script with %s, and asks nothing more', async (_name, reply, act) => {
  const before = model.requests.length;
  model.next(reply);
  const cli = startCli(['chat', '--sqlite', sqlite], settings());
  cli.child.stdin.write('think\nWhich tables are in SQLite?\nWhat did I ask?\n');
  while (!cli.stdout().includes('It begins')) {
    await new Promise((resolve) => cli.child.stdout.once('data', resolve));
  }
  act(cli.child);
  expect(await cli.ended).toBe(130);
  expect(model.requests.length - before).toBe(1);
});

it('takes servers of a file, leaves out one that does not start, and uses SQLite without Notion', async () => {
  const file = join(folder, 'servers.json');
  await writeFile(
    file,
    JSON.stringify({
      mcpServers: {
        mine: { command: process.execPath, args: [cliPath], env: { ...settings(), CHAT_API_KEY: '' } },
        broken: { command: join(folder, 'missing') },
      },
    }),
  );
  const { stdout, stderr } = await ask(seedQuestions[0]?.question ?? '', '--servers', file);
  expect(stdout).toBe('42 users, 5 databases.\n');
  expect(stderr).toContain('! broken is left out. It could not be started or reached.');
  expect(stderr).toContain('Servers used: sqlite, mine');
});

it('uses a server over HTTP, with the headers of the file', async () => {
  const token = randomBytes(32).toString('hex');
  const serving = startCli(['serve', '--port', '0'], { ...settings(), MCP_AUTH_TOKEN: token });
  const [, url = ''] = await serving.stderrMatch(/serving MCP at (\S+)/);
  const file = join(folder, 'http.json');
  const entry = (authorization: string) => ({ url, headers: { Authorization: authorization } });
  await writeFile(
    file,
    JSON.stringify({ mcpServers: { far: entry(`Bearer ${token}`), denied: entry('Bearer wrong') } }),
  );
  const { stdout, stderr } = await ask(seedQuestions[0]?.question ?? '', '--servers', file);
  expect(stdout).toBe('42 users, 5 databases.\n');
  expect(stderr).toContain('! denied is left out. It does not accept the credentials it was given.');
  expect(stderr).toContain('Servers used: sqlite, far');
  serving.child.kill('SIGTERM');
  await serving.ended;
});

it('Ctrl-C ends one question, and the servers with it', async () => {
  model.next({ text: 'I think that', fault: 'hang after text' });
  const cli = startCli(['chat', '--sqlite', sqlite, '--once', 'think'], settings());
  cli.child.stdin.end();
  while (!cli.stdout().includes('I think')) {
    await new Promise((resolve) => cli.child.stdout.once('data', resolve));
  }
  cli.child.kill('SIGINT');
  expect(await cli.ended).toBe(130);
  expect(cli.stderr()).toContain('! The answer was stopped.');
});

const MODEL = { CHAT_API_URL: 'http://127.0.0.1:9', CHAT_MODEL: 'm' };

it.each([
  ['no model', ['chat'], {}, /CHAT_API_URL and CHAT_MODEL are missing/],
  ['no Notion and no SQLite', ['chat'], { NOTION_TOKEN: '' }, /NOTION_TOKEN is missing/],
  ['half a model', ['chat'], { CHAT_API_URL: 'https://x.example' }, /set CHAT_MODEL as well/],
  ['a model in clear text', ['chat'], { CHAT_API_URL: 'http://x.example', CHAT_MODEL: 'm' }, /https:\/\//],
  ['JSON for a conversation', ['chat', '--json'], {}, /chat --json --once/],
  ['no question', ['chat', '--once'], {}, /one question in quotes/],
  [
    'a folder for SQLite',
    ['chat', '--sqlite', tmpdir()],
    MODEL,
    /--sqlite or CHAT_SQLITE: there is no such file/,
  ],
  [
    'a folder for servers',
    ['chat', '--servers', tmpdir()],
    MODEL,
    /--servers or CHAT_SERVERS: .*cannot be read/,
  ],
  ['--yes elsewhere', ['stdio', '--yes'], {}, /--yes belongs to the command chat\./],
])('%s: code 2 and how to fix it', async (_name, args, changed, expected) => {
  const own = { NOTION_TOKEN: SANDBOX_TOKEN, DATA_FOLDER: join(folder, 'none'), ...changed };
  const cli = startCli(args, own);
  cli.child.stdin.end();
  expect(await cli.ended).toBe(2);
  expect(cli.stderr()).toMatch(expected);
});

it('ends with code 1 and says why there is no answer', async () => {
  model.next({ fault: { status: 401 } });
  const { code, stdout, stderr } = await ask('hello');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('! The model’s endpoint does not accept the key in CHAT_API_KEY. (HTTP 401)');
});

it('is in no file of the bundle that stdio or serve start with', () => {
  const parts = join(cliPath, '..', 'notion-rest-mcp');
  const withAi = readdirSync(parts)
    .filter((file) => file.endsWith('.js') && !file.startsWith('package-'))
    .filter((file) => /package-ai\b/.test(readFileSync(join(parts, file), 'utf8')));
  // The command and the chat for people share it.
  expect(withAi).toHaveLength(1);
  const chat = readFileSync(join(parts, withAi[0] ?? ''), 'utf8');
  expect(chat).toMatch(/import\("\.\/package-ai\.js"\)/);
  expect(chat).not.toMatch(/from ?"[^"]*package-ai\b/);
  expect(readFileSync(cliPath, 'utf8')).not.toMatch(/package-ai\b|@ai-sdk/);
});
