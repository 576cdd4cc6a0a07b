import { describe, expect, it } from '@jest/globals';
import { FetchRefusedError } from '../../../src/http/fetch/bounded-response.js';
import { guardedFetch } from '../../../src/http/fetch/guarded-fetch.js';
import { discover } from '../../../src/upstream/discovery/discover.js';
import { UpstreamProblem } from '../../../src/upstream/problem.js';
import { upstreamFetch, type UpstreamFetch } from '../../../src/upstream/upstream-fetch.js';

const SERVER = new URL('https://mcp.example.com/mcp');
const resource = { resource: SERVER.href, authorization_servers: ['https://mcp.example.com'] };
const server = {
  issuer: 'https://mcp.example.com',
  authorization_endpoint: 'https://mcp.example.com/authorize',
  token_endpoint: 'https://mcp.example.com/token',
  registration_endpoint: 'https://mcp.example.com/register',
  revocation_endpoint: 'https://mcp.example.com/token',
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['plain', 'S256'],
};

/** Serves documents by their address, and keeps which were asked for. */
function serving(documents: Readonly<Record<string, unknown>>): {
  readonly fetch: UpstreamFetch;
  readonly asked: string[];
} {
  const asked: string[] = [];
  return {
    asked,
    fetch: (url) => {
      asked.push(String(url));
      const document = documents[String(url)];
      return Promise.resolve(
        document === undefined ? new Response(null, { status: 404 }) : Response.json(document),
      );
    },
  };
}

const both = (changes: { resource?: object; server?: object } = {}) => ({
  'https://mcp.example.com/.well-known/oauth-protected-resource/mcp': { ...resource, ...changes.resource },
  'https://mcp.example.com/.well-known/oauth-authorization-server': { ...server, ...changes.server },
});
const problem = async (documents: Readonly<Record<string, unknown>>) =>
  discover(SERVER, serving(documents).fetch).then(
    () => 'found',
    (error: unknown) => (error instanceof UpstreamProblem ? error.code : error),
  );

describe('discovery', () => {
  it('takes every endpoint from the documents, and the resource as they spell it', async () => {
    expect(await discover(SERVER, serving(both()).fetch)).toMatchObject({
      resource: 'https://mcp.example.com/mcp',
      issuer: 'https://mcp.example.com',
      metadata: { token_endpoint: 'https://mcp.example.com/token' },
    });
  });

  it('finds the form of the metadata at the root, too', async () => {
    const { fetch } = serving({
      'https://mcp.example.com/.well-known/oauth-protected-resource': {
        ...resource,
        resource: 'https://mcp.example.com',
      },
      'https://mcp.example.com/.well-known/oauth-authorization-server': server,
    });
    expect(await discover(SERVER, fetch)).toMatchObject({ resource: 'https://mcp.example.com' });
  });

  it.each([
    [
      'another resource',
      both({ resource: { resource: 'https://evil.example.com/mcp' } }),
      'foreign_resource',
    ],
    ['no authorization server', both({ resource: { authorization_servers: [] } }), 'no_metadata'],
    [
      'the REST API as the authorization server',
      both({ resource: { authorization_servers: ['https://api.notion.com'] } }),
      'rest_issuer',
    ],
    [
      'another issuer than was asked (mix-up)',
      both({ server: { issuer: 'https://evil.example.com' } }),
      'issuer_mismatch',
    ],
    [
      'a token endpoint of somebody else',
      both({ server: { token_endpoint: 'https://evil.example.com/token' } }),
      'unsafe_endpoint',
    ],
    [
      "the REST API's token endpoint",
      both({ server: { token_endpoint: 'https://api.notion.com/v1/oauth/token' } }),
      'rest_issuer',
    ],
    [
      'a registration endpoint in clear text',
      both({ server: { registration_endpoint: 'http://mcp.example.com/register' } }),
      'unsafe_endpoint',
    ],
    [
      'a revocation endpoint on this machine',
      both({ server: { revocation_endpoint: 'http://127.0.0.1:9/token' } }),
      'unsafe_endpoint',
    ],
    ['no PKCE', both({ server: { code_challenge_methods_supported: ['plain'] } }), 'no_pkce'],
    ['no word of PKCE', both({ server: { code_challenge_methods_supported: undefined } }), 'no_pkce'],
    ['no documents', {}, 'no_metadata'],
  ])('refuses %s', async (_what, documents, expected) => {
    expect(await problem(documents)).toBe(expected);
  });
});

describe('what discovery may fetch', () => {
  const resolved: Readonly<Record<string, string>> = {
    'mcp.example.com': '93.184.216.34',
    'inside.example.com': '10.0.0.7',
  };
  const opened: string[] = [];
  const guarded = guardedFetch({
    resolve: (name) => Promise.resolve([resolved[name] ?? '169.254.169.254']),
    open: (url) => {
      opened.push(url.href);
      return Promise.reject(new Error('The test has no network.'));
    },
  });

  it.each([
    'https://inside.example.com',
    'https://metadata.example.com',
    'http://169.254.169.254',
    'https://[::1]',
  ])('opens nothing at %s, which a document names (SSRF)', async (issuer) => {
    const { fetch } = serving(both({ resource: { authorization_servers: [issuer] } }));
    const through: UpstreamFetch = (url, init) =>
      String(url).startsWith('https://mcp.example.com/') ? fetch(url, init) : guarded(url, init);
    await expect(discover(SERVER, upstreamFetch(SERVER, through))).rejects.toMatchObject({
      code: 'unsafe_endpoint',
    });
    expect(opened).toEqual([]);
  });

  it('lets a server of this machine point to this machine, and nowhere else', async () => {
    const fetch = upstreamFetch(new URL('http://127.0.0.1:9/mcp'));
    await expect(fetch('https://mcp.example.com/token')).rejects.toThrow(FetchRefusedError);
    await expect(fetch('http://10.0.0.7/token')).rejects.toThrow(FetchRefusedError);
  });

  it('posts only where that is asked for', async () => {
    await expect(guarded('https://mcp.example.com/token', { method: 'POST' })).rejects.toThrow('not GET');
  });
});
