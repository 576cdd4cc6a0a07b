import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instructionSentences, toolsets } from '../../../src/catalogue.js';
import { prepareTools } from '../../../src/mcp/stdio/prepare-tools.js';
import { servedTools } from '../../../src/app/served-tools.js';
import { singleWorkspace } from '../../../src/connections/workspaces.js';
import { CallLimiter } from '../../../src/mcp/calls/call-limiter.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { Opening } from '../../../src/mcp/stdio/opening.js';
import { serveOverStdio } from '../../../src/mcp/stdio/stdio.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { createToolChooser, type ToolSettings } from '../../../src/toolsets.js';

const VERSION = '1.2.3';
const prepared = prepareTools(VERSION, { toolsets, instructionSentences });
const standard: ToolSettings = { toolsets: ['read'], readOnly: true };

/** All that the full server writes to these messages, of which each request waits for its answer. */
async function fullAnswers(settings: ToolSettings, messages: readonly object[]): Promise<string> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let written = '';
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const createServer = createServerFactory({
    workspacesOf: () => singleWorkspace(() => Promise.reject(new Error('No call is made.'))),
    ...servedTools({ ...settings, extraRequests: 40 }),
    version: VERSION,
    calls: new CallLimiter({ perSpace: 10, overall: 10 }),
    log: silentLog,
    now: () => new Date(0),
    randomText: () => 'boundary',
  });
  const serving = serveOverStdio({ createServer, input, output, log: silentLog, stopped });
  output.setEncoding('utf8');
  for (const message of messages) {
    input.write(`${JSON.stringify(message)}\n`);
    if ('id' in message) {
      do {
        const [text] = (await once(output, 'data')) as [string];
        written += text;
      } while (!written.endsWith('\n'));
    }
  }
  stop();
  await serving;
  return written;
}

function openingOf(settings: ToolSettings): Opening {
  return new Opening(prepared, createToolChooser(prepared.toolsets, settings)({}));
}

/** What is answered in advance, and to how many of the messages. */
function advance(settings: ToolSettings, messages: readonly object[]): { text: string; count: number } {
  const opening = openingOf(settings);
  let text = '';
  for (const [count, message] of messages.entries()) {
    const answer = opening.answer(JSON.stringify(message));
    if (answer === undefined) {
      return { text, count };
    }
    text += answer.text;
  }
  return { text, count: messages.length };
}

const request = (id: unknown, method: string, params?: object) => ({ jsonrpc: '2.0', id, method, params });
const initialize = (changes: object = {}) =>
  request(1, 'initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'sample', version: '1' },
    ...changes,
  });
const INITIALIZED = { jsonrpc: '2.0', method: 'notifications/initialized' };
const envelope = (changes: object = {}) => ({
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'sample', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
    ...changes,
  },
});
const LEGACY = [initialize(), INITIALIZED, request('p', 'ping'), request(2, 'tools/list', {})];
const STATELESS = [request(1, 'server/discover', envelope()), request(2, 'tools/list', envelope())];

