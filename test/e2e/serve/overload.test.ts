import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../../src/sandbox/server.js';
import { startHeldNotion } from '../../support/notion/held-notion.js';
import { closeClients, connectHttp, connectStdio } from '../../support/clients/mcp-clients.js';
import {
  closeRawConnections,
  connectRaw,
  postHead,
  type RawConnection,
} from '../../support/servers/raw-connection.js';
import { cliPath, killAll, startCli, type RunningCli } from '../../support/servers/spawn.js';

const AUTH_TOKEN = 'a-bearer-token-for-tests-of-32-chars';
const KEY = { authorization: `Bearer ${AUTH_TOKEN}` };
/** Bytes, many times what goes from one program to another in the second before the connection is cut. */
const ENDLESS = 4 * 1024 ** 3;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  closeRawConnections();
  await closeClients();
  killAll();
});
afterAll(() => sandbox.close());

async function serve(
  notionUrl: string,
  settings: Record<string, string> = {},
): Promise<RunningCli & { url: string }> {
  const cli = startCli(['serve'], {
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: notionUrl,
    NOTION_REQUESTS_PER_MINUTE: '100000',
    MCP_AUTH_TOKEN: AUTH_TOKEN,
    PORT: '0',
    ...settings,
  });
  const [, url = ''] = await cli.stderrMatch(/serving MCP at (\S+)/);
  return { ...cli, url };
}

const message = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const search = message('tools/call', { name: 'notion_search', arguments: { query: '' } });
const whole = (url: string, body: string) =>
  postHead(url, { ...KEY, 'content-length': String(Buffer.byteLength(body)) }) + body;
const post = (url: string, body: string) =>
  fetch(url, {
    method: 'POST',
    headers: { ...KEY, 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body,
  });
const times = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

/** Sends a piece again and again for as long as the connection takes it; gives how many bytes it took. */
async function pour(client: RawConnection, piece: string): Promise<number> {
  const { socket } = client;
  let poured = 0;
  while (!socket.destroyed && poured < ENDLESS) {
    poured += piece.length;
    if (!socket.write(piece)) {
      const drained = new Promise((resolve) => socket.once('drain', resolve));
      await Promise.race([drained, client.ended]);
    }
  }
  return poured;
}

describe('a normal caller is served', () => {
  const attacks: [string, (url: string) => Promise<unknown>][] = [
    ['a thousand connections say nothing', (url) => times(1000, () => connectRaw(url))],
    [
      'headers come one byte at a time',
      (url) =>
        times(100, async () => {
          const { socket } = await connectRaw(url);
          const head = whole(url, search);
          let sent = 0;
          const timer = setInterval(() => socket.write(head.slice(sent, (sent += 1))), 50);
          socket.once('close', () => clearInterval(timer));
        }),
    ],
    [
      'bodies come one byte at a time',
      (url) =>
        times(100, async () => {
          const { socket } = await connectRaw(url);
          socket.write(postHead(url, { ...KEY, 'content-length': '100000' }));
          const timer = setInterval(() => socket.write(' '), 50);
          socket.once('close', () => clearInterval(timer));
        }),
    ],
    [
      'connections are reset in the middle of requests',
      (url) =>
        times(200, async () => {
          const { socket } = await connectRaw(url);
          socket.write(whole(url, search).slice(0, -5), () => socket.resetAndDestroy());
        }),
    ],
    [
      'clients close their half right after they have asked',
      (url) =>
        times(50, async () => {
          const { socket } = await connectRaw(url);
          socket.end(whole(url, search));
        }),
    ],
    [
      'clients ask for much on one connection and read nothing',
      (url) =>
        times(10, async () => {
          const { socket } = await connectRaw(url);
          socket.pause();
          socket.write(whole(url, message('tools/list')).repeat(200));
        }),
    ],
    [
      'strangers try tokens',
      (url) =>
        times(200, async () => {
          const { socket } = await connectRaw(url);
          const body = search;
          socket.write(
            postHead(url, { authorization: 'Bearer x', 'content-length': String(body.length) }) + body,
          );
        }),
    ],
    [
      'bodies are of the worst shapes',
      (url) =>
        times(20, () =>
          Promise.all(
            ['['.repeat(900_000), `[${'1,'.repeat(400_000)}1]`, '"'.repeat(9)].map((body) => post(url, body)),
          ),
        ),
    ],
  ];

  it.each(attacks)('while %s', async (_name, attack) => {
    const cli = await serve(sandbox.url);
    const client = await connectHttp('v2 modern', cli.url, AUTH_TOKEN);
    await attack(cli.url);
    for (let count = 0; count < 5; count += 1) {
      expect(await client.callTool('notion_search', { query: '' })).toMatchObject({ isError: false });
    }
    expect(cli.stderr()).not.toMatch(/unexpectedly/);
    await client.close();
  });

  it.each([
    ['is wanted', '', '413', KEY],
    ['has no token', '', '401', {}],
    ['goes to the addresses for backends', '/integrations/notion/oauth/start', '40[0-9]|413', KEY],
  ])('while a body without end %s, which is cut', async (_name, path, status, key) => {
    const cli = await serve(sandbox.url);
    const client = await connectHttp('v2 modern', cli.url, AUTH_TOKEN);
    const target = path === '' ? cli.url : cli.url.replace('/mcp', path);
    const attackers = await times(4, () => connectRaw(target));
    const pouring = attackers.map(async (attacker) => {
      attacker.socket.write(postHead(target, { ...key, 'transfer-encoding': 'chunked' }));
      return pour(attacker, `10000\r\n${' '.repeat(0x10000)}\r\n`);
    });
    for (let count = 0; count < 5; count += 1) {
      expect(await client.callTool('notion_search', { query: '' })).toMatchObject({ isError: false });
    }
    await Promise.all(attackers.map(({ ended }) => ended));
    for (const poured of await Promise.all(pouring)) {
      expect(poured).toBeLessThan(ENDLESS);
    }
    expect(attackers[0]?.received()).toMatch(new RegExp(`^(HTTP/1.1 (${status}) |$)`));
    await client.close();
  });
});

describe('more calls than allowed', () => {
  const settings = { MAX_CONCURRENT_CALLS_PER_SPACE: '3', MAX_CONCURRENT_CALLS: '10' };

  it('are answered with the seconds to wait, in words for a model; the running ones finish', async () => {
    const notion = await startHeldNotion();
    const cli = await serve(notion.url, settings);
    const calls = Array.from({ length: 4 }, async () => {
      const answer = await post(cli.url, search);
      expect(answer.status).toBe(200);
      return answer.text();
    });
    // Whichever comes last is answered first: the others are held.
    const refusal = 'Too many tool calls are running.\\nCall again in 2 s.';
    expect(await Promise.race(calls)).toContain(refusal);
    notion.release();
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => answer.includes(refusal))).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('isError'))).toHaveLength(1);
    await cli.stderrMatch(/"outcome":"wait"/);
    await notion.close();
  });

  it('are refused with 429 where they are too many to be read, and health is told all the same', async () => {
    const cli = await serve(sandbox.url, settings);
    const slow = await times(6, async () => {
      const client = await connectRaw(cli.url);
      client.socket.write(postHead(cli.url, { ...KEY, 'content-length': '10' }));
      return client;
    });
    let answer = await post(cli.url, message('ping'));
    while (answer.status === 200) {
      answer = await post(cli.url, message('ping'));
    }
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await answer.json()).toMatchObject({ error: { message: 'Too many requests are running.' } });
    expect((await fetch(cli.url.replace('/mcp', '/healthz'))).status).toBe(200);
    slow.forEach(({ socket }) => socket.destroy());
    while ((await post(cli.url, message('ping'))).status !== 200) {
      // The places are given back when the server has noticed.
    }
  });

  it('come as one batch and are each answered', async () => {
    const notion = await startHeldNotion();
    const cli = await serve(notion.url, settings);
    const calls = Array.from({ length: 20 }, (_, id) => ({ ...(JSON.parse(search) as object), id }));
    // Each takes a place, as if it had come alone.
    expect((await post(cli.url, JSON.stringify(calls))).status).toBe(429);
    const batch = post(cli.url, JSON.stringify(calls.slice(0, 6))).then((answer) => answer.text());
    await notion.arrived;
    notion.release();
    const text = await batch;
    expect(text.match(/"text":"Too many tool calls/g)).toHaveLength(3);
    expect(text.match(/"id":\d+/g)).toHaveLength(6);
    await notion.close();
  });
});

