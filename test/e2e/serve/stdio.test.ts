import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { tools } from '../../../src/catalogue.js';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../../src/sandbox/server.js';
import { startHeldNotion, type HeldNotion } from '../../support/notion/held-notion.js';
import { clientKinds, closeClients, connectStdio } from '../../support/clients/mcp-clients.js';
import { cliPath, killAll, startCli, type RunningCli } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
let held: HeldNotion;
beforeAll(async () => {
  [sandbox, held] = await Promise.all([startSandbox(), startHeldNotion()]);
});
afterEach(async () => {
  await closeClients();
  killAll();
});
afterAll(() => Promise.all([sandbox.close(), held.close()]));

const settings = (url: string) => ({ NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: url });
const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const INITIALIZE = line({
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '0' } },
});
const SEARCH = line({ id: 3, method: 'tools/call', params: { name: 'notion_search', arguments: {} } });

function messages(cli: RunningCli): { jsonrpc?: unknown; id?: unknown; result?: unknown; error?: unknown }[] {
  return cli
    .stdout()
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as { jsonrpc?: unknown });
}

async function answered(cli: RunningCli, id: number): Promise<void> {
  while (!messages(cli).some((message) => message.id === id)) {
    await new Promise((resolve) => cli.child.stdout.once('data', resolve));
  }
}

it.each(clientKinds)('serves a %s client', async (kind) => {
  const client = await connectStdio(kind, {
    command: process.execPath,
    args: [cliPath],
    env: settings(sandbox.url),
  });
  expect((await client.listTools()).map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  const answer = await client.callTool('notion_search', { query: '', limit: '3' });
  expect(answer).toEqual({
    text: expect.stringMatching(/https:\/\/\S*notion\S*[0-9a-f]{32}/),
    isError: false,
  });
  const wrong = await client.callTool('notion_search', { limit: 'many' });
  expect(wrong).toEqual({ text: expect.stringContaining('limit accepts a whole number'), isError: true });
  await client.close();
});

it('writes nothing but JSON-RPC to standard output, whatever it reads', async () => {
  const cli = startCli([], settings(sandbox.url));
  cli.child.stdin.write('rubbish\n{"half":\n\n[]\n{"jsonrpc":"2.0"}\n\u0000\n"text"\n');
  cli.child.stdin.write(INITIALIZE);
  cli.child.stdin.write(line({ method: 'notifications/initialized' }));
  cli.child.stdin.write('more rubbish\n');
  cli.child.stdin.write(line({ id: 2, method: 'tools/list' }));
  cli.child.stdin.write(SEARCH);
  cli.child.stdin.write(line({ id: 4, method: 'no/such/method' }));
  await answered(cli, 3);
  await answered(cli, 4);
  cli.child.stdin.end();
  expect(await cli.ended).toBe(0);
  for (const message of messages(cli)) {
    expect(message.jsonrpc).toBe('2.0');
  }
  const ids = messages(cli).flatMap(({ id }) => (typeof id === 'number' ? [id] : []));
  expect(ids.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  expect(cli.stderr()).toContain('ignored an invalid message');
  expect(cli.stderr()).not.toContain('rubbish');
});

it('lists its tools to a client that closes its end at once', async () => {
  const cli = startCli([], settings(sandbox.url));
  cli.child.stdin.end(INITIALIZE + line({ id: 2, method: 'tools/list' }));
  expect(await cli.ended).toBe(0);
  expect(messages(cli).map(({ id }) => id)).toEqual([1, 2]);
});

it('tells people who start it in a terminal what it waits for, and clients nothing', async () => {
  // Debian's `script` gives a program a terminal.
  const command = `"${process.execPath}" "${cliPath}"`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, ...settings(sandbox.url) },
  });
  const shown = await new Promise<string>((resolve) => {
    let text = '';
    terminal.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('notion-rest-mcp help')) {
        resolve(text);
      }
    });
  });
  expect(shown).toContain('waiting for an MCP client to speak');
  terminal.kill();
  const cli = startCli([], settings(sandbox.url));
  cli.child.stdin.end(INITIALIZE);
  expect(await cli.ended).toBe(0);
  expect(cli.stderr()).not.toContain('waiting for an MCP client');
});

describe('when the client leaves in the middle of a call', () => {
  it('ends with code 0 after the client closes standard input', async () => {
    const own = await startHeldNotion();
    const cli = startCli([], settings(own.url));
    cli.child.stdin.write(INITIALIZE + SEARCH);
    await own.arrived;
    cli.child.stdin.end();
    await own.abandoned;
    expect(await cli.ended).toBe(0);
    await own.close();
  });

  it('cancels the request to Notion when asked to', async () => {
    const own = await startHeldNotion();
    const cli = startCli([], settings(own.url));
    cli.child.stdin.write(INITIALIZE + SEARCH);
    await own.arrived;
    cli.child.stdin.write(line({ method: 'notifications/cancelled', params: { requestId: 3 } }));
    await own.abandoned;
    cli.child.stdin.write(line({ id: 5, method: 'ping' }));
    await answered(cli, 5);
    expect(messages(cli).map(({ id }) => id)).toEqual([1, 5]);
    await own.close();
  });

  it('ends when the client is killed', async () => {
    // The client is a process between this test and the program, so that it can die without a word.
    const source = `
      const { spawn } = require('node:child_process');
      const program = spawn(process.execPath, [${JSON.stringify(cliPath)}], { stdio: ['pipe', 'pipe', 'ignore'] });
      program.stdin.write(${JSON.stringify(INITIALIZE + SEARCH)});
      console.log(program.pid);
      setInterval(() => {}, 1000);`;
    const client = spawn(process.execPath, ['-e', source], { env: settings(held.url) });
    const pid = await new Promise<number>((resolve) => {
      client.stdout.once('data', (text: Buffer) => resolve(Number(text)));
    });
    await held.arrived;
    client.kill('SIGKILL');
    await held.abandoned;
    await waitForEnd(pid);
  });
});

/** Resolves when no process has this id. Jest's own time limit ends a wait in vain. */
async function waitForEnd(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
