import { holds } from '../breach.mjs';
import { ask, callTool } from '../call.mjs';

/** Addresses that a stranger has; the proxy in front, which is trusted on loopback, tells them. */
const strangers = Array.from({ length: 40 }, (_, index) => `198.51.100.${index + 1}`);
/** An address that has asked for nothing yet. */
const HONEST = '203.0.113.7';

const form = (fields) => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
const json = (value) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

const post = (stage, path, address, { headers, body }) =>
  ask({
    url: `${stage.server.url}${path}`,
    method: 'POST',
    headers: { ...headers, 'x-forwarded-for': address },
    body,
  });

/** Sends so many requests, a few at a time; gives how often each status came. */
async function flood(count, requestOf) {
  const statuses = new Map();
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

const tell = (statuses) => [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');

function registration(index) {
  return json({
    client_name: `App ${index}`,
    redirect_uris: ['http://127.0.0.1/callback'],
    token_endpoint_auth_method: 'none',
  });
}

export const floodAttacks = [
  {
    name: 'floods: registrations from 40 addresses',
    short: true,
    run: async (stage) => {
      const statuses = await flood(1200, (index) =>
        post(stage, '/oauth/register', strangers[index % strangers.length], registration(index)),
      );
      const honest = await post(stage, '/oauth/register', HONEST, registration(0));
      holds(honest?.status === 201, `an honest app could not register: ${honest?.status}`);
      return `${tell(statuses)}; an honest app registers`;
    },
  },
  ...['token', 'revoke'].map((endpoint) => ({
    name: `floods: the ${endpoint} endpoint from one address`,
    short: true,
    run: async (stage) => {
      const fields = { client_id: 'nobody', grant_type: 'refresh_token', refresh_token: 'x', token: 'x' };
      const statuses = await flood(600, () => post(stage, `/oauth/${endpoint}`, strangers[0], form(fields)));
      holds(statuses.has(429) || statuses.has(503), `never limited: ${tell(statuses)}`);
      const honest = await post(stage, `/oauth/${endpoint}`, HONEST, form(fields));
      holds(honest?.status < 429, `another address is limited too: ${honest?.status}`);
      return `${tell(statuses)}; another address is served`;
    },
  })),
  {
    name: 'floods: webhook handshakes from 40 addresses',
    short: true,
    run: async (stage) => {
      const handshake = (index) => json({ verification_token: `secret_${String(index).padStart(40, 'x')}` });
      const statuses = await flood(200, (index) =>
        post(stage, '/integrations/notion/webhooks', strangers[index % strangers.length], handshake(index)),
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
            'x-forwarded-for': strangers[1],
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
