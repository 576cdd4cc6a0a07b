import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../../src/sandbox/server.js';
import { killAll, startCli, type RunningCli } from '../../support/servers/spawn.js';
import { startSpacesServer } from '../../support/servers/spaces-server.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
});
afterEach(killAll);
afterAll(() => sandbox.close());

interface Workers extends RunningCli {
  readonly url: string;
  readonly healthUrl: string;
}

async function serve(): Promise<Workers> {
  const cli = startCli(['serve', '--workers', '2'], {
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: sandbox.url,
    PORT: '0',
    HEALTH_PORT: '0',
  });
  const [, url = ''] = await cli.stderrMatch(/serving MCP at (http[^\s"]+)/);
  const [, healthUrl = ''] = await cli.stderrMatch(/answering health checks at (http[^\s"]+)/);
  await cli.stderrMatch(/all workers serve/);
  return { ...cli, url, healthUrl };
}

/** A call over a connection of its own. */
async function search(url: string, cursor?: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      connection: 'close',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'notion_search', arguments: { query: '', cursor } },
    }),
  });
  return response.text();
}

/** The numbers of the workers that have logged a call. */
const callers = (cli: RunningCli) =>
  new Set([...cli.stderr().matchAll(/"worker":(\d+).*"msg":"called a tool"/g)].map(([, id]) => id));

/** Each call is refused for its cursor: however many it takes, none uses up the budget of requests to Notion. */
async function callUntil(cli: Workers, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    expect(await search(cli.url, 'not a cursor')).toContain('not a cursor');
  }
}

/** What the health port says once all workers are ready and answer in time. */
async function wholeHealth(url: string): Promise<{ readonly status: string; readonly workers: object }> {
  for (;;) {
    const response = await fetch(`${url}/readyz`);
    const body = (await response.json()) as { readonly status: string; readonly workers: object };
    if (body.status === 'ready') {
      return body;
    }
  }
}

/** The processes that this one has started. */
async function workersOf(cli: RunningCli): Promise<readonly number[]> {
  const pid = cli.child.pid ?? 0;
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('two workers', () => {
  it('both answer calls, survive the death of one, and all stop with the program', async () => {
    const cli = await serve();
    await callUntil(cli, () => callers(cli).size === 2);
    const [first = 0, ...others] = await workersOf(cli);
    expect(others).toHaveLength(1);
    process.kill(first, 'SIGKILL');
    await cli.stderrMatch(/a worker ended; another one replaces it/);
    expect(await search(cli.url)).toContain('notion');
    await callUntil(cli, () => callers(cli).size === 3);
    const { status, workers } = await wholeHealth(cli.healthUrl);
    expect([status, Object.keys(workers)]).toEqual(['ready', expect.arrayContaining(['3'])]);
    const running = await workersOf(cli);
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    expect(running.filter(isRunning)).toEqual([]);
    expect(cli.stderr().match(/without REDIS_URL/g)).toHaveLength(1);
  });

  it('end with their primary, however it ends', async () => {
    const cli = await serve();
    const running = await workersOf(cli);
    cli.child.kill('SIGKILL');
    await cli.ended;
    while (running.some(isRunning)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('serve the spaces of one store, which is made once', async () => {
    const server = await startSpacesServer(sandbox, { WORKERS: '2' });
    await server.cli.stderrMatch(/all workers serve/);
    const key = await server.createKey('--space', 'team-7');
    await server.connect(key, 'team-7');
    for (let call = 0; call < 6; call += 1) {
      const answer = await fetch(`${server.origin}/mcp/team-7`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          authorization: `Bearer ${key}`,
          connection: 'close',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'notion_search', arguments: { query: '' } },
        }),
      });
      const text = await answer.text();
      expect(text).toContain('most recently edited');
      expect(text).not.toContain('"isError":true');
    }
    await server.close();
  });
});

describe('a start that cannot succeed', () => {
  it('is told once, with the exit code of one process', async () => {
    const settings = {
      NOTION_TOKEN: 'ntn_abc',
      NOTION_API_URL: sandbox.url,
      TOOLS: 'notion_serch',
      WORKERS: '2',
    };
    const wrong = startCli(['serve'], settings);
    expect(await wrong.ended).toBe(2);
    expect(wrong.stderr().match(/there is no tool/g)).toHaveLength(1);
    const { port } = new URL(sandbox.url);
    const taken = startCli(['serve'], {
      NOTION_TOKEN: SANDBOX_TOKEN,
      NOTION_API_URL: sandbox.url,
      PORT: port,
      WORKERS: '2',
    });
    expect(await taken.ended).toBe(1);
    expect(taken.stderr().match(/cannot listen on/g)).toHaveLength(1);
  });

  it('ends with 2 when Notion refuses the token', async () => {
    const cli = startCli(['serve', '--workers', '2', '--port', '0'], {
      NOTION_TOKEN: 'ntn_wrong',
      NOTION_API_URL: sandbox.url,
    });
    expect(await cli.ended).toBe(2);
    expect(cli.stderr()).toContain('Notion does not accept NOTION_TOKEN');
  });
});
