import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { callTool } from '../../../src/mcp/calls/call-tool.js';
import { listTools } from '../../../src/mcp/calls/list-tools.js';
import { plainAnswer } from '../../../src/mcp/calls/plain/plain-answer.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { prepareTools } from '../../../src/mcp/stdio/prepare-tools.js';
import { serveDirectly } from '../../../src/mcp/stdio/serve-directly.js';
import { serveOverStdio } from '../../../src/mcp/stdio/stdio.js';
import { toolsOnDemand } from '../../../src/mcp/stdio/tools-on-demand.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import type { Tool } from '../../../src/tool.js';
import { echo, reporting, serverOptions, structured, waitingTool } from '../../support/sample-tools.js';

const line = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'sample', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const INITIALIZE = line({
  id: 'open',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'sample', version: '1' } },
});
const DISCOVER = line({ id: 'open', method: 'server/discover', params: { _meta: ENVELOPE } });
const call = (id: unknown, name: string, given: object = {}, own: object = {}): string =>
  line({ id, method: 'tools/call', params: { name, arguments: given, ...own } });
const cancel = (requestId: unknown): string =>
  line({ method: 'notifications/cancelled', params: { requestId } });

interface Conversation {
  readonly input: PassThrough;
  readonly written: PassThrough;
  readonly ended: Promise<void>;
  /** What the SDK was given, each time that it was loaded. */
  readonly passedOn: readonly (readonly Buffer[])[];
  /** Tools that were loaded, each time. */
  readonly loaded: readonly string[];
  stop(): void;
}

/** A conversation whose first line is answered already, with the SDK behind it. */
function converse(
  {
    isStateless = false,
    tools = [echo, structured],
  }: { isStateless?: boolean; tools?: readonly Tool[] } = {},
  first: string = isStateless ? DISCOVER : INITIALIZE,
): Conversation {
  const [input, written] = [new PassThrough(), new PassThrough()];
  const options = serverOptions(tools);
  const cards =
    prepareTools(options.version, { toolsets: { read: tools }, instructionSentences: [] }).toolsets['read'] ??
    [];
  const load = async (name: string): Promise<Tool> => {
    loaded.push(name);
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined) {
      throw new Error(`There is no ${name}.`);
    }
    return Promise.resolve(tool);
  };
  const loaded: string[] = [];
  const passedOn: Buffer[][] = [];
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const ended = serveDirectly({
    input,
    opened: {
      isStateless,
      protocolVersion: isStateless ? '2026-07-28' : '2025-11-25',
      lines: 1,
      tools: cards,
      output: written,
    },
    tools: toolsOnDemand(cards, load, options),
    answer: plainAnswer(
      {
        call: (origin, stated, served) => callTool(origin, stated, served, options),
        list: (origin, caller, served) => listTools(origin, caller, served, options),
      },
      options.version,
    ),
    stopped,
    serveRest: (rest) => {
      const seen: Buffer[] = [];
      passedOn.push(seen);
      rest.on('data', (chunk: Buffer) => seen.push(chunk));
      const createServer = createServerFactory(options);
      return serveOverStdio({ createServer, input: rest, output: written, log: silentLog, stopped });
    },
  }).then(() => void written.end());
  input.write(first);
  return { input, written, ended, passedOn, loaded, stop: () => stop() };
}

/** What the SDK alone answers to the same. */
async function sdkAnswers(messages: string): Promise<string[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const served = serveOverStdio({
    createServer: createServerFactory(serverOptions([echo, structured])),
    input,
    output,
    log: silentLog,
    stopped: new Promise(() => {}),
  });
  input.write(messages);
  const answers = await answersIn(output, messages.match(/"id":/g)?.length ?? 0);
  input.end();
  await served;
  return answers.filter((answer) => !answer.includes('"id":"open"'));
}

/** The next lines, in the order of their text: answers need not come in the order of their requests. */
async function answersIn(output: PassThrough, count: number): Promise<string[]> {
  let read = '';
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    read += String(chunk);
    if (read.split('\n').length > count) {
      break;
    }
  }
  return read.split('\n').filter(Boolean).toSorted();
}

const idsIn = (answers: readonly string[]): unknown[] =>
  answers.map((answer) => (JSON.parse(answer) as { readonly id: unknown }).id);

const legacy = [
  call(1, 'sample_echo', { query: 'Grüße 👋' }),
  call('two', 'sample_structured'),
  call(3, 'sample_echo', {}),
  call(4, 'sample_ecko'),
  call(5, 'sample_echo', { query: 'a' }, { _meta: { progressToken: 7 } }),
  call(6, 'sample_structured', { fails: true }),
  line({ id: 7, method: 'ping' }),
  line({ id: 8, method: 'tools/list' }),
];
const stateless = [
  call(1, 'sample_echo', { query: 'Grüße 👋' }, { _meta: ENVELOPE }),
  call('two', 'sample_structured', {}, { _meta: ENVELOPE }),
  call(3, 'sample_ecko', {}, { _meta: ENVELOPE }),
  line({ id: 4, method: 'tools/list', params: { _meta: ENVELOPE } }),
];

