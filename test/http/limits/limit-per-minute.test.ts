import { afterEach, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { limitPerAddress, limitPerCaller } from '../../../src/http/limits/limit-per-minute.js';
import { startTestServer, type TestServer } from '../../support/servers/test-server.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Statuses of requests from these addresses, one after the other. */
async function statuses(
  handlers: readonly RequestHandler[],
  addresses: readonly string[],
): Promise<readonly number[]> {
  const app = express().set('trust proxy', (address: string) => address === '127.0.0.1');
  app.use(...handlers, (_request, response) => void response.sendStatus(200));
  const server = await startTestServer(app);
  servers.push(server);
  const url = `${server.origin}/`;
  const found = [];
  for (const address of addresses) {
    const response = await fetch(url, { headers: { 'x-forwarded-for': address } });
    await response.text();
    expect(response.status === 200 || Number(response.headers.get('retry-after')) > 0).toBe(true);
    found.push(response.status);
  }
  return found;
}

const repeated = (count: number, address: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => address(number));
const refuse = (response: { sendStatus(status: number): unknown }): void => void response.sendStatus(429);

it('counts each address for itself: whatever others do, a newcomer is served', async () => {
  const flood = repeated(300, (number) => `198.41.0.${number % 100}`);
  const found = await statuses(limitPerAddress(2, refuse), [...flood, '199.7.91.13', '199.7.91.13']);
  expect(found.filter((status) => status === 200)).toHaveLength(202);
  expect(found.slice(-2)).toEqual([200, 200]);
});

it('counts IPv6 by network: addresses of one network are one client', async () => {
  const found = await statuses(
    limitPerAddress(3, refuse),
    repeated(10, (number) => `2a00:1450:4001:81b::${number.toString(16)}`),
  );
  expect(found.filter((status) => status === 200)).toHaveLength(3);
});

it('counts the networks of IPv6 around it as well, of which somebody may have very many', async () => {
  // 256 networks of one /48.
  const one48 = repeated(256, (number) => `2a00:1450:4001:${number.toString(16).padStart(2, '0')}00::1`);
  // Another network of the same /32, and one of another.
  const found = await statuses(limitPerAddress(1, refuse), [...one48, '2a00:1450:9999::1', '2a01:4f8::1']);
  expect(found.slice(0, 256).filter((status) => status === 200)).toHaveLength(8);
  expect(found.slice(256)).toEqual([200, 200]);
});

it('a network that floods does not use up the limit of the networks around it', async () => {
  const found = await statuses(limitPerAddress(1, refuse), [
    ...repeated(50, () => '2a00:1450:4001:100::1'),
    '2a00:1450:4001:200::1',
  ]);
  expect(found.at(-1)).toBe(200);
});

it('counts callers that a guard has made sure of by what they are, from wherever', async () => {
  const limit = limitPerCaller(2, () => 'key 1', refuse);
  expect(await statuses([limit], ['198.41.0.1', '198.41.0.2', '198.41.0.3'])).toEqual([200, 200, 429]);
});
