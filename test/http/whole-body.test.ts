import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { bytesBody, formBody, jsonBody } from '../../src/http/whole-body.js';

const MAX_BYTES = 64;
const MAX_FIELDS = 3;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers with what the body was read as, and notes what it is asked. */
async function serve(
  reader: RequestHandler,
): Promise<{ readonly port: number; readonly server: Server; readonly handled: string[] }> {
  const handled: string[] = [];
  const failed: ErrorRequestHandler = (error: { readonly status?: number }, _request, response, _next) => {
    handled.push('an error');
    response.status(error.status ?? 500).end();
  };
  const app = express()
    .use(reader)
    .use((request, response) => {
      handled.push('a body');
      const body: unknown = request.body;
      response.json({ body: Buffer.isBuffer(body) ? body.toString('hex') : body });
    })
    .use(failed);
  const server = createServer(app);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server, handled };
}

async function send(
  reader: RequestHandler,
  body: string | Uint8Array<ArrayBuffer> | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { port } = await serve(reader);
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, ...(body && { body }) });
  return answer.ok ? ((await answer.json()) as { readonly body?: unknown }).body : answer.status;
}

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a whole body', () => {
  it.each([
    ['JSON', jsonBody, '{"a":["é"]}', json, { a: ['é'] }],
    ['JSON that names its encoding', jsonBody, '1', { 'content-type': 'application/json; charset=UTF-8' }, 1],
    ['none', jsonBody, undefined, json, undefined],
    ['no JSON', jsonBody, '{"a":', json, 400],
    ['bytes that are not UTF-8', jsonBody, Uint8Array.of(0x22, 0xff, 0x22), json, 400],
    ['another encoding', jsonBody, '1', { 'content-type': 'application/json; charset=latin1' }, 415],
    ['a compressed one', jsonBody, '1', { ...json, 'content-encoding': 'gzip' }, 415],
    ['one that is too long', jsonBody, `"${'x'.repeat(MAX_BYTES)}"`, json, 413],
    ['bytes', bytesBody, Uint8Array.of(0xff, 0), {}, 'ff00'],
    ['a form', read, 'a=1&b=%C3%A9+x&a=2', form, { a: ['1', '2'], b: 'é x' }],
    ['a form with too many fields', read, 'a=1&b=2&c=3&d=4', form, 413],
    ['no form', read, '{"a":1}', json, undefined],
  ] as const)('is read: %s', async (_what, reader, body, headers, expected) => {
    expect(await send(reader(MAX_BYTES), body, headers)).toEqual(expected);
  });

  it.each([
    ['bytes', bytesBody(MAX_BYTES)],
    ['JSON', jsonBody(MAX_BYTES)],
    ['a form', read(MAX_BYTES)],
  ])('runs no handler for a client that goes away before the end: %s', async (_what, reader) => {
    const { port, server, handled } = await serve(reader);
    const left = new Promise((resolve) => {
      server.once('request', (request) => request.once('close', resolve));
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf');
    await once(server, 'request');
    socket.destroy();
    await left;
    await new Promise(setImmediate);
    expect(handled).toEqual([]);
  });
});

function read(maxBytes: number): RequestHandler {
  return formBody(maxBytes, MAX_FIELDS);
}
