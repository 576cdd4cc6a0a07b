import { holds, type Attack, type AttackStage } from '../attack.js';
import { answerTo, ask, form, json } from '../call.js';
import { signatureOf } from '../../support/notion/webhook-events.js';

/** A page with its cookie and the token of its forms, as a browser without a session has them. */
async function formOf(stage: AttackStage): Promise<{ readonly cookie: string; readonly token: string }> {
  const { headers, body } = await answerTo({
    url: `${stage.server.url}/connections`,
    method: 'GET',
    headers: { accept: 'text/html' },
  });
  const [cookie = ''] = (headers['set-cookie']?.[0] ?? '').split(';', 1);
  const token = /name="form_token" value="([\w-]+)"/.exec(body)?.[1] ?? '';
  holds(cookie !== '' && token !== '', 'the page has no form');
  return { cookie, token };
}

/** Sends one body after the other to an address of programs; none may be taken, fail, or be answered with a page. */
async function refusesAll(
  url: string,
  requests: readonly (readonly [what: string, headers: Record<string, string>, body: string])[],
): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const [what, headers, body] of requests) {
    const answer = await ask({ url, method: 'POST', headers, body });
    holds(answer !== undefined, `the connection broke: ${what}`);
    const { status, headers: answered } = answer;
    holds(status >= 400 && status < 500, `${what} is answered with ${status}`);
    holds(answered['content-type']?.includes('json') === true, `${what} is answered with a page`);
    statuses.push(status);
  }
  return [...new Set(statuses)].toSorted((one, other) => one - other);
}

export const doorAttacks: readonly Attack[] = [
  {
    name: 'doors: forms of another site, another browser and another page',
    short: true,
    run: async (stage) => {
      const [own, other] = [await formOf(stage), await formOf(stage)];
      const attempts: readonly (readonly [string, Record<string, string>, string])[] = [
        ['a page of another site', { cookie: own.cookie, 'sec-fetch-site': 'cross-site' }, own.token],
        ['a page of a sibling host', { cookie: own.cookie, 'sec-fetch-site': 'same-site' }, own.token],
        [
          'a made-up relation',
          { cookie: own.cookie, 'sec-fetch-site': 'same-origin, cross-site' },
          own.token,
        ],
        ['a form without a token', { cookie: own.cookie }, ''],
        ['the token of another browser', { cookie: own.cookie }, other.token],
        ['no cookie', {}, own.token],
        ['a planted cookie before the own one', { cookie: `${other.cookie}; ${own.cookie}` }, own.token],
        ['a planted cookie of a shape of its own', { cookie: 'notion-person=x' }, own.token],
        ['a token that comes twice', { cookie: own.cookie }, `${own.token}&form_token=${own.token}`],
      ];
      const send = (headers: Record<string, string>, token: string): ReturnType<typeof answerTo> =>
        answerTo({
          url: `${stage.server.url}/connections/connect`,
          method: 'POST',
          headers: { ...form({}).headers, ...headers },
          body: `form_token=${token}`,
        });
      for (const [what, headers, token] of attempts) {
        const { status } = await send(headers, token);
        holds(status === 403, `${what} is answered with ${status}`);
      }
      const { status } = await send({ cookie: own.cookie, 'sec-fetch-site': 'same-origin' }, own.token);
      holds(status === 200, `its own form is answered with ${status}`);
      return `${attempts.length} kinds refused, the page’s own form goes on`;
    },
  },
  {
    name: 'doors: webhooks that are forged, shapeless, packed or without end',
    short: true,
    run: async (stage) => {
      const url = `${stage.server.url}/integrations/notion/webhooks`;
      const event = JSON.stringify({ id: 'x', type: 'page.deleted', entity: { id: 'x', type: 'page' } });
      const signed = (body: string, token: string): Record<string, string> => ({
        'x-notion-signature': signatureOf(body, token),
      });
      const asJson = { 'content-type': 'application/json' };
      const statuses = await refusesAll(url, [
        ['an event that nobody has signed', asJson, event],
        ['one signed with an empty token', { ...asJson, ...signed(event, '') }, event],
        ['one signed with a token of one’s own', { ...asJson, ...signed(event, 'secret_own') }, event],
        ['the signature of another body', { ...asJson, ...signed('{}', 'secret_own') }, event],
        ['two signatures', { ...asJson, 'x-notion-signature': 'sha256=00, sha256=11' }, event],
        ['one that is nested without end', asJson, `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
        ['a token among others', asJson, '{"verification_token":["a","b"]}'],
        ['a token of a megabyte', asJson, JSON.stringify({ verification_token: 'x'.repeat(1_000_000) })],
        ['a packed body', { ...asJson, 'content-encoding': 'gzip' }, event],
        ['a form', form({}).headers, 'verification_token=x'],
        ['text', { 'content-type': 'text/plain; application/json' }, event],
        ['no JSON', asJson, '{'],
      ]);
      return `refused with ${statuses.join(', ')}`;
    },
  },
  {
    name: 'doors: token requests with parameters that come twice, are missing or are none',
    short: true,
    run: async (stage) => {
      const { headers } = form({});
      const code = 'grant_type=authorization_code&code=x&code_verifier=x&redirect_uri=http://127.0.0.1:9/';
      const registered = await answerTo({
        url: `${stage.server.url}/oauth/register`,
        method: 'POST',
        ...json({ token_endpoint_auth_method: 'none', redirect_uris: ['http://127.0.0.1:9/callback'] }),
      });
      const { client_id: id } = JSON.parse(registered.body) as { client_id: string };
      const statuses = await refusesAll(`${stage.server.url}/oauth/token`, [
        ['two clients', headers, `${code}&client_id=${id}&client_id=other`],
        ['two codes', headers, `${code}&code=y&client_id=${id}`],
        ['two kinds', headers, `${code}&grant_type=refresh_token&client_id=${id}`],
        ['another server’s resource', headers, `${code}&client_id=${id}&resource=https://other.example/mcp`],
        ['no verifier', headers, `grant_type=authorization_code&code=x&client_id=${id}`],
        ['a grant of clients', headers, `grant_type=client_credentials&client_id=${id}`],
        ['a password', headers, `grant_type=password&username=a&password=b&client_id=${id}`],
        ['a name that reaches a prototype', headers, `__proto__[x]=1&client_id=${id}`],
        ['JSON', json({}).headers, JSON.stringify({ grant_type: 'authorization_code', client_id: id })],
        ['no body', headers, ''],
        ['a client in the network of the server', headers, `${code}&client_id=https://[::1]/client.json`],
        ['one at a mapped address', headers, `${code}&client_id=https://[::ffff:127.0.0.1]/client.json`],
      ]);
      return `refused with ${statuses.join(', ')}`;
    },
  },
  {
    name: 'doors: the description of all addresses, from any site',
    run: async (stage) => {
      const { status, headers, body } = await answerTo({
        url: `${stage.server.url}/openapi.json?x=${'y'.repeat(4000)}`,
        method: 'GET',
        headers: { origin: 'https://evil.example', cookie: 'notion-person=x', host: 'evil.example' },
      });
      holds(status === 200 && headers['set-cookie'] === undefined, `it is answered with ${status}`);
      holds(headers['access-control-allow-credentials'] === undefined, 'it is for people who are signed in');
      holds(!body.includes('evil.example'), 'it repeats what a stranger says');
      for (const secret of [stage.key, stage.tenant, stage.settings.DATA_FOLDER]) {
        holds(!body.includes(secret), 'it says what strangers must not know');
      }
      return 'the same for everybody, without a secret';
    },
  },
];
