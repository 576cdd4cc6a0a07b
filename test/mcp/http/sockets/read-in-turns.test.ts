import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readInTurns } from '../../../../src/mcp/http/sockets/read-in-turns.js';
import { until } from '../../../harness/processes/until.js';
import {
  closeRawConnections,
  connectRaw,
  postHead,
  type RawConnection,
} from '../../../support/servers/raw-connection.js';

const servers: Server[] = [];
afterEach(() => {
  closeRawConnections();
  servers.splice(0).forEach((server) => server.close());
});

/** A server whose turns are given one by one. */
async function start(listener: RequestListener) {
  const tasks: (() => void)[] = [];
  const sockets: Socket[] = [];
  const server = createServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.push(socket);
    readInTurns(socket, { run: (task) => void tasks.push(task) }, () => false);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    sockets,
    tasks,
    /** Waits until somebody wants a turn, and gives it. */
    turn: async () => {
      await until(() => tasks.length > 0, { withinMs: 60_000 });
      tasks.shift()?.();
    },
  };
}

const SHORT = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

describe('what a connection has sent', () => {
  it('is run when its turn has come', async () => {
    let requests = 0;
    const { url, tasks, turn } = await start((_request, response) => {
      requests += 1;
      response.end('done');
    });
    const client = await connectRaw(url);
    client.socket.write(SHORT);
    await until(() => tasks.length === 1, { withinMs: 60_000 });
    expect(requests).toBe(0);
    await turn();
    await client.match(/done/);
    expect([requests, tasks]).toEqual([1, []]);
  });

  it('takes one place among the others at a time, however many requests it holds', async () => {
    let requests = 0;
    const { url, tasks, turn } = await start((_request, response) => {
      requests += 1;
      response.end();
    });
    const [crowding, other] = [await connectRaw(url), await connectRaw(url)];
    crowding.socket.write(SHORT.repeat(5000));
    await until(() => tasks.length === 1, { withinMs: 60_000 });
    other.socket.write(SHORT);
    await until(() => tasks.length === 2, { withinMs: 60_000 });
    await turn();
    const before = requests;
    expect(before).toBeLessThan(700);
    await turn();
    await other.match(/200 OK/);
    expect(requests).toBe(before + 1);
    const isOver = (): boolean => requests === 5001;
    for (let turns = 1; !isOver(); turns += 1) {
      expect(turns).toBeLessThan(100);
      await turn();
    }
  });

  it('arrives whole and in order, in whatever pieces', async () => {
    const text = Array.from({ length: 20_000 }, (_, index) => index).join();
    const got: Promise<Buffer>[] = [];
    const { url, tasks } = await start((request, response) => {
      got.push(buffer(request).finally(() => response.end('got it')));
    });
    const client = await connectRaw(url);
    client.socket.write(postHead(url, { 'content-length': String(text.length) }) + text);
    const isOver = (): boolean => client.received().includes('got it');
    while (!isOver()) {
      expect(await until(() => isOver() || tasks.length > 0, { withinMs: 60_000 })).toBe(true);
      tasks.shift()?.();
    }
    expect((await Promise.all(got)).map(String)).toEqual([text]);
  });
});

describe('a client', () => {
  it('that ends its side after a request is answered: the end waits as well', async () => {
    const { url, tasks, turn } = await start((_request, response) => response.end('done'));
    const client = await connectRaw(url);
    client.socket.end(SHORT);
    await until(() => tasks.length === 1, { withinMs: 60_000 });
    // The end has arrived by now, whatever comes of it.
    for (let round = 0; round < 20; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await turn();
    await client.match(/done/);
  });

  it('that is gone before its turn is not run', async () => {
    let requests = 0;
    const { url, tasks, sockets, turn } = await start(() => (requests += 1));
    const client = await connectRaw(url);
    client.socket.write(SHORT);
    await until(() => tasks.length === 1, { withinMs: 60_000 });
    const [socket] = sockets;
    socket?.destroy();
    await until(() => socket?.closed === true, { withinMs: 60_000 });
    await turn();
    expect(requests).toBe(0);
  });

  it('that asks and does not read is not read either', async () => {
    let requests = 0;
    const { url, tasks, turn } = await start((_request, response) => {
      requests += 1;
      response.end('x'.repeat(1_000_000));
    });
    const client: RawConnection = await connectRaw(url);
    client.socket.pause();
    client.socket.write(SHORT.repeat(5000));
    await turn();
    // The answers to the first piece fill what the system takes; the rest of what was asked stays where it is.
    await new Promise((resolve) => setImmediate(resolve));
    expect([requests < 700, tasks]).toEqual([true, []]);
  });

  it('whose request asks for more while a piece waits still waits with one piece only', async () => {
    const requests: IncomingMessage[] = [];
    const { url, tasks, sockets, turn } = await start((request) => void requests.push(request));
    const client = await connectRaw(url);
    const size = 400_000;
    client.socket.write(postHead(url, { 'content-length': String(size) }) + 'x'.repeat(1000));
    await turn();
    client.socket.write('y'.repeat(size - 1000));
    await until(() => tasks.length > 0, { withinMs: 60_000 });
    // Node reads on when the reader of a body, or the end of an answer, asks it to.
    for (let round = 0; round < 50; round += 1) {
      requests[0]?.resume();
      sockets[0]?.resume();
      await new Promise((resolve) => setImmediate(resolve));
      expect(tasks.length).toBeLessThan(2);
    }
    expect(sockets[0]?.readableLength).toBeLessThan(300_000);
  });
});
