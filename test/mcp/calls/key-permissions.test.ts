import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Caller, KeyCaller } from '../../../src/access/caller.js';
import { parseSpaceId } from '../../../src/ids.js';
import { AuthenticationThrottle } from '../../../src/http/limits/authentication-throttle.js';
import { auditedReads } from '../../../src/mcp/calls/audit/audited-reads.js';
import { callBudget } from '../../../src/mcp/calls/call-budget.js';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { permittedTools } from '../../../src/mcp/calls/permitted-tools.js';
import { createServerFactory, type McpServerOptions } from '../../../src/mcp/server.js';
import { spaceGuard } from '../../../src/mcp/http/guards/space-guard.js';
import type { AuditEntry } from '../../../src/audit/audit-log.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { defineTool, readOnly } from '../../../src/tool.js';
import {
  clientKinds,
  closeClients,
  connectHttp,
  type TestClient,
} from '../../support/clients/mcp-clients.js';
import { echo, failing, serverOptions } from '../../support/sample-tools.js';

/** Changes something. */
let written = 0;
const write = defineTool({
  name: 'sample_write',
  title: 'Write',
  description: 'Writes.',
  input: z.object({}),
  annotations: { ...readOnly, readOnlyHint: false },
  run: () => {
    written += 1;
    return Promise.resolve('written');
  },
});
const tools = [echo, failing, write];
const key: KeyCaller = {
  kind: 'key',
  id: '0123456789ab',
  spaces: parseSpaceId('red') ?? 'all',
  scopes: ['read', 'write'],
  tools: undefined,
  daily: { calls: null, characters: null },
};

let server: RunningHttpServer | undefined;

afterEach(async () => {
  await closeClients();
  await server?.close();
  server = undefined;
  written = 0;
});

async function connect(
  kind: (typeof clientKinds)[number],
  caller: Caller,
  more: Partial<McpServerOptions> = {},
): Promise<TestClient> {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    authenticate: spaceGuard(
      () => Promise.resolve(caller),
      {
        metadataUrl: 'https://mcp.example.com/.well-known/oauth-protected-resource',
        scope: 'notion:read',
      },
      new AuthenticationThrottle({ log: silentLog }),
    ),
    createServer: createServerFactory({ ...serverOptions(tools), ...more }),
    log: silentLog,
    drainMilliseconds: 1000,
  });
  return connectHttp(kind, server.url, 'any');
}

const names = async (client: TestClient): Promise<unknown[]> =>
  (await client.listTools()).map(({ name }) => name);

describe.each(clientKinds)('the key of a %s client', (kind) => {
  it('without limits is shown every tool and may call it', async () => {
    const client = await connect(kind, key);
    expect(await names(client)).toEqual(['sample_echo', 'sample_fail', 'sample_write']);
    expect(await client.callTool('sample_write')).toEqual({ text: 'written', isError: false });
  });

  it('that only reads is shown no tool that changes something, and is refused it', async () => {
    const client = await connect(kind, { ...key, scopes: ['read'] });
    expect(await names(client)).toEqual(['sample_echo', 'sample_fail']);
    const answer = await client.callTool('sample_write');
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(
      /^sample_write was not run: this caller is not allowed to use it\.\nIt may call sample_echo, sample_fail\./,
    );
    expect(written).toBe(0);
  });

  it('that is kept to tools is shown these, and is refused the others', async () => {
    const client = await connect(kind, { ...key, tools: ['sample_echo', 'sample_gone'] });
    expect(await names(client)).toEqual(['sample_echo']);
    expect(await client.callTool('sample_echo', { query: 'x' })).toMatchObject({ isError: false });
    expect((await client.callTool('sample_write')).text).toContain('It may call sample_echo.');
    expect((await client.callTool('sample_fail', { how: 'input' })).text).toContain('not allowed');
    expect(written).toBe(0);
  });

  it('that is kept to no tool at all may call none', async () => {
    const client = await connect(kind, { ...key, tools: [] });
    expect(await names(client)).toEqual([]);
    expect((await client.callTool('sample_echo', { query: 'x' })).text).toContain('It may call none.');
  });

  it('whose budget is used up is told until when, and nothing runs', async () => {
    const begun: string[] = [];
    const budget = callBudget(
      {
        begin: (id, daily) => {
          begun.push(`${id} ${daily.calls}`);
          return Promise.resolve(begun.length > 1 ? 'calls' : { end: () => undefined });
        },
      },
      () => new Date('2026-11-29T22:30:00.000Z'),
    );
    const client = await connect(kind, { ...key, daily: { calls: 1, characters: null } }, { budget });
    await client.callTool('sample_write');
    const answer = await client.callTool('sample_write');
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(
      /^This key's daily budget is used up \(calls\)\. It resets at 00:00 UTC, in 1 h 30 min\.\n/,
    );
    expect(written).toBe(1);
    expect(begun).toEqual(['0123456789ab 1', '0123456789ab 1']);
  });
});

