import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { authorization, space } from '../../credentials/fakes/sample-authorization.js';
import { consentTo } from '../../sandbox/hosted/browser.js';
import { callbackOf, HERE, startSignInStage, type SignInStage } from '../sign-in-stage.js';

let stage: SignInStage;
beforeEach(async () => {
  stage = await startSignInStage();
});
afterEach(async () => {
  await stage.close();
});

const request = {
  spaceId: HERE,
  returnTo: null,
  reconnects: null,
  by: 'test',
  person: null,
  toConnections: false,
};
const never = new AbortController().signal;
const problemOf = (outcome: Awaited<ReturnType<SignInStage['connect']>>) =>
  outcome.kind === 'failed' ? outcome.problem.code : outcome.kind;
const hostedId = async () => {
  const [connection] = await hostedHere();
  if (connection === undefined) {
    throw new Error('No hosted connection is stored.');
  }
  return connection.id;
};
const hostedHere = () => stage.credentials.hostedConnectionsOf(HERE);

describe('a sign-in to the hosted server', () => {
  it('ends in a connection of its kind, with the workspace and the person that the server names', async () => {
    expect(await stage.connect({ label: /Bea/ })).toMatchObject({
      kind: 'connected',
      connection: {
        kind: 'hosted',
        status: 'connected',
        workspace: { name: 'Second' },
        owner: { name: expect.any(String) },
      },
    });
    expect(await hostedHere()).toHaveLength(1);
    expect(await stage.credentials.connectionsOf(HERE)).toEqual([]);
  });

  it('works without the ids in the token answer, which older servers do not send', async () => {
    stage.sandbox.hosted.behavior.identity = false;
    expect(await stage.connect({ label: /Bea/ })).toMatchObject({ kind: 'connected' });
  });

  it('gives a token that the server accepts, and that is for its address alone', async () => {
    await stage.connect();
    const id = await hostedId();
    const token = await stage.credentials.hostedTokenOf(HERE, id, never);
    expect(token).toMatchObject({ kind: 'hosted', resource: stage.sandbox.hosted.resource });
    const response = await fetch(stage.sandbox.hosted.resource, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token.accessToken}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    });
    expect(response.status).toBe(200);
  });

  it('never gives its token where one of the REST API is asked for, nor the other way round', async () => {
    await stage.connect({ label: /Bea/ });
    const hosted = await hostedId();
    const rest = await stage.credentials.recordConnection({
      spaceId: space('other'),
      authorization: authorization(),
      by: 'test',
    });
    await expect(stage.credentials.accessTokenOf(HERE, hosted)).rejects.toThrow('another kind');
    await expect(stage.credentials.hostedTokenOf(space('other'), rest.id)).rejects.toThrow('another kind');
  });

  it('registers one client for each connection, so that a second space does not end the first', async () => {
    await stage.connect({ label: /Bea/ });
    await stage.connect({ label: /Bea/, spaceId: space('other') });
    const { counts, livingGrants } = stage.sandbox.hosted;
    expect([counts.registrations, counts.replacedGrants, livingGrants]).toEqual([2, 0, 2]);
  });

  it('revokes the grant that a new sign-in to the same connection replaces', async () => {
    await stage.connect({ label: /Bea/ });
    await stage.connect({ label: /Bea/ });
    expect(await hostedHere()).toHaveLength(1);
    expect(stage.sandbox.hosted.livingGrants).toBe(1);
  });

  it('sends the code with PKCE and the exact resource, as a form without a secret', async () => {
    const { authorizeUrl } = await stage.signIn.begin(request);
    const { searchParams } = new URL(authorizeUrl);
    expect(searchParams.get('resource')).toBe(stage.sandbox.hosted.resource);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('redirect_uri')).toBe(
      'http://127.0.0.1:3000/integrations/notion/mcp/oauth/callback',
    );
  });

  it('logs neither code nor token nor verifier', async () => {
    await stage.connect();
    const id = await hostedId();
    const { accessToken } = await stage.credentials.hostedTokenOf(HERE, id, never);
    await stage.written();
    const text = stage.logged.join('');
    expect(text).toContain('connected a workspace');
    for (const part of accessToken.split(':')) {
      expect(text).not.toContain(part);
    }
  });
});

