import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addPerson, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_CLIENT_ID } from '../../../src/sandbox/oauth/options.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { ask, REDIRECT } from './oauth-call.js';
import { clickThrough, formOf } from './consent-form.js';

const good = {
  client_id: SANDBOX_CLIENT_ID,
  redirect_uri: REDIRECT,
  response_type: 'code',
  owner: 'user',
  state: 'a state & more',
};

let sandbox: Sandbox;

beforeEach(async () => {
  const workspace = createWorkspace({ name: 'First' });
  addPerson(workspace, '<b>Mallory</b>', null);
  sandbox = await startSandbox({
    workspace,
    oauth: { redirectUris: [REDIRECT], workspaces: [createWorkspace({ name: 'Second' })] },
  });
});

afterEach(async () => {
  await sandbox.close();
});

function authorizeUrl(changes: Partial<Record<keyof typeof good, string | undefined>> = {}): string {
  const parameters = Object.entries({ ...good, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `${sandbox.url}/v1/oauth/authorize?${new URLSearchParams(parameters).toString()}`;
}

describe('the consent page', () => {
  it('offers every person of every workspace, owners first, and nothing as HTML', async () => {
    const html = await (await fetch(authorizeUrl())).text();
    const { options } = formOf(html);
    expect(options.map(({ label }) => label)).toEqual([
      'Ada Quill (ada.quill@example.com)',
      '&#60;b&#62;Mallory&#60;/b&#62;',
      'Ada Quill (ada.quill@example.com)',
    ]);
    expect(html).not.toContain('<b>');
    expect([...html.matchAll(/optgroup label="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'First',
      'Second',
    ]);
  });

  it('sends whoever allows back with a code that works, and the state', async () => {
    const location = await clickThrough(authorizeUrl(), { decision: 'allow', label: /Mallory/ });
    expect(location.origin + location.pathname).toBe(REDIRECT);
    expect(location.searchParams.get('state')).toBe(good.state);
    const code = location.searchParams.get('code');
    const body = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
    expect((await ask(sandbox, 'token', body)).body).toMatchObject({
      workspace_name: 'First',
      owner: { user: { name: '<b>Mallory</b>' } },
    });
  });

  it('sends whoever cancels back with the reason', async () => {
    const location = await clickThrough(authorizeUrl(), { decision: 'cancel' });
    expect(Object.fromEntries(location.searchParams)).toEqual({
      error: 'access_denied',
      state: good.state,
    });
  });

  it('gives no code for somebody who is not listed', async () => {
    const reply = await fetch(`${sandbox.url}/v1/oauth/authorize`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ ...good, decision: 'allow', account: 'somebody' }),
    });
    expect([reply.status, reply.headers.get('location')]).toEqual([400, null]);
  });
});

describe('a bad authorization request', () => {
  it.each([
    ['no client', { client_id: undefined }],
    ['an unknown client', { client_id: 'other' }],
    ['no redirect URI', { redirect_uri: undefined }],
    ['an unregistered redirect URI', { redirect_uri: `${REDIRECT}/deeper` }],
    ['a foreign redirect URI', { redirect_uri: 'https://evil.example/callback' }],
  ])('with %s is told on a page, never by a redirect', async (_name, changes) => {
    const reply = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location')]).toEqual([400, null]);
    expect(await reply.text()).toMatch(/unknown client_id|unregistered redirect_uri/);
  });

  it.each([
    ['no response type', { response_type: undefined }, 'unsupported_response_type'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no owner', { owner: undefined }, 'invalid_request'],
  ])('with %s is told by a redirect', async (_name, changes, error) => {
    const reply = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    const location = new URL(reply.headers.get('location') ?? '');
    expect(Object.fromEntries(location.searchParams)).toEqual({ error, state: good.state });
  });
});

it('takes any address of this machine where none is registered, and no other', async () => {
  const open = await startSandbox({ workspace: createWorkspace() });
  const statusOf = async (redirectUri: string) => {
    const url = authorizeUrl({ redirect_uri: redirectUri }).replace(sandbox.url, open.url);
    return (await fetch(url)).status;
  };
  expect(await statusOf('http://localhost:1234/x')).toBe(200);
  expect(await statusOf('http://127.0.0.1:1234/x')).toBe(200);
  expect(await statusOf('https://localhost.example/x')).toBe(400);
  expect(await statusOf('javascript:alert(1)')).toBe(400);
  await open.close();
});
