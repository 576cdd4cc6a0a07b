import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FetchRefusedError } from '../../../src/http/fetch/bounded-response.js';
import { guardedFetch } from '../../../src/http/fetch/guarded-fetch.js';
import { dnsResolver } from '../../../src/http/fetch/dns-resolver.js';
import { httpFetch } from '../../../src/notion/client/http-fetch.js';

const sockets: Socket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));

/** A name server that answers as told, or not at all; and the names it was asked for, in their order. */
async function nameServer(answer?: (name: string, type: number) => readonly number[] | undefined) {
  const socket = createSocket('udp4');
  sockets.push(socket);
  const asked: string[] = [];
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    const data = answer?.(name, type);
    if (data !== undefined) {
      socket.send(replyTo(query.subarray(0, end), type, data), port, address);
    }
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { server: `127.0.0.1:${socket.address().port}`, asked, socket };
}

/** RFC 1035 §4.1.2: the labels of the name, then type and class. */
function questionOf(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let offset = 12;
  for (let length = query[offset] ?? 0; length > 0; length = query[offset] ?? 0) {
    labels.push(query.toString('latin1', offset + 1, offset + 1 + length));
    offset += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(offset + 1), end: offset + 5 };
}

/** RFC 1035 §4.1.3: the question again, and one record if there is data. */
function replyTo(question: Buffer, type: number, data: readonly number[]): Buffer {
  const head = Buffer.from(question);
  // An answer, recursion available, one question, no additional records.
  head.writeUInt16BE(0x81_80, 2);
  head.writeUInt16BE(data.length === 0 ? 0 : 1, 6);
  head.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length, ...data]);
  return data.length === 0 ? head : Buffer.concat([head, record]);
}

describe('nameResolver', () => {
  it('gives all addresses of a name, IPv4 first', async () => {
    const v6 = [0x2a, 0, 0x14, 0x50, ...Array.from({ length: 11 }, () => 0), 7];
    const { server } = await nameServer((_name, type) => (type === 1 ? [93, 184, 215, 14] : v6));
    expect(await dnsResolver([server])('app.example', new AbortController().signal)).toEqual([
      '93.184.215.14',
      '2a00:1450::7',
    ]);
  });

  it('gives what there is where a name has addresses of one kind only', async () => {
    const { server } = await nameServer((_name, type) => (type === 1 ? [93, 184, 215, 14] : []));
    expect(await dnsResolver([server])('app.example', new AbortController().signal)).toEqual([
      '93.184.215.14',
    ]);
  });

  it('stops asking when it is told to', async () => {
    const { server, socket } = await nameServer();
    const patience = new AbortController();
    const resolving = dnsResolver([server])('dead.example', patience.signal);
    await once(socket, 'message');
    patience.abort(new Error('gave up'));
    await expect(resolving).rejects.toThrow('gave up');
  });
});

describe('a name server that never answers', () => {
  it('does not keep this process from reaching Notion by name, whatever strangers look up meanwhile', async () => {
    const { server, asked, socket } = await nameServer();
    const notion = createServer((_request, response) => response.end('{"object":"user"}'));
    notion.listen(0, 'localhost');
    await once(notion, 'listening');
    const fetch = guardedFetch({ resolve: dnsResolver([server]) });
    const leave = new AbortController();
    let over = 0;
    const strangers = Array.from({ length: 60 }, (_, number) =>
      fetch(`https://dead-${number}.example/client.json`, { signal: leave.signal }).finally(() => {
        over += 1;
      }),
    );
    const outcomes = Promise.allSettled(strangers);
    // All of them have been asked for, and none is answered.
    while (new Set(asked).size < 60) {
      await once(socket, 'message');
    }
    // Its name is looked up by one of the threads that `getaddrinfo` would have blocked.
    const { port } = notion.address() as AddressInfo;
    const answer = await httpFetch(`http://localhost:${port}/v1/users/me`, {}, leave.signal);
    expect([answer.status, await answer.text()]).toEqual([200, '{"object":"user"}']);
    expect(over).toBe(0);
    leave.abort(new Error('enough'));
    await outcomes;
    notion.closeAllConnections();
    notion.close();
  });

  it('is given up, and whoever asked learns nothing of the network', async () => {
    const { server } = await nameServer();
    const fetch = guardedFetch({ resolve: dnsResolver([server]) });
    const failure = await fetch('https://dead.example/client.json').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FetchRefusedError);
    expect(String(failure)).not.toContain('127.0.0.1');
  });
});
