import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { limitPipelining } from '../../../../src/mcp/http/sockets/limit-pipelining.js';
import { until } from '../../../harness/processes/until.js';
import { closeRawConnections, connectRaw } from '../../../support/servers/raw-connection.js';

const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  closeRawConnections();
  servers.splice(0).forEach((server) => server.close());
});

async function start() {
  const open: ServerResponse[] = [];
  const server = createServer(limitPipelining((_request, response) => void open.push(response)));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { open, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('a connection that asks on and on without an answer is ended, and takes few places', async () => {
  const { open, url } = await start();
  const client = await connectRaw(url);
  client.socket.write(REQUEST.repeat(100));
  await client.ended;
  expect([open.length, client.received()]).toEqual([8, '']);
});

it('a connection may ask a few times in advance, and without end when it waits for answers', async () => {
  const { open, url } = await start();
  const client = await connectRaw(url);
  for (let round = 1; round <= 10; round += 1) {
    client.socket.write(REQUEST.repeat(4));
    await until(() => open.length === 4, { withinMs: 60_000 });
    open.splice(0).forEach((response) => response.end('answer'));
    const answers = () => client.received().split('answer').length - 1;
    expect(await until(() => answers() === round * 4, { withinMs: 60_000 })).toBe(true);
  }
});