describe.each([
  ['2025-11-25', false, INITIALIZE, legacy],
  ['2026-07-28', true, DISCOVER, stateless],
] as const)('a conversation of %s', (_version, isStateless, first, messages) => {
  it('is answered as the SDK answers it, which is not loaded', async () => {
    const conversation = converse({ isStateless });
    conversation.input.write(messages.join(''));
    const answers = await answersIn(conversation.written, messages.length);
    expect(answers).toEqual(await sdkAnswers(first + messages.join('')));
    conversation.input.end();
    await conversation.ended;
    expect(conversation.passedOn).toHaveLength(0);
  });

  it.each([1, 7, 64])('is read in pieces of %d bytes', async (size) => {
    const conversation = converse({ isStateless });
    const sent = Buffer.from(messages.join(''));
    for (let at = 0; at < sent.length; at += size) {
      conversation.input.write(sent.subarray(at, at + size));
    }
    expect(await answersIn(conversation.written, messages.length)).toHaveLength(messages.length);
    conversation.input.end();
    await conversation.ended;
  });
});

it('loads a tool with its first call, and none for a list', async () => {
  const conversation = converse();
  conversation.input.write(line({ id: 1, method: 'tools/list' }));
  await answersIn(conversation.written, 1);
  expect(conversation.loaded).toEqual([]);
  conversation.input.write(call(2, 'sample_echo', { query: 'a' }) + call(3, 'sample_echo', { query: 'b' }));
  await answersIn(conversation.written, 2);
  conversation.input.write(call(4, 'sample_echo', { query: 'c' }));
  await answersIn(conversation.written, 1);
  expect(conversation.loaded).toEqual(['sample_echo']);
  conversation.input.end();
  await conversation.ended;
});

describe('anything else', () => {
  const LONG = call(2, 'sample_echo', { query: 'x'.repeat(1024 * 1024) });

  it.each<readonly [string, string]>([
    ['another method', line({ id: 2, method: 'resources/list' })],
    ['an unknown parameter', call(2, 'sample_echo', { query: 'a' }, { task: {} })],
    ['a request of the other era', call(2, 'sample_echo', { query: 'a' }, { _meta: ENVELOPE })],
    ['a long message', LONG],
  ])('goes to the SDK: %s', async (_what, sent) => {
    const conversation = converse();
    conversation.input.write(call(1, 'sample_structured') + sent);
    const answers = await answersIn(conversation.written, 3);
    expect(new Set(idsIn(answers))).toEqual(new Set([1, 2, 'open']));
    conversation.input.end();
    await conversation.ended;
    // The opening and what was meant for it, without the call that was answered here.
    expect(Buffer.concat(conversation.passedOn[0] ?? []).toString()).toBe(INITIALIZE + sent);
    expect(conversation.passedOn).toHaveLength(1);
  });

  it('is no reason to leave later calls to it', async () => {
    const conversation = converse();
    const other = line({ id: 2, method: 'resources/list' });
    conversation.input.write(other + call(3, 'sample_structured'));
    await answersIn(conversation.written, 3);
    conversation.input.end();
    await conversation.ended;
    expect(Buffer.concat(conversation.passedOn[0] ?? []).toString()).toBe(INITIALIZE + other);
  });
});

describe('a call that reports progress', () => {
  it('does so before its answer, where its client wants it', async () => {
    const conversation = converse({ tools: [reporting] });
    conversation.input.write(call(1, 'sample_report', {}, { _meta: { progressToken: 'p' } }));
    const [first, second, answer] = await answersIn(conversation.written, 3);
    const report = (progress: number): string =>
      `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":${progress},"message":"${progress} rows counted"}}`;
    expect([first, second]).toEqual([report(100), report(250)]);
    expect(answer).toContain('"text":"reported"');
    expect(conversation.passedOn).toHaveLength(0);
    conversation.input.end();
    await conversation.ended;
  });
});

describe('a call that waits', () => {
  it('is cancelled by its client, and not answered', async () => {
    const waiting = waitingTool();
    const conversation = converse({ tools: [waiting.tool, echo] });
    conversation.input.write(call(1, 'sample_wait'));
    await waiting.started;
    conversation.input.write(cancel(1));
    await waiting.cancelled;
    conversation.input.write(call(2, 'sample_echo', { query: 'a' }));
    const answers = await answersIn(conversation.written, 1);
    expect(idsIn(answers)).toEqual([2]);
    expect(conversation.passedOn).toHaveLength(0);
    conversation.input.end();
    await conversation.ended;
  });

  it('is cancelled when its client leaves', async () => {
    const waiting = waitingTool();
    const conversation = converse({ tools: [waiting.tool] });
    conversation.input.write(call(1, 'sample_wait'));
    await waiting.started;
    conversation.input.end();
    await waiting.cancelled;
    await conversation.ended;
    expect(await text(conversation.written)).toBe('');
  });

  it('ends when the program is told to stop', async () => {
    const conversation = converse();
    conversation.stop();
    await conversation.ended;
    expect(await text(conversation.written)).toBe('');
  });
});
