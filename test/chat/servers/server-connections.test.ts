import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import type { ChatServer } from '../../../src/chat/servers/chat-server.js';
import { ServerConnections } from '../../../src/chat/servers/server-connections.js';
import { ask, doneOf, modelOf, only } from '../support/ask.js';
import { sampleServer } from '../support/sample-server.js';
import { ScriptedModel } from '../support/scripted-model.js';

const signal = new AbortController().signal;
let connections: ServerConnections;
/** Timers that have been started, and are run by hand. */
const timers = new Set<() => void>();

const setTimer = (run: () => void): (() => void) => {
  timers.add(run);
  return () => void timers.delete(run);
};

beforeEach(() => {
  timers.clear();
  connections = new ServerConnections({ setTimer });
});
afterEach(() => connections.closeAll());

/** Gives up soon: for what never comes. */
async function withHasty<Result>(
  work: (hasty: ServerConnections) => Promise<Result>,
  openTimeoutMs = 100,
): Promise<Result> {
  const hasty = new ServerConnections({ openTimeoutMs, setTimer });
  try {
    return await work(hasty);
  } finally {
    await hasty.closeAll();
  }
}

const echo = (name = 'echo') =>
  sampleServer(name, [{ name: 'say', run: ({ text }) => `said ${String(text)}` }]);

/** Connects, and never says a word. */
const silent: ChatServer = {
  name: 'silent',
  key: 'silent',
  transport: async () => {
    const [client, other] = InMemoryTransport.createLinkedPair();
    await other.start();
    return client;
  },
};

it('opens a connection once, and keeps it between questions', async () => {
  const server = echo();
  const [first, second] = await Promise.all([
    connections.tools(server, signal),
    connections.tools(server, signal),
  ]);
  expect(first).toEqual(second);
  expect(first).toMatchObject([{ name: 'say', isReadOnly: true, hasDryRun: false }]);
  expect(await connections.call(server, 'say', { text: 'hello' }, signal)).toEqual({
    text: 'said hello',
    failed: false,
  });
  expect(server.opened).toBe(1);
});

it('closes a connection that nobody uses, and opens it again', async () => {
  const server = echo();
  await connections.tools(server, signal);
  expect([connections.size, timers.size]).toEqual([1, 1]);
  timers.forEach((run) => run());
  expect(connections.size).toBe(0);
  await connections.tools(server, signal);
  expect(server.opened).toBe(2);
});

it('opens a connection again that the server has ended', async () => {
  const server = echo();
  await connections.tools(server, signal);
  await server.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(connections.size).toBe(0);
  expect(await connections.call(server, 'say', { text: 'again' }, signal)).toMatchObject({ failed: false });
});

it('leaves alone the connection that has taken the place of one that died in a call', async () => {
  const server = sampleServer('fragile', [
    { name: 'wait', run: () => new Promise<string>(() => {}) },
    { name: 'say', run: () => 'here' },
  ]);
  await connections.tools(server, signal);
  const dying = connections.call(server, 'wait', {}, signal);
  await new Promise((resolve) => setImmediate(resolve));
  await server.end();
  await expect(dying).rejects.toMatchObject({ reason: 'unreachable' });
  expect(timers.size).toBe(0);
  const waiting = connections.call(server, 'wait', {}, signal).catch(() => 'ended');
  timers.forEach((run) => run());
  expect(await connections.call(server, 'say', {}, signal)).toMatchObject({ text: 'here' });
  expect([server.opened, connections.size]).toEqual([2, 1]);
  await connections.closeAll();
  expect(await waiting).toBe('ended');
});

it('makes room by closing what nobody uses, and opens no more where all are in use', async () => {
  const few = new ServerConnections({ maxConnections: 2, setTimer: () => () => {} });
  const busy = sampleServer('busy', [{ name: 'wait', run: () => new Promise<string>(() => {}) }]);
  const leaving = new AbortController();
  const waiting = few.call(busy, 'wait', {}, leaving.signal).catch(() => 'left');
  const [first, second] = [echo('first'), echo('second')];
  await few.tools(first, signal);
  await few.tools(second, signal);
  expect(few.size).toBe(2);
  await few.tools(first, signal);
  expect([busy.opened, first.opened, second.opened]).toEqual([1, 2, 1]);
  const held = [few.call(sampleServer('other', []), 'wait', {}, leaving.signal).catch(() => 'left')];
  await expect(few.tools(second, signal)).rejects.toMatchObject({ reason: 'busy' });
  leaving.abort();
  expect(await Promise.all([waiting, ...held])).toEqual(['left', 'left']);
  expect(await few.tools(second, signal)).toMatchObject([{ name: 'say' }]);
  await few.closeAll();
});

