import type { RequestListener } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import { RoundRobin } from './round-robin.js';
import { startTestServer, type TestServer } from '../../support/servers/test-server.js';

const servers: TestServer[] = [];
let balancer: RoundRobin;

async function serve(listener: RequestListener): Promise<string> {
  const server = await startTestServer(listener);
  servers.push(server);
  return server.origin;
}

afterEach(async () => {
  await balancer.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const ask = async (path = '/') => {
  const answer = await fetch(`${balancer.url}${path}`, { method: 'POST', body: 'asked' });
  return [answer.status, await answer.text()];
};

it('sends each request to the next server, whoever sends it', async () => {
  const named =
    (name: string): RequestListener =>
    (request, response) => {
      request.resume().on('end', () => response.end(`${name} ${request.url} ${request.headers.host}`));
    };
  balancer = new RoundRobin([await serve(named('one')), await serve(named('two'))]);
  await balancer.open();
  const { host } = new URL(balancer.url);
  expect([await ask('/a'), await ask('/b'), await ask('/c')]).toEqual([
    [200, `one /a ${host}`],
    [200, `two /b ${host}`],
    [200, `one /c ${host}`],
  ]);
  expect(balancer.counts).toEqual([2, 1]);
});

it('passes over a server that is not there, and hands on what was sent', async () => {
  const gone = await serve(() => undefined);
  const [server] = servers.splice(0);
  await server?.close();
  const echo = await serve((request, response) => void request.pipe(response));
  balancer = new RoundRobin([gone, echo]);
  await balancer.open();
  expect([await ask(), await ask()]).toEqual([
    [200, 'asked'],
    [200, 'asked'],
  ]);
});

it('repeats nothing that a server may have seen', async () => {
  let seen = 0;
  const breaking = await serve((request) => {
    seen += 1;
    request.socket.destroy();
  });
  balancer = new RoundRobin([breaking]);
  await balancer.open();
  expect(await ask()).toEqual([502, '']);
  expect(seen).toBe(1);
});
