import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorizeApp, rowsSeen } from './app/authorized-app.js';
import { REDIRECT, authorizationRequest } from './app/oauth-apps.js';
import { NORA, startOauthServer, type OauthServer, type Reply } from './app/oauth-server.js';
import { wordsOf } from './app/person.js';

const ALLOWED = 'https://allowed.example/client.json';
const DEAD = /^https:\/\/dead-/;
let server: OauthServer;
/** Aborts the fetches that never end by themselves. */
const dead = new AbortController();

beforeAll(async () => {
  server = await startOauthServer({
    fetchDocument: (url) =>
      DEAD.test(String(url))
        ? new Promise((_resolve, reject) => {
            const end = (): void => reject(new Error('dead'));
            dead.signal.addEventListener('abort', end);
            if (dead.signal.aborted) {
              end();
            }
          })
        : Promise.resolve(
            Response.json({ client_id: String(url), redirect_uris: [REDIRECT], client_name: 'An App' }),
          ),
  });
});
afterAll(async () => {
  dead.abort();
  await server.close();
});

const at = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });
const redeem = (client_id: string, address: string, more: Record<string, string> = {}): Promise<Reply> =>
  server.post(
    '/oauth/token',
    { grant_type: 'refresh_token', refresh_token: 'x', client_id, ...more },
    at(address),
  );
const revoke = (client_id: string, address: string): Promise<Reply> =>
  server.post('/oauth/revoke', { token: 'x', client_id }, at(address));

describe('client ids whose documents never come', () => {
  it('are refused without a wait, with a time to come again and never as unknown clients, and others are served', async () => {
    const attempts = Array.from({ length: 60 }, (_, number) =>
      (number % 2 === 0 ? redeem : revoke)(`https://dead-${number}.example/c.json`, '198.41.9.1'),
    );
    const first = await Promise.any(attempts);
    expect([first.status, first.json['error']]).toEqual([503, 'temporarily_unavailable']);
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(0);
    // From another address, while they are under way: a client nobody knew before.
    const person = server.person();
    const page = await person.visit(authorizationRequest(server.origin, 'https://new.example/c.json').url);
    expect([page.status, wordsOf(page.html)]).toEqual([200, expect.stringContaining('An App')]);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    dead.abort();
    const refused = await Promise.all(attempts);
    expect(refused.filter(({ status }) => status === 503).length).toBeGreaterThan(40);
  });
});

describe('a flood at the token endpoint', () => {
  it('does not lock out an app that somebody has allowed, not even behind the same address', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const app = await authorizeApp(server, person, { clientId: ALLOWED });
    const statuses = new Set<string>();
    for (let number = 0; number < 60; number += 1) {
      const { status, json } = await redeem(`https://new.example/${number % 3}.json`, '198.41.9.2');
      statuses.add(`${status} ${json['error']}`);
    }
    expect([...statuses]).toEqual(['400 invalid_grant', '429 temporarily_unavailable']);
    const renewed = await redeem(ALLOWED, '198.41.9.2', { refresh_token: app.refreshToken });
    expect(renewed.status).toBe(200);
    expect(await rowsSeen(server, renewed.json['access_token'] ?? '')).toContain('3 rows');
    expect((await revoke('https://new.example/1.json', '198.41.9.2')).status).toBe(429);
    expect((await revoke('https://new.example/1.json', '198.41.9.3')).status).not.toBe(429);
  });

  it('is told to the operator, without what was presented', () => {
    const lines = server.logged.filter((line) => line.includes('token is not valid'));
    expect(lines[0]).toBe(
      'warn refused a caller whose token is not valid {"address":"198.41.9.1","door":"token","failures":1}',
    );
    expect(lines.length).toBeLessThan(10);
  });

  it('of revocations that are answered well is told to wait as well', async () => {
    const clientId = (await server.register()).json['client_id'] ?? '';
    const statuses = [];
    for (let number = 0; number < 130; number += 1) {
      statuses.push((await revoke(clientId, '198.41.9.8')).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(120);
    expect(statuses.at(-1)).toBe(429);
  });

  it('of bodies that are too large is refused', async () => {
    const { status } = await redeem('x'.repeat(40_000), '198.41.9.4');
    expect(status).toBe(413);
  });
});

describe('a flood at the tools', () => {
  it('of tokens that nobody issued is told to wait, and a valid one passes at the same address', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { accessToken } = await authorizeApp(server, person);
    const from = at('198.41.9.5');
    const flood = await Promise.all(
      Array.from({ length: 60 }, (_, number) => server.callMcp(`not-a-token-${number}`, '/mcp', from)),
    );
    const statuses = flood.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(Number(flood.find(({ status }) => status === 429)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await server.callMcp(accessToken, '/mcp', from)).status).toBe(200);
    expect((await server.callMcp('not-a-token', '/mcp', from)).status).toBe(429);
    expect((await server.callMcp('not-a-token', '/mcp', at('198.41.9.6'))).status).toBe(401);
  });

  it('of tokens that are over is answered as ever: their clients have to renew them', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { accessToken, clientId } = await authorizeApp(server, person);
    const ended = await server.post('/oauth/revoke', { token: accessToken, client_id: clientId });
    expect(ended.status).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => server.callMcp(accessToken, '/mcp', at('198.41.9.9'))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(server.logged.filter((line) => line.includes('198.41.9.9'))).toEqual([]);
  });

  it('without a token is answered as ever: apps find out so where to get one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => server.callMcp(undefined, '/mcp', at('198.41.9.7'))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });
});

describe('a flood of ways back from Notion that lead nowhere', () => {
  it('is refused before Notion is asked, at its own address', async () => {
    const come = async (address: string): Promise<number> => {
      const url = `${server.origin}/integrations/notion/oauth/callback?code=x&state=${'s'.repeat(43)}`;
      const response = await fetch(url, { headers: { accept: 'text/html', ...at(address) } });
      await response.text();
      return response.status;
    };
    const statuses = [];
    for (let number = 0; number < 25; number += 1) {
      statuses.push(await come('198.41.9.10'));
    }
    expect(new Set(statuses.slice(0, 20))).toEqual(new Set([410]));
    expect(new Set(statuses.slice(20))).toEqual(new Set([429]));
    expect(await come('198.41.9.11')).toBe(410);
  });
});

describe('a flood of registrations from many addresses', () => {
  it('does not keep the next address from registering', async () => {
    const attempt = async (address: string): Promise<number> => {
      const response = await fetch(`${server.origin}/oauth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...at(address) },
        body: JSON.stringify({ redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' }),
      });
      await response.text();
      return response.status;
    };
    const statuses = [];
    for (let number = 0; number < 320; number += 1) {
      statuses.push(await attempt(`198.41.${20 + (number % 16)}.1`));
    }
    expect(new Set(statuses)).toEqual(new Set([201]));
    expect(await attempt('199.7.91.13')).toBe(201);
  });
});