describe('the state of a sign-in', () => {
  const cross = async () => {
    const opened = await stage.signIn.begin(request);
    return { opened, back: callbackOf(await consentTo(opened.authorizeUrl)) };
  };

  it('is taken once', async () => {
    const { opened, back } = await cross();
    expect(await stage.signIn.finish(back, opened.browserSecret)).toMatchObject({ kind: 'connected' });
    expect(await stage.signIn.finish(back, opened.browserSecret)).toEqual({ kind: 'gone' });
  });

  it('belongs to the browser that was sent there', async () => {
    const { back } = await cross();
    expect(await stage.signIn.finish(back, 'another')).toEqual({ kind: 'wrong_browser' });
    expect(await stage.signIn.finish(back, undefined)).toEqual({ kind: 'wrong_browser' });
    expect(stage.sandbox.hosted.counts.exchanges).toBe(0);
  });

  it('ends after its time, and the sign-in with it', async () => {
    const { opened, back } = await cross();
    await stage.clock.advance(600_001);
    expect(await stage.signIn.finish(back, opened.browserSecret)).toEqual({ kind: 'gone' });
  });

  it('of a link lets each browser that follows it sign in, and the first that finishes ends the link', async () => {
    const { authorizeUrl, state } = await stage.signIn.start(request);
    const ticket = authorizeUrl.slice(authorizeUrl.lastIndexOf('/') + 1);
    expect(stage.sandbox.hosted.counts.registrations).toBe(0);
    const opened = await stage.signIn.open(ticket);
    expect(await stage.signIn.isPending(state)).toBe(true);
    const back = callbackOf(await consentTo(opened?.authorizeUrl ?? ''));
    expect(await stage.signIn.finish(back, opened?.browserSecret)).toMatchObject({ kind: 'connected' });
    expect(await stage.signIn.isPending(state)).toBe(false);
    expect(await stage.signIn.open(ticket)).toBeUndefined();
  });
});

