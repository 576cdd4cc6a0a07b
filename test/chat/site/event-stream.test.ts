import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from '@jest/globals';
import { startEventStream } from '../../../src/chat/site/event-stream.js';

const LARGE = 'x'.repeat(6_000_000);

it('sends an event of any size to a reader who reads, and lets go one who does not', async () => {
  const app = express();
  const left: AbortSignal[] = [];
  app.get('/', (_request, response) => {
    const stream = startEventStream(response);
    left.push(stream.left);
    stream.send('large', LARGE);
    // As soon as the first one has left.
    response.once('drain', () => {
      stream.send('small', 1);
      stream.end();
    });
  });
  app.get('/idle', (_request, response) => {
    const stream = startEventStream(response);
    left.push(stream.left);
    for (let sent = 0; sent < 20; sent += 1) {
      stream.send('large', LARGE);
    }
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const text = await (await fetch(origin)).text();
  expect(text.length).toBeGreaterThan(LARGE.length);
  expect(text).toMatch(/event: small\ndata: 1\n\n$/);
  const idle = await fetch(`${origin}/idle`);
  await expect(idle.text()).rejects.toThrow();
  expect(left.map(({ aborted }) => aborted)).toEqual([true, true]);
  server.close();
  server.closeAllConnections();
});
