import { request, type IncomingMessage, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FetchRefusedError } from '../../../src/http/fetch/bounded-response.js';
import { guardedFetch } from '../../../src/http/fetch/guarded-fetch.js';
import { startTestServer, type TestServer } from '../../support/servers/test-server.js';

const DOCUMENT = 'https://app.example/client.json';
const PUBLIC = '93.184.215.14';
const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Opened {
  readonly address: string;
  readonly host: string;
}

/** A fetch whose connections go to a server of this test, wherever they were meant to go. */
async function fetchTo(
  listener: RequestListener,
  addresses: readonly string[] = [PUBLIC],
  timeoutMilliseconds = 2000,
) {
  const server = await startTestServer(listener);
  servers.push(server);
  const { port } = server;
  const opened: Opened[] = [];
  const resolved: string[] = [];
  const open = (url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> => {
    opened.push({ address, host: url.host });
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: url.pathname, signal })
        .once('response', resolve)
        .once('error', reject)
        .end();
    });
  };
  const resolve = (name: string): Promise<readonly string[]> => {
    resolved.push(name);
    return Promise.resolve(addresses);
  };
  return { fetch: guardedFetch({ open, resolve, timeoutMilliseconds }), opened, resolved };
}

const answer: RequestListener = (_request, response) => {
  response.setHeader('cache-control', 'max-age=600').end('{"a":1}');
};

describe('guardedFetch', () => {
  it('gives the document, and connects to the very address that it has checked', async () => {
    const { fetch, opened, resolved } = await fetchTo(answer);
    const response = await fetch(DOCUMENT);
    expect([response.status, await response.text()]).toEqual([200, '{"a":1}']);
    expect(response.headers.get('cache-control')).toBe('max-age=600');
    expect(opened).toEqual([{ address: PUBLIC, host: 'app.example' }]);
    // Looked up once: a name server cannot answer otherwise the second time (DNS rebinding).
    expect(resolved).toEqual(['app.example']);
  });

  it.each([
    ['plain http', 'http://app.example/client.json'],
    ['another port', 'https://app.example:8443/client.json'],
    ['a user name', 'https://user@app.example/client.json'],
    ['a file', 'file:///etc/passwd'],
    ['loopback', 'https://127.0.0.1/client.json'],
    ['loopback as a number', 'https://2130706433/client.json'],
    ['loopback in IPv6', 'https://[::1]/client.json'],
    ['mapped loopback', 'https://[::ffff:127.0.0.1]/client.json'],
    ['the metadata service of a cloud', 'https://169.254.169.254/latest/meta-data/'],
    ['the same over IPv6', 'https://[fd00:ec2::254]/latest/meta-data/'],
    ['a private network', 'https://10.0.0.5/client.json'],
  ])('refuses %s without connecting', async (_what, url) => {
    const { fetch, opened } = await fetchTo(answer);
    await expect(fetch(url)).rejects.toThrow(FetchRefusedError);
    expect(opened).toEqual([]);
  });

  it.each([
    ['a cloud’s metadata service', ['169.254.169.254']],
    ['loopback', ['127.0.0.1']],
    ['a private address beside a public one', [PUBLIC, '192.168.0.1']],
    ['nothing', []],
  ])('refuses a name that leads to %s', async (_what, addresses) => {
    const { fetch, opened } = await fetchTo(answer, addresses);
    await expect(fetch(DOCUMENT)).rejects.toThrow(FetchRefusedError);
    expect(opened).toEqual([]);
  });

  it('hands a redirect back and does not follow it', async () => {
    const { fetch, opened } = await fetchTo((_request, response) => {
      response.writeHead(302, { location: 'https://169.254.169.254/' }).end();
    });
    expect((await fetch(DOCUMENT)).status).toBe(302);
    expect(opened).toHaveLength(1);
  });

  it('cuts off a body of 10 GB', async () => {
    let sent = 0;
    const { fetch } = await fetchTo((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const write = (): void => {
        while (sent < 10e9 && !response.destroyed && response.write(chunk)) {
          sent += chunk.length;
        }
      };
      response.on('drain', write);
      write();
    });
    await expect(fetch(DOCUMENT)).rejects.toThrow('too large');
    expect(sent).toBeLessThan(20e6);
  });

  it('gives up on a server that never ends its answer', async () => {
    const { fetch } = await fetchTo(
      (_request, response) => {
        response.write('{');
      },
      [PUBLIC],
      150,
    );
    await expect(fetch(DOCUMENT)).rejects.toThrow();
  });

  it('gives up on a name server that does not answer', async () => {
    const fetch = guardedFetch({ resolve: () => new Promise(() => {}), timeoutMilliseconds: 50 });
    await expect(fetch(DOCUMENT)).rejects.toThrow();
  });

  it('really resolves and connects where nothing is replaced', async () => {
    // `localhost` is the one name that every machine knows.
    await expect(guardedFetch()('https://localhost/client.json')).rejects.toThrow(FetchRefusedError);
  });
});
