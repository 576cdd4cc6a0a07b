import { holds, type Attack, type AttackStage } from '../attack.js';
import { inTurn } from '../../harness/in-turn.js';
import { ask, callTool, form, json } from '../call.js';

/** Addresses that a stranger has; the proxy in front, which is trusted on loopback, tells them. */
const strangers = Array.from({ length: 40 }, (_, index) => `198.51.100.${index + 1}`);
/** An address that has asked for nothing yet. */
const HONEST = '203.0.113.7';

const post = (
  stage: AttackStage,
  path: string,
  address: string,
  { headers, body }: ReturnType<typeof json>,
) =>
  ask({
    url: `${stage.server.url}${path}`,
    method: 'POST',
    headers: { ...headers, 'x-forwarded-for': address },
    body,
  });

/** How often each came; undefined stands for a broken connection. */
type Statuses = ReadonlyMap<number | undefined, number>;

/** Sends so many requests, a few at a time; gives how often each status came. */
async function flood(count: number, requestOf: (index: number) => ReturnType<typeof ask>): Promise<Statuses> {
  const statuses = new Map<number | undefined, number>();
  let next = 0;
  const work = async () => {
    while (next < count) {
      const answer = await requestOf(next++);
      statuses.set(answer?.status, (statuses.get(answer?.status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return statuses;
}

const tell = (statuses: Statuses) =>
  [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');

function registration(index: number): ReturnType<typeof json> {
  return json({
    client_name: `App ${index}`,
    redirect_uris: ['http://127.0.0.1/callback'],
    token_endpoint_auth_method: 'none',
  });
}

export const floodAttacks: readonly Attack[] = [
  {
    name: 'floods: registrations from 40 addresses',
    short: true,
    run: async (stage) => {
      const statuses = await flood(1200, (index) =>
        post(stage, '/oauth/register', inTurn(strangers, index), registration(index)),
      );
      const honest = await post(stage, '/oauth/register', HONEST, registration(0));
      holds(honest?.status === 201, `an honest app could not register: ${honest?.status}`);
      return `${tell(statuses)}; an honest app registers`;
    },
  },
  ...['token', 'revoke'].map((endpoint) => ({
    name: `floods: the ${endpoint} endpoint from one address`,
    short: true,
    run: async (stage: AttackStage) => {
      const fields = { client_id: 'nobody', grant_type: 'refresh_token', refresh_token: 'x', token: 'x' };
      const statuses = await flood(600, () =>
        post(stage, `/oauth/${endpoint}`, inTurn(strangers, 0), form(fields)),
      );
      holds(statuses.has(429) || statuses.has(503), `never limited: ${tell(statuses)}`);
      const honest = await post(stage, `/oauth/${endpoint}`, HONEST, form(fields));
      holds(honest !== undefined && honest.status < 429, `another address is limited too: ${honest?.status}`);
      return `${tell(statuses)}; another address is served`;
    },
  })),
  {
    name: 'floods: webhook handshakes from 40 addresses',
    short: true,
    run: async (stage) => {
      const handshake = (index: number) =>
        json({ verification_token: `secret_${String(index).padStart(40, 'x')}` });
      const statuses = await flood(200, (index) =>
        post(stage, '/integrations/notion/webhooks', inTurn(strangers, index), handshake(index)),
      );
      const honest = await post(stage, '/integrations/notion/webhooks', HONEST, handshake(9999));
      holds(honest?.status === 200, `Notion's own handshake was refused: ${honest?.status}`);
      return `${tell(statuses)}; another address is served`;
    },
  },
  {
    name: 'floods: guessed keys',
    short: true,
    run: async (stage) => {
      const guess = () =>
        ask({
          url: stage.urlOf(stage.tenant),
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer nrm_${'0'.repeat(12)}_${'A'.repeat(43)}`,
            'x-forwarded-for': inTurn(strangers, 1),
          },
          body: '{}',
        });
      const statuses = await flood(600, guess);
      holds(statuses.has(429), `never limited: ${tell(statuses)}`);
      const honest = await callTool(stage, stage.tenant, 'notion_search', { query: 'Welcome' });
      holds(!honest.isError, `a valid key is refused as well: ${honest.status}`);
      return `${tell(statuses)}; a valid key is served`;
    },
  },
];