describe('what is answered before the tools are loaded', () => {
  const choices: readonly ToolSettings[] = [
    standard,
    { ...standard, readOnly: false },
    { ...standard, toolsets: ['openai'] },
    { ...standard, toolsets: ['openai', 'read'] },
    { ...standard, tools: ['notion_search'] },
    { ...standard, tools: ['notion_list_workspaces'] },
    { ...standard, tools: ['notion_read_page', 'notion_query_database', 'notion_describe_database'] },
    { ...standard, excludeTools: ['notion_search', 'notion_read_page'] },
    {
      toolsets: ['read', 'openai'],
      tools: ['fetch', 'notion_search'],
      excludeTools: ['fetch'],
      readOnly: true,
    },
  ];

  it.each(choices)('is what the full server answers, with %j', async (settings) => {
    for (const messages of [LEGACY, STATELESS, [STATELESS[1] ?? {}]]) {
      const early = advance(settings, messages);
      expect(early.count).toBe(messages.length);
      expect(early.text).toBe(await fullAnswers(settings, messages));
    }
  });

  it.each([...prepared.legacyVersions, '1999-01-01', '2026-07-28', ''])(
    'negotiates %j as the full server does',
    async (protocolVersion) => {
      const messages = [initialize({ protocolVersion }), INITIALIZED, request(2, 'tools/list')];
      expect(advance(standard, messages).text).toBe(await fullAnswers(standard, messages));
    },
  );

  it('takes the capabilities of known clients', async () => {
    for (const capabilities of [
      { roots: {} },
      { roots: { listChanged: true }, sampling: {} },
      { elicitation: {} },
      { elicitation: { form: {}, url: {} } },
    ]) {
      const clientInfo = { name: 'sample', version: '1', title: 'Sample', description: 'A sample' };
      const messages = [initialize({ capabilities, clientInfo }), request(2, 'tools/list')];
      const early = advance(standard, messages);
      expect(early.count).toBe(2);
      expect(early.text).toBe(await fullAnswers(standard, messages));
    }
  });

  it.each<[string, readonly object[]]>([
    ['a call', [request(1, 'tools/call', { name: 'notion_search', arguments: {} })]],
    ['a list before the start', [request(1, 'tools/list')]],
    ['a list from a cursor', [initialize(), request(2, 'tools/list', { cursor: 'x' })]],
    ['a traced list', [initialize(), request(2, 'tools/list', { _meta: { traceparent: '00-1-1-00' } })]],
    ['a second start', [initialize(), { ...initialize(), id: 2 }]],
    ['an id that was used', [initialize(), request(1, 'ping')]],
    ['no id of the protocol', [{ ...initialize(), id: null }]],
    ['a fraction as id', [{ ...initialize(), id: 1.5 }]],
    ['a member too many', [{ ...initialize(), extra: 1 }]],
    ['another JSON-RPC', [{ ...initialize(), jsonrpc: '1.0' }]],
    ['a client without a version', [initialize({ clientInfo: { name: 'sample' } })]],
    ['capabilities that are none', [initialize({ capabilities: { roots: true } })]],
    ['unknown capabilities', [initialize({ capabilities: { tomorrow: {} } })]],
    [
      'an unknown stateless version',
      [request(1, 'tools/list', envelope({ 'io.modelcontextprotocol/protocolVersion': '2027-01-01' }))],
    ],
    ['more in the envelope', [request(1, 'tools/list', envelope({ progressToken: 1 }))]],
    ['the other era after a start', [initialize(), request(2, 'tools/list', envelope())]],
    ['a start in the other era', [STATELESS[1] ?? {}, { ...initialize(), id: 3 }]],
    ['a notification before the start', [INITIALIZED]],
    [
      'a cancellation',
      [initialize(), { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }],
    ],
  ])('is not %s', (_name, messages) => {
    expect(advance(standard, messages).count).toBe(messages.length - 1);
  });

  it('is no text but JSON', () => {
    for (const line of ['', 'rubbish', '[]', 'null', '"text"', '{"jsonrpc":"2.0"}', '{"half":']) {
      expect(openingOf(standard).answer(line)).toBeUndefined();
    }
  });

  it('never differs, whatever a client says of itself', async () => {
    const loose = fc.oneof(fc.constant({}), fc.boolean(), fc.object({ maxDepth: 2 }), fc.string());
    const said = fc.record(
      {
        protocolVersion: fc.oneof(fc.constantFrom(...prepared.legacyVersions), fc.string()),
        capabilities: fc.dictionary(fc.constantFrom('roots', 'sampling', 'elicitation', 'other'), loose, {
          maxKeys: 2,
        }),
        clientInfo: fc.record(
          { name: fc.string(), version: fc.string(), title: loose },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(said, async (params) => {
        const messages = [request(1, 'initialize', params)];
        const early = advance(standard, messages);
        if (early.count === 1) {
          expect(early.text).toBe(await fullAnswers(standard, messages));
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('chooses and refuses tools as the catalogue does', () => {
  for (const settings of [
    { ...standard, tools: ['notion_serch'] },
    { ...standard, toolsets: ['opnai'] },
    { ...standard, excludeTools: prepared.toolsets['read']?.map(({ name }) => name) ?? [] },
  ]) {
    expect(() => openingOf(settings)).toThrow();
    expect(() => servedTools({ ...settings, extraRequests: 40 })).toThrow();
  }
});