describe('what goes wrong', () => {
  it('is told when the person cancels', async () => {
    expect(problemOf(await stage.connect({ decision: 'cancel' }))).toBe('denied');
    expect(await hostedHere()).toEqual([]);
  });

  it('is told when the code has expired, and when it was used', async () => {
    stage.sandbox.hosted.behavior.codeMs = 1000;
    const late = await stage.signIn.begin(request);
    const expired = callbackOf(await consentTo(late.authorizeUrl));
    await stage.clock.advance(2000);
    expect(problemOf(await stage.signIn.finish(expired, late.browserSecret))).toBe('code_refused');

    const opened = await stage.signIn.begin(request);
    const back = callbackOf(await consentTo(opened.authorizeUrl));
    expect(await stage.signIn.finish(back, opened.browserSecret)).toMatchObject({ kind: 'connected' });
    const again = await stage.signIn.begin(request);
    const other = callbackOf(await consentTo(again.authorizeUrl));
    const replayed = await stage.signIn.finish({ ...other, code: back.code }, again.browserSecret);
    expect(problemOf(replayed)).toBe('code_refused');
  });

  it('is told when the token endpoint fails, and the code is not sent twice', async () => {
    stage.sandbox.hosted.failNext({ kind: 'status', status: 500, acted: true }, 1, /token/);
    expect(problemOf(await stage.connect())).toBe('unavailable');
    const exchanges = stage.sandbox.hosted.requests.filter(({ label }) => label.startsWith('POST /token'));
    expect(exchanges).toHaveLength(1);
  });

  it('is told when the registration was forgotten before the code came', async () => {
    const opened = await stage.signIn.begin(request);
    const back = callbackOf(await consentTo(opened.authorizeUrl));
    stage.sandbox.hosted.forgetClients();
    expect(problemOf(await stage.signIn.finish(back, opened.browserSecret))).toBe('client_unknown');
    expect(await stage.connect()).toMatchObject({ kind: 'connected' });
  });

  it('is told when the server does not say whose the tokens are, and they are revoked', async () => {
    stage.sandbox.hosted.failNext({ kind: 'plain_text', text: 'no JSON' }, 1, /tools\/call/);
    expect(problemOf(await stage.connect())).toBe('no_identity');
    expect(stage.sandbox.hosted.livingGrants).toBe(0);
  });

  it('is told when the server refuses its own token, as it does one of the REST API', async () => {
    stage.sandbox.hosted.failNext({ kind: 'unauthorized' }, 5, /mcp/);
    expect(problemOf(await stage.connect())).toBe('rest_token');
  });

  it('is told when another issuer answers, before any code is sent (mix-up)', async () => {
    stage.sandbox.hosted.behavior.issuer = 'wrong';
    expect(problemOf(await stage.connect())).toBe('issuer_mismatch');
    expect(stage.sandbox.hosted.counts.exchanges).toBe(0);
    expect(problemOf(await stage.connect({ decision: 'cancel' }))).toBe('issuer_mismatch');
  });

  it('accepts an issuer that names itself, and wants its name where it was promised', async () => {
    stage.sandbox.hosted.behavior.issuer = 'present';
    expect(await stage.connect()).toMatchObject({ kind: 'connected' });
    stage.sandbox.hosted.behavior.issuer = 'advertised';
    expect(await stage.connect()).toMatchObject({ kind: 'connected' });
    const opened = await stage.signIn.begin(request);
    const { iss: _left, ...back } = callbackOf(await consentTo(opened.authorizeUrl));
    expect(problemOf(await stage.signIn.finish(back, opened.browserSecret))).toBe('issuer_mismatch');
  });

  it.each([
    ['unauthorized_client', 'client_not_allowed'],
    ['server_error', 'unavailable'],
    ['invalid_request', 'request_refused'],
  ])('is told for the error %s on the way back', async (error, problem) => {
    const { state, browserSecret } = await stage.signIn.begin(request);
    expect(problemOf(await stage.signIn.finish({ state, error }, browserSecret))).toBe(problem);
  });
});

describe('the two halves of a space', () => {
  const rest = (name: string, id: string) =>
    stage.credentials.recordConnection({
      spaceId: HERE,
      authorization: authorization({ workspace: { id, name, icon: null } }),
      by: 'test',
    });
  const idOf = (name: string) =>
    stage.sandbox.hosted.accounts.find(({ workspace }) => workspace.name === name)?.workspace.id ?? '';

  it('may be of the same workspace', async () => {
    await rest('Second', idOf('Second'));
    expect(await stage.connect({ label: /Bea/ })).toMatchObject({ kind: 'connected' });
    expect(await stage.credentials.connectionsOf(HERE)).toHaveLength(1);
  });

  it('are refused with both names when they are of different ones, and the new grant is revoked', async () => {
    await rest('Third', 'workspace-3');
    const outcome = await stage.connect({ label: /Bea/ });
    expect(outcome).toMatchObject({
      problem: {
        code: 'other_workspace',
        workspaces: { chosen: 'Second', connected: 'Third', connectedBy: 'rest' },
      },
    });
    expect(await hostedHere()).toEqual([]);
    expect(stage.sandbox.hosted.livingGrants).toBe(0);
  });

  it('are refused the other way round', async () => {
    await stage.connect({ label: /Bea/ });
    await expect(rest('Third', 'workspace-3')).rejects.toMatchObject({
      chosen: { name: 'Third' },
      connected: { name: 'Second' },
      connectedKind: 'hosted',
    });
  });

  it('of a person are hers', async () => {
    const other = await stage.connect({ label: /Bea/, person: '00000000-0000-4000-8000-000000000000' });
    expect(problemOf(other)).toBe('other_person');
    const account = stage.sandbox.hosted.accounts.find(({ user }) => user.name.startsWith('Bea'));
    expect(await stage.connect({ label: /Bea/, person: account?.user.id ?? '' })).toMatchObject({
      kind: 'connected',
    });
  });
});