it('closes a connection whose callers have all left while it was opened', async () => {
  let open = (): void => {};
  const server = echo('slow');
  const slow: ChatServer = {
    ...server,
    transport: (given) =>
      new Promise((resolve) => {
        open = () => resolve(server.transport(given));
      }),
  };
  const leaving = new AbortController();
  const waiting = connections.tools(slow, leaving.signal);
  await new Promise((resolve) => setImmediate(resolve));
  leaving.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
  open();
  expect(timers.size).toBe(1);
  timers.forEach((run) => run());
  expect(connections.size).toBe(0);
});

it('waits at shutdown for none that is being opened', async () => {
  const patient = new ServerConnections({ setTimer: () => () => {} });
  const hung: ChatServer = { name: 'hung', key: 'hung', transport: () => new Promise(() => {}) };
  const waiting = patient.tools(hung, signal);
  const told = expect(waiting).rejects.toMatchObject({ reason: 'unreachable' });
  await new Promise((resolve) => setImmediate(resolve));
  await patient.closeAll();
  await told;
});

it('closes all at shutdown, and opens none after it', async () => {
  const servers = [echo('a'), echo('b')];
  await Promise.all(servers.map((server) => connections.tools(server, signal)));
  await connections.closeAll();
  expect([connections.size, timers.size]).toEqual([0, 0]);
  await expect(connections.tools(echo('c'), signal)).rejects.toMatchObject({ reason: 'unreachable' });
});

it('keeps the connections of people apart by their keys', async () => {
  const mine = { ...echo('notion'), key: 'person-1 notion' };
  const yours = { ...echo('notion'), key: 'person-2 notion' };
  await Promise.all([connections.tools(mine, signal), connections.tools(yours, signal)]);
  expect(connections.size).toBe(2);
});

it.each<[string, ChatServer, string]>([
  ['does not answer', silent, 'late'],
  ['never connects', { name: 'hung', key: 'hung', transport: () => new Promise(() => {}) }, 'late'],
  [
    'cannot be started',
    { name: 'gone', key: 'gone', transport: () => Promise.reject(new Error('ENOENT')) },
    'unreachable',
  ],
])('gives up a server that %s, and tries again next time', async (_name, server, reason) => {
  await withHasty(async (hasty) => {
    await expect(hasty.tools(server, signal)).rejects.toMatchObject({ name: 'ServerFailure', reason });
    expect(hasty.size).toBe(0);
  });
});

it('gives up a call at its deadline, and goes on with others', async () => {
  const server = sampleServer('slow', [
    { name: 'wait', run: () => new Promise<string>(() => {}) },
    { name: 'quick', run: () => 'here' },
  ]);
  // Opened without a deadline, that none but the call is late.
  const slow = new ServerConnections({ callTimeoutMs: 1000, setTimer });
  await expect(slow.call(server, 'wait', {}, signal)).rejects.toMatchObject({ reason: 'late' });
  expect(await slow.call(server, 'quick', {}, signal)).toMatchObject({ text: 'here' });
  expect(server.opened).toBe(1);
  await slow.closeAll();
});

it('closes a transport that comes after its time', async () => {
  let closed = false;
  let come = (): void => {};
  const late: ChatServer = {
    name: 'late',
    key: 'late',
    transport: () =>
      new Promise((resolve) => {
        const [client] = InMemoryTransport.createLinkedPair();
        client.close = async () => {
          closed = true;
        };
        come = () => resolve(client);
      }),
  };
  await withHasty((hasty) =>
    expect(hasty.tools(late, signal)).rejects.toMatchObject({ name: 'ServerFailure', reason: 'late' }),
  );
  expect(closed).toBe(false);
  come();
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(true);
});