describe('a stop', () => {
  it('does not wait for connections that ask nothing, or do not finish asking', async () => {
    const cli = await serve(sandbox.url);
    const idle = await connectRaw(cli.url);
    const kept = await connectRaw(cli.url);
    kept.socket.write(whole(cli.url, message('ping')));
    await kept.match(/200 OK/);
    const half = await connectRaw(cli.url);
    half.socket.write(postHead(cli.url, { ...KEY, 'content-length': '100' }));
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    await Promise.all([idle, kept, half].map(({ ended }) => ended));
  });

  it('gives a call that Notion does not answer its deadline, and then ends', async () => {
    const notion = await startHeldNotion();
    const cli = await serve(notion.url, { CALL_DEADLINE_SECONDS: '1' });
    const call = post(cli.url, search).then((answer) => answer.text());
    await notion.arrived;
    cli.child.kill('SIGTERM');
    expect(await call).toContain('isError');
    expect(await cli.ended).toBe(0);
    await notion.close();
  });

  it('lets a call over stdio finish', async () => {
    const notion = await startHeldNotion();
    const cli = startCli([], { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: notion.url });
    cli.child.stdin.write(`${search}\n`);
    await notion.arrived;
    cli.child.kill('SIGTERM');
    await cli.stderrMatch(/stopping/);
    notion.release();
    expect(await cli.ended).toBe(0);
    expect(JSON.parse(cli.stdout())).toMatchObject({ id: 1, result: { content: expect.any(Array) } });
    await notion.close();
  });

  it('over stdio needs no time when nothing runs', async () => {
    const client = await connectStdio('v1', {
      command: process.execPath,
      args: [cliPath],
      env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url },
    });
    await client.listTools();
    await client.close();
    const cli = startCli([], { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url });
    cli.child.stdin.write(`${message('ping')}\n`);
    await new Promise((resolve) => cli.child.stdout.once('data', resolve));
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
  });
});
