import { afterEach, describe, expect, it } from '@jest/globals';
import { startHttpServer, type RunningHttpServer } from '../../src/mcp/http/http.js';
import { createLog } from '../../src/telemetry/log/create-log.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { createServerFactory, type McpServerOptions } from '../../src/mcp/server.js';
import {
  clientKinds,
  closeClients,
  connectHttp,
  type ClientKind,
  type TestClient,
} from '../support/clients/mcp-clients.js';
import { changed, echo, failing, serverOptions, structured, waitingTool } from '../support/sample-tools.js';

let server: RunningHttpServer | undefined;

afterEach(async () => {
  await closeClients();
  await server?.close();
  server = undefined;
});

async function connect(kind: ClientKind, options: McpServerOptions): Promise<TestClient> {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(options),
    log: silentLog,
    drainMilliseconds: 1000,
  });
  return connectHttp(kind, server.url);
}

describe.each(clientKinds)('a %s client', (kind) => {
  it('reads the instructions and lists the tools without noise', async () => {
    const connected = await connect(kind, serverOptions([echo, failing]));
    expect(connected.instructions).toBe('Use the tools.');
    expect(connected.capabilities).toMatchObject({ tools: { listChanged: false } });
    expect(await connected.listTools()).toEqual([
      {
        name: 'sample_echo',
        title: 'Echo',
        description: 'Answers with its arguments.',
        inputSchema: {
          type: 'object',
          properties: {
            query: { type: 'string', description: 'Words' },
            kind: { type: 'string', enum: ['any', 'page', 'database'], default: 'any', description: 'Kind' },
            limit: {
              type: 'integer',
              minimum: 1,
              default: 10,
              description: 'Items to return, at most 50',
            },
            exact: { type: 'boolean', description: 'Whether exact' },
            columns: { type: 'array', items: { type: 'string' }, description: 'Columns' },
            where: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  property: { type: 'string', description: 'Name' },
                  operator: { type: 'string', description: 'Operator' },
                  value: {
                    anyOf: [
                      { type: 'string' },
                      { type: 'number' },
                      { type: 'array', items: { type: 'string' } },
                    ],
                    description: 'Value',
                  },
                },
                required: ['property', 'operator'],
              },
              description: 'Conditions',
            },
            cursor: { type: 'string', description: 'Cursor from an earlier answer' },
          },
          required: ['query'],
        },
        annotations: {
          readOnlyHint: true,
          destructiveHint: false,
          idempotentHint: true,
          openWorldHint: true,
        },
        _meta: { 'anthropic/maxResultSizeChars': 200_000 },
      },
      expect.objectContaining({ name: 'sample_fail' }),
    ]);
  });

  it('gets an answer', async () => {
    const connected = await connect(kind, serverOptions([echo]));
    expect(await connected.callTool('sample_echo', { query: 'plans', limit: '5' })).toEqual({
      text: '{"query":"plans","kind":"any","limit":5}',
      isError: false,
    });
  });

  it('gets data with its schema, and the same once as text', async () => {
    const connected = await connect(kind, serverOptions([structured]));
    expect((await connected.listTools())[0]?.['outputSchema']).toEqual({
      type: 'object',
      properties: {
        results: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: { type: 'string', description: 'Id' } },
            required: ['id'],
          },
          description: 'Results',
        },
        complete: { type: 'boolean', description: 'Whether complete' },
      },
      required: ['results'],
    });
    expect(await connected.callTool('sample_structured')).toEqual({
      text: '{"results":[{"id":"a"}]}',
      structured: { results: [{ id: 'a' }] },
      isError: false,
    });
    expect(await connected.callTool('sample_structured', { fails: true })).toEqual({
      text: 'fails: It was to fail.\nDo not ask for it.',
      isError: true,
    });
  });

  it('gets data beside a text, with the text in it, and no schema', async () => {
    const connected = await connect(kind, serverOptions([changed]));
    expect((await connected.listTools())[0]).not.toHaveProperty('outputSchema');
    expect(await connected.callTool('sample_changed')).toEqual({
      text: 'It is changed.',
      structured: {
        change: '0123456789abcdef',
        objects: [{ action: 'create', id: 'a' }],
        answer: 'It is changed.',
      },
      isError: false,
    });
  });

  it('is told which arguments to change', async () => {
    const connected = await connect(kind, serverOptions([echo]));
    expect(await connected.callTool('sample_echo', { limit: -1 })).toEqual({
      text: 'sample_echo was not run:\nquery is missing; it accepts text, at most 20 characters.\nlimit accepts a whole number from 1 to 50; got -1.',
      isError: true,
    });
  });

  it('is told what a tool found wrong, where, and what to do', async () => {
    const connected = await connect(kind, serverOptions([failing]));
    expect(await connected.callTool('sample_fail', { how: 'input' })).toEqual({
      text: 'where[0].property: There is no column "Statsu".\nUse Status.',
      isError: true,
    });
    expect(await connected.callTool('sample_fail', { how: 'report' })).toEqual({
      text: 'Notion answered strangely.\nReport it.',
      isError: true,
    });
  });

  it('gets a reference, and nothing else, of a failure nobody expected', async () => {
    const lines: string[] = [];
    const log = createLog({ write: (line) => lines.push(line) }, 'error', () => new Date(0));
    const connected = await connect(kind, serverOptions([failing], log));
    for (const how of ['bug', 'string']) {
      expect(await connected.callTool('sample_fail', { how })).toEqual({
        text: 'The server failed unexpectedly while it ran sample_fail.\nCall again; if it fails again, report the reference c0ffee42 to the operator of the server.',
        isError: true,
      });
    }
    await log.written();
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        level: 'error',
        time: '1970-01-01T00:00:00.000Z',
        reference: 'c0ffee42',
        tool: 'sample_fail',
        error: 'TypeError < RangeError',
        stack: expect.stringMatching(/^at .*sample-tools\.ts/),
        msg: 'a tool failed unexpectedly',
      },
      expect.objectContaining({ error: 'string' }),
    ]);
    expect(lines.join('')).not.toContain('secret');
  });

  it('hears of an unknown tool as a protocol error that names the nearest', async () => {
    const connected = await connect(kind, serverOptions([echo]));
    await expect(connected.callTool('sample_ecco')).rejects.toThrow(/Did you mean sample_echo\?/);
  });

  it('cancels the running call', async () => {
    const waiting = waitingTool();
    const connected = await connect(kind, serverOptions([waiting.tool]));
    const controller = new AbortController();
    const call = connected.callTool('sample_wait', {}, controller.signal);
    const rejected = expect(call).rejects.toThrow();
    await waiting.started;
    controller.abort();
    await rejected;
    if (kind === 'v2 modern') {
      await waiting.cancelled;
    } else {
      // These clients post a notification, which no stateless server can match to the request, and keep the connection.
      await connected.close();
      await waiting.cancelled;
    }
  });
});
