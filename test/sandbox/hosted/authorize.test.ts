import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addPerson, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { consentTo } from './browser.js';
import { callTool } from './mcp-call.js';
import { authorizeUrl, pkce, REDIRECT, register, signIn } from './sign-in.js';

let clientId: string;
let sandbox: Sandbox;

beforeEach(async () => {
  const second = createWorkspace({ name: 'Second' });
  addPerson(second, 'Bea Person', null);
  sandbox = await startSandbox({ oauth: { workspaces: [second] } });
  clientId = String((await register(sandbox)).body['client_id']);
});

afterEach(async () => {
  await sandbox.close();
});

const url = (changes: Record<string, string | undefined> = {}): string =>
  authorizeUrl(sandbox, clientId, pkce().challenge, changes);

async function redirected(changes: Record<string, string | undefined>): Promise<Record<string, string>> {
  const response = await fetch(url(changes), { redirect: 'manual' });
  return Object.fromEntries(new URL(response.headers.get('location') ?? '').searchParams);
}

describe('the consent page', () => {
  it('sends whoever allows back with a code of three parts and the state, by way of its own callback', async () => {
    const location = await consentTo(url());
    expect(location.origin + location.pathname).toBe(REDIRECT);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      code: expect.stringMatching(/^[^:]+:[^:]+:[^:]+$/),
      state: 'a state & more',
    });
    expect(sandbox.hosted.requests.map(({ label }) => label)).toEqual([
      'POST /register',
      'GET /authorize',
      'POST /authorize',
      'GET /callback',
    ]);
  });

  it('sends whoever cancels back with the reason', async () => {
    const location = await consentTo(url(), { decision: 'cancel' });
    expect(location.searchParams.get('error')).toBe('access_denied');
    expect(location.searchParams.get('state')).toBe('a state & more');
    expect(sandbox.hosted.counts.consents).toBe(0);
  });

  it('lets the person choose one of several workspaces', async () => {
    const tokens = await signIn(sandbox, { label: /Bea/ });
    const { json } = await callTool(sandbox, tokens.access_token, 'notion-fetch', { id: 'self' });
    expect(json).toMatchObject({ self: { workspace: { name: 'Second' }, user: { name: 'Bea Person' } } });
    expect(tokens).toMatchObject({ workspace_id: expect.any(String), user_id: expect.any(String) });
  });

  it.each(['present', 'advertised'] as const)('says who sends people back: iss %s', async (issuer) => {
    sandbox.hosted.behavior.issuer = issuer;
    const location = await consentTo(url());
    expect(location.searchParams.get('iss')).toBe(sandbox.hosted.url);
  });

  it('can be another issuer by mistake', async () => {
    sandbox.hosted.behavior.issuer = 'wrong';
    const location = await consentTo(url());
    expect(location.searchParams.get('iss')).not.toBe(sandbox.hosted.url);
  });
});

describe('a bad authorization request', () => {
  it.each([
    ['no response type', { response_type: undefined }, 'unsupported_response_type'],
    ['no challenge', { code_challenge: undefined }, 'invalid_request'],
    ['an unknown challenge method', { code_challenge_method: 'S512' }, 'invalid_request'],
    ['another resource', { resource: 'https://mcp.example/mcp' }, 'invalid_target'],
  ])('with %s is told by a redirect', async (_name, changes, error) => {
    expect(await redirected(changes)).toMatchObject({ error, state: 'a state & more' });
  });

  it('with a plain challenge passes, unless it is strict', async () => {
    const plain = { code_challenge_method: 'plain' };
    expect((await fetch(url(plain))).status).toBe(200);
    sandbox.hosted.behavior.strictPkce = true;
    expect(await redirected(plain)).toMatchObject({ error: 'invalid_request' });
  });

  it.each(['/mcp', '', '/'])('takes its resource in several forms: origin and %j', async (path) => {
    expect((await fetch(url({ resource: `${sandbox.hosted.url}${path}` }))).status).toBe(200);
  });

  it('of an unknown client is told on a page, never by a redirect', async () => {
    const response = await fetch(url({ client_id: 'unknown-client-1' }), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });
});

describe('what goes wrong on the way', () => {
  it('an error at the callback ends on its page, and trying again works', async () => {
    sandbox.hosted.failNext({ kind: 'status', status: 500 }, 1, /GET \/callback/);
    await expect(consentTo(url())).rejects.toThrow('The callback answered 500');
    expect((await consentTo(url())).searchParams.get('code')).not.toBeNull();
  });

  it('a request that is refused for no reason', async () => {
    sandbox.hosted.failNext(
      { kind: 'status', status: 400, body: 'Invalid authorization request' },
      1,
      /GET \/authorize/,
    );
    await expect(consentTo(url())).rejects.toThrow('Invalid authorization request');
  });

  it('a page that does not come until somebody lets it', async () => {
    const hold = sandbox.hosted.hold(/GET \/authorize/);
    let isThere = false;
    const page = fetch(url()).then((response) => {
      isThere = true;
      return response.status;
    });
    await hold.arrived;
    expect(isThere).toBe(false);
    hold.release();
    expect(await page).toBe(200);
  });

  it('a ticket at the callback that nobody was given', async () => {
    const response = await fetch(`${sandbox.hosted.url}/callback?state=made-up`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });
});
