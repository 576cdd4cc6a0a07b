import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { callTool } from '../call.js';

/** Milliseconds between two tries of an honest client. */
const TRY_EVERY_MS = 250;
/** Milliseconds that the slow clients are kept up. */
const HELD_MS = 6000;
/** Milliseconds in which what all have said at last is answered. */
const LAST_WORDS_MS = 3000;
/** Milliseconds within which an honest client is answered although the door is crowded. */
const MAX_WAIT_MS = 5000;

function head(
  host: string,
  path: string,
  { authorization, length }: { readonly authorization?: string; readonly length: number },
): string {
  return [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    ...(authorization === undefined ? [] : [`Authorization: Bearer ${authorization}`]),
    `Content-Length: ${length}`,
    '\r\n',
  ].join('\r\n');
}

/**
 * Holds so many connections, each with what `first` says, while an honest space goes on calling; then all say `last` in
 * the same moment, and leave.
 */
async function crowd(
  stage: AttackStage,
  count: number,
  first: (host: string) => string,
  last?: string,
): Promise<string> {
  const { hostname, port, host } = new URL(stage.server.url);
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.once('connect', () => socket.write(first(host)));
    sockets.push(socket);
    if (index % 100 === 99) {
      await delay(5);
    }
  }
  let [calls, slowest] = [0, 0];
  try {
    for (const end = performance.now() + HELD_MS; performance.now() < end; await delay(TRY_EVERY_MS)) {
      const answer = await callTool(stage, stage.tenant, 'notion_search', { query: 'Welcome' });
      holds(!answer.isError, `an honest call ended with ${answer.status}`);
      calls += 1;
      slowest = Math.max(slowest, answer.ms);
    }
    if (last !== undefined) {
      sockets.forEach((socket) => socket.write(last));
      await delay(LAST_WORDS_MS);
    }
  } finally {
    sockets.forEach((socket) => socket.destroy());
  }
  holds(slowest < MAX_WAIT_MS, `an honest call waited ${Math.round(slowest)} ms`);
  return `${calls} honest calls answered, the slowest after ${Math.round(slowest)} ms`;
}

const crowds: readonly Omit<Attack, 'crowdsPublicPort'>[] = [
  {
    name: 'slow clients: 2,500 bodies that never end, to MCP',
    short: true,
    run: (stage) =>
      crowd(stage, 2500, (host) =>
        head(host, '/mcp/space-1', { authorization: 'x'.repeat(40), length: 1000 }),
      ),
  },
  {
    name: 'slow clients: 2,500 bodies that never end, to the token endpoint',
    run: (stage) => crowd(stage, 2500, (host) => head(host, '/oauth/token', { length: 1000 })),
  },
  {
    name: 'slow clients: 2,500 bodies that never end, to webhooks',
    run: (stage) =>
      crowd(stage, 2500, (host) => head(host, '/integrations/notion/webhooks', { length: 1000 })),
  },
  {
    name: 'slow clients: 2,500 headers that never end',
    run: (stage) => crowd(stage, 2500, (host) => `POST /mcp HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `),
  },
  {
    name: 'slow clients: 2,500 headers that end in the same moment',
    run: (stage) =>
      crowd(stage, 2500, (host) => `POST /mcp HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `, '\r\n\r\n'),
  },
  {
    name: 'slow clients: 2,500 headers that turn out to be none',
    run: (stage) => crowd(stage, 2500, (host) => `POST /mcp HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `, '\0\r\n'),
  },
  {
    name: 'slow clients: 2,500 headers that end in the same moment, with a hundred requests behind each',
    run: (stage) =>
      crowd(
        stage,
        2500,
        (host) => `POST /mcp HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `,
        `\r\n\r\n${'GET /x HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(100)}`,
      ),
  },
  {
    name: 'slow clients: 2,500 bodies that end in the same moment, to the token endpoint',
    run: (stage) =>
      crowd(stage, 2500, (host) => head(host, '/oauth/token', { length: 1000 }), 'x'.repeat(1000)),
  },
  {
    name: 'slow clients: 2,500 that say nothing',
    run: (stage) => crowd(stage, 2500, () => ''),
  },
];

export const slowClientAttacks: readonly Attack[] = crowds.map((attack) => ({
  ...attack,
  crowdsPublicPort: true,
}));
