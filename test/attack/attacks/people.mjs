import { createHash, randomBytes } from 'node:crypto';
import { holds } from '../breach.mjs';
import { ask } from '../call.mjs';

const json = (value) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

async function connectLink(stage) {
  const { headers, body } = json({ spaceId: stage.attacker });
  const answer = await ask({
    url: `${stage.server.url}/integrations/notion/oauth/start`,
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${stage.key}` },
    body,
  });
  return JSON.parse(answer.body).authorizeUrl;
}

/** What a browser without cookies is shown at first; it follows redirects of this server only. */
async function open(stage, url) {
  const cookies = new Map();
  let address = url;
  for (let hop = 0; hop < 5; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await ask({ url: address, method: 'GET', headers: { accept: 'text/html', cookie } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [name, value] = line.slice(0, line.indexOf(';')).split('=');
      cookies.set(name, value);
    }
    const next = answer.headers.location && new URL(answer.headers.location, address).href;
    if (next === undefined || !next.startsWith(stage.server.url)) {
      return { ...answer, next, cookies };
    }
    address = next;
  }
  throw new Error('The way does not end.');
}

/** Registers an app and begins to ask for permission. */
async function consent(stage, client, parameters = {}) {
  const registered = await ask({
    url: `${stage.server.url}/oauth/register`,
    method: 'POST',
    ...json({ token_endpoint_auth_method: 'none', ...client }),
  });
  if (registered.status !== 201) {
    return registered;
  }
  const { client_id: clientId } = JSON.parse(registered.body);
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: client.redirect_uris[0],
    response_type: 'code',
    state: 'x',
    scope: 'notion:read',
    resource: `${stage.server.url}/mcp`,
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return open(stage, `${stage.server.url}/oauth/authorize?${query}`);
}

export const peopleAttacks = [
  {
    name: 'people: a connect link that is sent to somebody else',
    short: true,
    run: async (stage) => {
      const link = await connectLink(stage);
      const { status, next, body } = await open(stage, link);
      holds(status === 200 && next === undefined, `it leads on by itself: ${status} ${next ?? ''}`);
      holds(body.includes(stage.attacker), 'the page does not name the space');
      holds(body.includes('only if you started this'), 'the page does not warn');
      for (const headers of [{}, { cookie: 'notion-link=x' }]) {
        const answer = await ask({
          url: link,
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          body: 'decision=continue',
        });
        holds(answer.status === 403, `a foreign form goes on: ${answer.status}`);
      }
      return 'shown who made it and for which space; foreign forms refused';
    },
  },
  {
    name: 'people: an app that calls itself like a known one',
    short: true,
    run: async (stage) => {
      const { status, body } = await consent(stage, {
        client_name: 'Claude by Anthropic (official)',
        redirect_uris: ['https://claude.ai.evil.example/callback'],
      });
      holds(status === 200, `no consent page: ${status}`);
      holds(body.includes('claude.ai.evil.example'), 'the page does not show the place');
      holds(!body.includes('class="pill"'), 'the page confirms an impostor');
      return 'not confirmed, its place is shown';
    },
  },
  {
    name: 'people: permission without a page',
    short: true,
    run: async (stage) => {
      const redirect = 'http://127.0.0.1:9/callback';
      const { next } = await consent(
        stage,
        { client_name: 'Silent', redirect_uris: [redirect] },
        { prompt: 'none' },
      );
      const query = new URL(next).searchParams;
      holds(next.startsWith(redirect) && query.has('error') && !query.has('code'), `answered with ${next}`);
      return `refused: ${query.get('error')}`;
    },
  },
  {
    name: 'people: apps that come back to a dangerous scheme',
    run: async (stage) => {
      const schemes = [
        'javascript:alert(1)',
        'file:///etc/passwd',
        'vscode://vscode.git/clone?url=https://evil.example',
      ];
      for (const redirect of schemes) {
        const { status } = await consent(stage, { client_name: 'App', redirect_uris: [redirect] });
        holds(status === 400, `${redirect} is registered: ${status}`);
      }
      return `${schemes.length} refused`;
    },
  },
];