it('lets a caller leave that waits for a server others wait for as well', async () => {
  const leaving = new AbortController();
  const waiting = connections.tools(silent, leaving.signal);
  leaving.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
});

it('tells the model what the server says of a failed call', async () => {
  const server = sampleServer('x', [
    { name: 'fail', run: () => ({ content: [{ type: 'text', text: 'no such row' }], isError: true }) },
    { name: 'large', run: () => 'y'.repeat(50_000) },
    {
      name: 'image',
      run: () => ({ content: [{ type: 'image', data: 'AAAA', mimeType: 'image/png' }] }),
    },
  ]);
  expect(await connections.call(server, 'fail', {}, signal)).toEqual({ text: 'no such row', failed: true });
  expect(await connections.call(server, 'missing', {}, signal)).toMatchObject({ failed: true });
  expect((await connections.call(server, 'large', {}, signal)).text).toMatch(
    /^y{40000}\n\[cut: 10000 more characters\]$/,
  );
  expect(await connections.call(server, 'image', {}, signal)).toEqual({ text: '[image]', failed: false });
});

it('reads what is embedded, and says what it leaves out', async () => {
  const server = sampleServer('x', [
    {
      name: 'embedded',
      run: () => ({
        content: [
          { type: 'resource', resource: { uri: 'file:///a.txt', text: 'in the file' } },
          { type: 'resource', resource: { uri: 'file:///b.png', blob: 'AAAA' } },
          { type: 'resource_link', uri: 'file:///c.txt', name: 'c' },
        ],
      }),
    },
    {
      name: 'many',
      run: () => ({ content: Array.from({ length: 2500 }, () => ({ type: 'text' as const, text: 'x' })) }),
    },
  ]);
  expect((await connections.call(server, 'embedded', {}, signal)).text).toBe(
    'in the file\n[resource: file:///b.png]\n[resource_link: file:///c.txt]',
  );
  expect((await connections.call(server, 'many', {}, signal)).text).toMatch(
    /^(?:x\n){2000}\[cut: 500 more parts\]$/,
  );
});

it('ends a server that sends without end, also while it opens', async () => {
  for (const isOpen of [true, false]) {
    const closed = new AbortController();
    const flooding: ChatServer = {
      name: 'flood',
      key: `flood ${isOpen}`,
      transport: async () => {
        const [client, other] = InMemoryTransport.createLinkedPair();
        const flood = async (): Promise<void> => {
          while (!closed.signal.aborted) {
            await other.send({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
            await new Promise((resolve) => setImmediate(resolve));
            for (let sent = 0; sent < 1000 && !closed.signal.aborted; sent += 1) {
              await other.send({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
            }
          }
        };
        Object.assign(other, {
          onclose: () => closed.abort(),
          onmessage: ({ id, method }: { id?: number; method?: string }) => {
            if (method === 'initialize' && isOpen) {
              const serverInfo = { name: 'flood', version: '1' };
              const result = { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo };
              void other.send({ jsonrpc: '2.0', id: id ?? 0, result });
            }
            if (method !== 'notifications/initialized') {
              flood().catch(() => {});
            }
          },
        });
        await other.start();
        return client;
      },
    };
    await expect(connections.tools(flooding, signal)).rejects.toMatchObject({ reason: 'unreachable' });
    expect([connections.size, closed.signal.aborted]).toEqual([0, true]);
  }
});

it('leaves out the servers that fail, says so, and answers with the others', async () => {
  const scripted = await ScriptedModel.start();
  try {
    scripted.next({ calls: [{ name: 'say', arguments: { text: 'hi' } }] }, { text: 'It said hi.' });
    const model = await modelOf(scripted);
    const events = await withHasty(
      (hasty) => ask({ question: 'say hi', servers: [silent, echo()] }, { model, connections: hasty }),
      2000,
    );
    expect(only('server-left-out', events)).toEqual([
      { type: 'server-left-out', server: 'silent', reason: 'It did not answer in time.' },
    ]);
    expect(doneOf(events)).toMatchObject({ response: 'It said hi.', serversUsed: ['echo'] });
  } finally {
    await scripted.close();
  }
});
