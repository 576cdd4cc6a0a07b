import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BodyTooLargeError, FetchRefusedError } from '../../../src/http/fetch/bounded-response.js';
import { fetchFile } from '../../../src/http/fetch/fetch-file.js';
import type { GuardedFetch } from '../../../src/http/fetch/guarded-fetch.js';
import { startTestServer, type TestServer } from '../../support/servers/test-server.js';

const FILE = 'https://files.example/secret-path/plan.png?X-Amz-Signature=s3cr3t';
const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await startTestServer(listener);
  servers.push(server);
  return server.origin;
}

const forEver = new AbortController().signal;
const options = { signal: forEver, maxBytes: 1000 };

/** Answers from a table; everything else is refused, as the guarded fetch refuses what is not public. */
function fetchFrom(answers: Readonly<Record<string, Response>>): { fetch: GuardedFetch; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: (url) => {
      asked.push(String(url));
      const answer = answers[String(url)];
      return answer === undefined
        ? Promise.reject(new FetchRefusedError(`not public: ${String(url)}`))
        : Promise.resolve(answer);
    },
  };
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}

describe('fetchFile', () => {
  it('gives the bytes and the stated type', async () => {
    const headers = { 'content-type': 'image/png' };
    const { fetch } = fetchFrom({ [FILE]: new Response('bytes', { headers }) });
    const { bytes, contentType } = await fetchFile(FILE, { ...options, fetch });
    expect([Buffer.from(bytes).toString(), contentType]).toEqual(['bytes', 'image/png']);
  });

  it('checks each address that it is sent on to', async () => {
    const { fetch, asked } = fetchFrom({
      [FILE]: redirect('/moved'),
      'https://files.example/moved': redirect('https://169.254.169.254/latest/meta-data/'),
    });
    await expect(fetchFile(FILE, { ...options, fetch })).rejects.toMatchObject({ failure: 'unreachable' });
    expect(asked).toEqual([FILE, 'https://files.example/moved', 'https://169.254.169.254/latest/meta-data/']);
  });

  it('is not sent around in circles', async () => {
    const { fetch, asked } = fetchFrom({ [FILE]: redirect(FILE) });
    await expect(fetchFile(FILE, { ...options, fetch })).rejects.toMatchObject({ failure: 'unreachable' });
    expect(asked).toHaveLength(4);
  });

  it.each([
    [403, 'gone'],
    [404, 'gone'],
    [503, 'unreachable'],
  ])('tells of a status %d', async (status, failure) => {
    const { fetch } = fetchFrom({ [FILE]: new Response('<Error/>', { status }) });
    await expect(fetchFile(FILE, { ...options, fetch })).rejects.toMatchObject({ failure });
  });

  it('tells of a file that is too large', async () => {
    const fetch: GuardedFetch = () => Promise.reject(new BodyTooLargeError());
    await expect(fetchFile(FILE, { ...options, fetch })).rejects.toMatchObject({ failure: 'tooLarge' });
  });

  it('repeats nothing of the address in its error, causes included', async () => {
    const { fetch } = fetchFrom({});
    const error: unknown = await fetchFile(FILE, { ...options, fetch }).catch((thrown: unknown) => thrown);
    const all = JSON.stringify(error, [...Object.getOwnPropertyNames(error), 'stack', 'message', 'cause']);
    expect(all).not.toMatch(/files\.example|secret-path|s3cr3t/);
  });

  it.each(['attachment:1:plan.png', 'file:///etc/passwd', 'data:text/plain,hello', 'nonsense'])(
    'opens no %s',
    async (address) => {
      await expect(fetchFile(address, options)).rejects.toMatchObject({ failure: 'unreachable' });
    },
  );
});

describe('a file on this machine', () => {
  it('is read where the API is served at the same origin of this machine, and gets nothing of the caller', async () => {
    const headers: IncomingHttpHeaders[] = [];
    const url = await serve((request, response) => {
      headers.push(request.headers);
      response.end('here');
    });
    const { bytes } = await fetchFile(`${url}/files/plan.png`, { ...options, apiUrl: url });
    expect(Buffer.from(bytes).toString()).toBe('here');
    expect(Object.keys(headers[0] ?? {}).toSorted()).toEqual(['connection', 'host']);
  });

  it.each<[string, (url: string) => string | undefined]>([
    ['the API is Notion’s own', () => undefined],
    ['the API is served on another port', () => 'http://127.0.0.1:1'],
    ['the API is served on another machine', (url) => url.replace('127.0.0.1', '192.0.2.7')],
    ['the API has a name that begins like loopback', (url) => url.replace('127.0.0.1', '127.0.0.1.example')],
  ])('is not read where %s', async (_where, apiUrlOf) => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.end('here');
    });
    const reading = fetchFile(`${url}/files/plan.png`, { ...options, apiUrl: apiUrlOf(url) });
    await expect(reading).rejects.toMatchObject({ failure: 'unreachable' });
    expect(requests).toBe(0);
  });

  // A proxy on this machine may add a token of its own to whatever it is asked for.
  it.each(['/v1/users', '/files/../v1/users', '/files/%2e%2e/v1/users', '/files', '/'])(
    'is not the API itself: %s',
    async (path) => {
      let requests = 0;
      const url = await serve((_request, response) => {
        requests += 1;
        response.end('secret');
      });
      const reading = fetchFile(`${url}${path}`, { ...options, apiUrl: url });
      await expect(reading).rejects.toMatchObject({ failure: 'unreachable' });
      expect(requests).toBe(0);
    },
  );

  it('costs only its call when the call ends in the middle of the body', async () => {
    const leaving = new AbortController();
    const url = await serve((_request, response) => {
      response.write('half', () => leaving.abort(new Error('left')));
    });
    const reading = fetchFile(`${url}/files/half.png`, { ...options, signal: leaving.signal, apiUrl: url });
    await expect(reading).rejects.toThrow('left');
  });

  it('is not followed elsewhere, and is bounded like any other', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/files/moved') {
        response.writeHead(302, { location: '/files/plan.png' }).end();
      } else {
        response.end(Buffer.alloc(1001));
      }
    });
    await expect(fetchFile(`${url}/files/moved`, { ...options, apiUrl: url })).rejects.toMatchObject({
      failure: 'gone',
    });
    await expect(fetchFile(`${url}/files/long.png`, { ...options, apiUrl: url })).rejects.toMatchObject({
      failure: 'tooLarge',
    });
  });
});
