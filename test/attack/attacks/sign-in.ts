import { Browser } from '../../notion-oauth/browser.js';
import { authorizationRequest, REDIRECT } from '../../oauth-server/app/oauth-apps.js';
import { Person } from '../../oauth-server/app/person.js';
import { clickThrough } from '../../sandbox/oauth/consent-form.js';
import { connectLink } from '../../harness/http/spaces.js';
import type { HttpAnswer } from '../../harness/http/http-request.js';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { answerTo, ask, form, json } from '../call.js';

/** How often the same is sent at the same moment. */
const AT_ONCE = 20;
/** Browsers that open the same link at the same moment. */
const BROWSERS = 8;

const again = <Result>(times: number, make: () => Promise<Result>): Promise<readonly Result[]> =>
  Promise.all(Array.from({ length: times }, make));

/** The account with which the stage has connected the attacker's space. */
function accountOf({ notion, names, attacker }: AttackStage): string {
  const { workspace, user } = notion.accounts[names.indexOf(attacker)] ?? {};
  return `${workspace?.id}/${user?.id}`;
}

function linkOf({ server, attacker, key }: AttackStage): Promise<string> {
  return connectLink({ url: server.url, space: attacker, key });
}

/** Asks for tokens; gives those of an answer, or the error in their place. */
async function tokensFor(
  { server }: AttackStage,
  fields: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string | undefined>>> {
  const answer = await ask({ url: `${server.url}/oauth/token`, method: 'POST', ...form(fields) });
  holds(answer !== undefined && answer.status < 500, `a token request is answered with ${answer?.status}`);
  return JSON.parse(answer.body) as Record<string, string>;
}

/** Whether an access token opens the endpoint. */
async function opens({ server }: AttackStage, token: string | undefined): Promise<boolean> {
  const { headers, body } = json({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  const { status } = await answerTo({
    url: `${server.url}/mcp`,
    method: 'POST',
    headers: { ...headers, accept: 'application/json, text/event-stream', authorization: `Bearer ${token}` },
    body,
  });
  return status === 200;
}

/** An app that a person allows; gives what it needs to ask for tokens. */
async function allowedApp(stage: AttackStage): Promise<Readonly<Record<string, string>>> {
  const registered = await answerTo({
    url: `${stage.server.url}/oauth/register`,
    method: 'POST',
    ...json({ token_endpoint_auth_method: 'none', redirect_uris: [REDIRECT] }),
  });
  const { client_id: clientId } = JSON.parse(registered.body) as { client_id: string };
  const { url, verifier } = authorizationRequest(stage.server.url, clientId, {
    resource: `${stage.server.url}/mcp`,
  });
  const person = new Person(stage.server.url);
  person.atNotion = { account: accountOf(stage) };
  const code = (await person.authorize(url)).searchParams.get('code');
  holds(code !== null, 'the honest app gets no code');
  return {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  };
}

function allowed({ headers }: HttpAnswer): readonly string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-allow-'));
}

export const signInAttacks: readonly Attack[] = [
  {
    name: 'sign-in: one connect link in many browsers at once',
    run: async (stage) => {
      const link = await linkOf(stage);
      const arrivals = await again(BROWSERS, () => {
        const person = new Person(stage.server.url);
        person.atNotion = { account: accountOf(stage) };
        return person.follow(link);
      });
      const connected = arrivals.filter(({ status }) => status === 200).length;
      holds(connected <= 1, `it connects ${connected} times`);
      const left = await new Person(stage.server.url).visit(link);
      holds(left.status >= 400 || connected === 0, 'it works once more');
      return `${connected} of ${BROWSERS} connected`;
    },
  },
  {
    name: 'sign-in: one return from Notion, many times at once and in another browser',
    short: true,
    run: async (stage) => {
      const browser = new Browser();
      const { location } = await browser.follow(await linkOf(stage));
      const callback = await clickThrough(location, { decision: 'allow', account: accountOf(stage) });
      const stolen = await new Browser().open(callback.href);
      holds(stolen.status === 403, `another browser is answered with ${stolen.status}`);
      const returns = await again(AT_ONCE, () => browser.open(callback.href));
      const connected = returns.filter(({ status }) => status === 200).length;
      holds(connected === 1, `it connects ${connected} times`);
      return `1 of ${AT_ONCE} connected`;
    },
  },
  {
    name: 'sign-in: one code of an app, redeemed many times at once',
    short: true,
    run: async (stage) => {
      const fields = await allowedApp(stage);
      const answers = await again(AT_ONCE, () => tokensFor(stage, fields));
      const granted = answers.filter(({ access_token: token }) => token !== undefined);
      await tokensFor(stage, fields);
      for (const { access_token: token } of granted) {
        holds(!(await opens(stage, token)), 'a token of a code that was used twice opens');
      }
      return `${granted.length} of ${AT_ONCE} got tokens, which open nothing`;
    },
  },
  {
    name: 'sign-in: one refresh token, used many times at once, and again later',
    short: true,
    run: async (stage) => {
      const fields = await allowedApp(stage);
      const first = await tokensFor(stage, fields);
      const use = (refreshToken: string | undefined): ReturnType<typeof tokensFor> =>
        tokensFor(stage, {
          grant_type: 'refresh_token',
          client_id: fields['client_id'] ?? '',
          refresh_token: refreshToken ?? '',
        });
      const answers = await again(AT_ONCE, () => use(first['refresh_token']));
      const next = new Set(answers.flatMap(({ refresh_token: token }) => token ?? []));
      holds(next.size === 1, `it branches into ${next.size}`);
      const [second] = next;
      const last = await use(second);
      holds(await opens(stage, last['access_token']), 'the honest app is locked out');
      const replayed = await use(first['refresh_token']);
      holds(replayed['access_token'] === undefined, 'an old one still gives tokens');
      holds(!(await opens(stage, last['access_token'])), 'what came of a stolen one still opens');
      return `one successor for ${AT_ONCE}; a replay ended all of it`;
    },
  },
  {
    name: 'sign-in: scripts of other origins',
    short: true,
    run: async (stage) => {
      const { url } = stage.server;
      const paths = [
        '/mcp',
        `/mcp/${stage.tenant}`,
        '/connections',
        '/integrations/notion/connections',
        '/chat',
      ];
      const origins = ['https://evil.example', 'null', `${url}.evil.example`, `${url}@evil.example`];
      for (const path of paths) {
        for (const origin of origins) {
          const asked = await answerTo({
            url: `${url}${path}`,
            method: 'OPTIONS',
            headers: {
              origin,
              'access-control-request-method': 'POST',
              'access-control-request-headers': 'authorization, content-type',
            },
          });
          holds(allowed(asked).length === 0, `${path} lets ${origin} in: ${allowed(asked).join(', ')}`);
          const sent = await answerTo({
            url: `${url}${path}`,
            method: 'POST',
            headers: { origin, 'content-type': 'text/plain', authorization: `Bearer ${stage.key}` },
            body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
          });
          holds(sent.status >= 400, `${path} answers ${origin} with ${sent.status}`);
          holds(allowed(sent).length === 0, `${path} lets ${origin} read: ${allowed(sent).join(', ')}`);
        }
      }
      return `${paths.length} addresses, ${origins.length} origins: none may read`;
    },
  },
];
