import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import express from 'express';
import type { AuthenticationThrottle } from '../../../src/http/limits/authentication-throttle.js';
import { tokenRequests } from '../../../src/oauth-server/provider/token-requests.js';
import { closeRawConnections, connectRaw } from '../../support/servers/raw-connection.js';

const FORM = 'grant_type=refresh_token&refresh_token=x&client_id=an-app';

const servers: Server[] = [];
afterEach(() => {
  closeRawConnections();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The guard before an endpoint that refuses everything, and what happens at it. */
async function serve() {
  const happened: string[] = [];
  const failures = { isFlooding: () => false, note: jest.fn() };
  const guard = tokenRequests({
    isAllowed: (client) => {
      happened.push(`asked for ${client}`);
      return Promise.resolve(false);
    },
    failures: failures as unknown as AuthenticationThrottle,
  });
  const app = express()
    .use((_request, response, next) => {
      const end = response.end.bind(response) as (...chunks: unknown[]) => typeof response;
      response.end = (...chunks: unknown[]) => {
        happened.push(`answered ${response.statusCode}`);
        return end(...chunks);
      };
      next();
    })
    .use(guard, (_request, response) => void response.status(400).json({ error: 'invalid_grant' }));
  const server = createServer(app);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/token`,
    server,
    happened,
    failures,
  };
}

const head = (length: number) =>
  `POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`;

describe('the token endpoint', () => {
  it('ends silently where the client goes away within the body: nothing is answered, asked or counted', async () => {
    const { url, server, happened, failures } = await serve();
    const left = new Promise((resolve) => {
      server.once('request', (request) => request.once('close', resolve));
    });
    const client = await connectRaw(url);
    const arrived = once(server, 'request');
    client.socket.write(head(FORM.length) + FORM.slice(0, -3));
    await arrived;
    client.socket.resetAndDestroy();
    await left;
    // What would answer does so in the turns that follow.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect([happened, failures.note.mock.calls]).toEqual([[], []]);
  });

  it('answers a whole one, and counts what it refuses', async () => {
    const { url, happened, failures } = await serve();
    const client = await connectRaw(url);
    client.socket.write(head(FORM.length) + FORM);
    await client.match(/^HTTP\/1\.1 400 /);
    expect(happened).toEqual(['answered 400', 'asked for an-app']);
    await Promise.resolve();
    expect(failures.note).toHaveBeenCalledTimes(1);
  });
});