describe('an app', () => {
  it('is shown no tool that changes something unless its person has allowed that', async () => {
    const app = { kind: 'app', clientId: 'c', spaceId: parseSpaceId('red'), scopes: ['notion:read'] };
    const client = await connect('v2 modern', app as unknown as Caller);
    expect(await names(client)).toEqual(['sample_echo', 'sample_fail']);
    expect((await client.callTool('sample_write')).isError).toBe(true);
  });
});

describe('a budget', () => {
  it('is told the characters of each answer, and of none where a call fails', async () => {
    const ended: number[] = [];
    const budget = callBudget(
      { begin: () => Promise.resolve({ end: (characters) => ended.push(characters) }) },
      () => new Date(),
    );
    const caller = { token: '', clientId: 'k', scopes: [], extra: { kind: 'key', daily: key.daily } };
    await budget.run(caller, () => Promise.resolve({ text: 'seven!!', outcome: 'ok', requestCount: 0 }));
    // An image counts as the text that costs a model as much, however many bytes it has.
    const image = { bytes: new Uint8Array(600_000), mime: 'image/png', width: 1500, height: 1000 };
    await budget.run(caller, () =>
      Promise.resolve({ text: 'seven!!', image, outcome: 'ok', requestCount: 0 }),
    );
    await expect(budget.run(caller, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(ended).toEqual([7, 8007, 0]);
  });

  it('is not lost where what the guard has fixed cannot be read', async () => {
    const budget = callBudget({ begin: () => Promise.reject(new Error('not asked')) }, () => new Date());
    const caller = { token: '', clientId: 'k', scopes: [], extra: { kind: 'key' } };
    const call = (): Promise<never> => Promise.reject(new Error('ran'));
    await expect(budget.run(caller, call)).rejects.toThrow(/invalid/i);
  });
});

describe('what is permitted', () => {
  it('is all that is served where nobody is authenticated', () => {
    expect(permittedTools(undefined, tools)).toEqual(tools);
  });

  it('throws where the tools of a key cannot be read', () => {
    const caller = { token: '', clientId: 'k', scopes: ['notion:read'], extra: { tools: 'all' } };
    expect(() => permittedTools(caller, tools)).toThrow('cannot be read');
  });
});

describe('audited reads', () => {
  const ID = '0fcfb079ef8f440a887810524fe8ca0e';
  const record = (given: unknown): AuditEntry | undefined => {
    const entries: AuditEntry[] = [];
    auditedReads({ record: (entry) => entries.push(entry), recordAggregated: () => {} })({
      caller: {
        token: '',
        clientId: '0123456789ab',
        scopes: [],
        extra: { kind: 'key', spaceId: 'red' },
      },
      tool: 'notion_read_page',
      arguments: given,
      outcome: 'ok',
    });
    return entries[0];
  };

  it.each([
    [{ page: `https://www.notion.so/Secret-title-${ID}` }, 'page 0fcfb079-ef8f-440a-8878-10524fe8ca0e'],
    [{ database: ID }, 'database 0fcfb079-ef8f-440a-8878-10524fe8ca0e'],
    [{ database: 'Salaries' }, undefined],
    [{ query: 'Salaries', page: 7 }, undefined],
    [{ page: 'a'.repeat(100_000) }, undefined],
    [undefined, undefined],
    ['page', undefined],
  ])('tell of %j no more than an id', (given, object) => {
    const entry = record(given);
    expect(entry).toEqual({
      actor: 'key 0123456789ab',
      action: 'page.read',
      object,
      space: 'red',
      outcome: 'done',
      details: { tool: 'notion_read_page' },
    });
    expect(JSON.stringify(entry)).not.toMatch(/Secret|Salaries/);
  });
});
