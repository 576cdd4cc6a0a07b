import { createHash, randomBytes } from 'node:crypto';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { connectLink } from '../../harness/http/spaces.js';
import type { HttpAnswer } from '../../harness/http/http-request.js';
import { answerTo, form, json } from '../call.js';

/** An answer, and where it leads on to, outside of this server. */
type Shown = Pick<HttpAnswer, 'status' | 'body'> & { readonly next?: string };

/** What a browser without cookies is shown at first; it follows redirects of this server only. */
async function open(stage: AttackStage, url: string): Promise<Shown> {
  const cookies = new Map<string, string>();
  let address = url;
  for (let hop = 0; hop < 5; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await answerTo({ url: address, method: 'GET', headers: { accept: 'text/html', cookie } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = line.slice(0, line.indexOf(';')).split('=');
      cookies.set(name, value);
    }
    const { status, body } = answer;
    if (answer.headers.location === undefined) {
      return { status, body };
    }
    const next = new URL(answer.headers.location, address).href;
    if (!next.startsWith(stage.server.url)) {
      return { status, body, next };
    }
    address = next;
  }
  throw new Error('The way does not end.');
}

/** Registers an app and begins to ask for permission. */
async function consent(
  stage: AttackStage,
  {
    name,
    redirectUri,
    ...parameters
  }: { readonly name: string; readonly redirectUri: string; readonly prompt?: string },
): Promise<Shown> {
  const registered = await answerTo({
    url: `${stage.server.url}/oauth/register`,
    method: 'POST',
    ...json({ token_endpoint_auth_method: 'none', client_name: name, redirect_uris: [redirectUri] }),
  });
  if (registered.status !== 201) {
    return registered;
  }
  const { client_id: clientId } = JSON.parse(registered.body) as { client_id: string };
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
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

export const peopleAttacks: readonly Attack[] = [
  {
    name: 'people: a connect link that is sent to somebody else',
    short: true,
    run: async (stage) => {
      const link = await connectLink({ url: stage.server.url, space: stage.attacker, key: stage.key });
      const { status, next, body } = await open(stage, link);
      holds(status === 200 && next === undefined, `it leads on by itself: ${status} ${next ?? ''}`);
      holds(body.includes(stage.attacker), 'the page does not name the space');
      holds(body.includes('only if you started this'), 'the page does not warn');
      const foreign = form({ decision: 'continue' });
      for (const headers of [{}, { cookie: 'notion-link=x' }]) {
        const answer = await answerTo({
          url: link,
          method: 'POST',
          headers: { ...foreign.headers, ...headers },
          body: foreign.body,
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
        name: 'Claude by Anthropic (official)',
        redirectUri: 'https://claude.ai.evil.example/callback',
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
      const redirectUri = 'http://127.0.0.1:9/callback';
      const { next = '' } = await consent(stage, { name: 'Silent', redirectUri, prompt: 'none' });
      holds(next.startsWith(redirectUri), `it leads to "${next}"`);
      const query = new URL(next).searchParams;
      holds(query.has('error') && !query.has('code'), `answered with ${next}`);
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
      for (const redirectUri of schemes) {
        const { status } = await consent(stage, { name: 'App', redirectUri });
        holds(status === 400, `${redirectUri} is registered: ${status}`);
      }
      return `${schemes.length} refused`;
    },
  },
];
