import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectRaw } from '../support/servers/raw-connection.js';
import { deliver, pageEvent, shakeHands, signatureOf } from '../support/notion/webhook-events.js';
import { startWebhookServer, type WebhookServer } from './webhook-server.js';

const TOKEN = 'secret_tKn-of-the-first-subscription-0123456789';
const OTHER = 'secret_tKn-of-the-other-subscription-0123456789';
const PATH = '/integrations/notion/webhooks';

const servers: WebhookServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** A server, and what its operator has accepted. */
async function start(...accepted: readonly string[]): Promise<WebhookServer> {
  const server = await startWebhookServer({ perAddress: 3 });
  servers.push(server);
  for (const token of accepted) {
    await server.tokens.accept((await server.tokens.receive(token)) ?? '');
  }
  return server;
}

/** An event that happens now, as far as the server can tell. */
function eventAt(server: WebhookServer, over: Readonly<Record<string, unknown>> = {}, age = 0): object {
  return pageEvent({ timestamp: new Date(server.clock.now().getTime() - age).toISOString(), ...over });
}

async function post(server: WebhookServer, body: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${server.url}${PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  await response.text();
  return response.status;
}

describe('an event that Notion has signed', () => {
  it('is told to every process before it is answered', async () => {
    const server = await start(TOKEN);
    const response = await deliver(server.url, TOKEN, eventAt(server));
    expect([response.status, await response.json()]).toEqual([200, { received: true }]);
    expect(server.changes).toEqual([
      {
        workspaceId: '11111111-1111-4111-8111-111111111111',
        objectIds: ['44444444-4444-4444-8444-444444444444'],
      },
    ]);
    expect(server.taken).toHaveLength(1);
  });

  it('is taken from each of several subscriptions', async () => {
    const server = await start(TOKEN, OTHER);
    for (const token of [TOKEN, OTHER]) {
      expect((await deliver(server.url, token, eventAt(server))).status).toBe(200);
    }
    expect(server.changes).toHaveLength(2);
  });

  it('of a type that drops nothing is answered well, so that Notion does not send it again', async () => {
    const server = await start(TOKEN);
    for (const type of ['view.updated', 'file_upload.completed', 'planet.exploded']) {
      expect((await deliver(server.url, TOKEN, eventAt(server, { type }))).status).toBe(200);
    }
    expect(server.changes).toEqual([]);
  });

  it('may come late, as the last of Notion’s attempts', async () => {
    const server = await start(TOKEN);
    const event = eventAt(server, { attempt_number: 8 }, 24 * 3_600_000);
    expect((await deliver(server.url, TOKEN, event)).status).toBe(200);
    expect(server.changes).toHaveLength(1);
  });

  it('is refused from two seconds after its token is removed', async () => {
    const server = await start(TOKEN);
    expect((await deliver(server.url, TOKEN, eventAt(server))).status).toBe(200);
    const [listed] = await server.tokens.list();
    await server.tokens.remove(listed?.fingerprint ?? '');
    await server.clock.advance(2000);
    expect((await deliver(server.url, TOKEN, eventAt(server))).status).toBe(401);
  });

  it('is asked for again while the database is away', async () => {
    const server = await start(TOKEN);
    await deliver(server.url, TOKEN, eventAt(server));
    await server.loseDatabase();
    expect((await deliver(server.url, TOKEN, eventAt(server))).status).toBeGreaterThanOrEqual(500);
    expect(server.changes).toHaveLength(1);
  });
});

describe('an attack', () => {
  const refused: readonly [
    name: string,
    status: number,
    attack: (server: WebhookServer) => Promise<{ readonly status: number } | number>,
  ][] = [
    ['an unsigned event', 401, (server) => post(server, JSON.stringify(eventAt(server)), {})],
    [
      'an event signed with a guess',
      401,
      (server) => deliver(server.url, 'secret_that-somebody-guessed', eventAt(server)),
    ],
    [
      'an event signed with the token of another subscription',
      401,
      (server) => deliver(server.url, OTHER, eventAt(server)),
    ],
    ['an event signed with the empty token', 401, (server) => deliver(server.url, '', eventAt(server))],
    [
      'a true signature over another body',
      401,
      (server) => {
        const signature = signatureOf(JSON.stringify(eventAt(server)), TOKEN);
        const forged = JSON.stringify(eventAt(server, { entity: { id: randomUUID(), type: 'page' } }));
        return post(server, forged, { 'x-notion-signature': signature });
      },
    ],
    [
      'the same JSON spelt otherwise',
      401,
      (server) => {
        const body = JSON.stringify(eventAt(server));
        return post(server, `${body} `, { 'x-notion-signature': signatureOf(body, TOKEN) });
      },
    ],
    [
      'an event signed with a token that waits to be accepted',
      401,
      async (server) => {
        await shakeHands(server.url, OTHER);
        return deliver(server.url, OTHER, eventAt(server));
      },
    ],
    [
      'a late replay, whose id may be forgotten',
      400,
      (server) => deliver(server.url, TOKEN, eventAt(server, {}, 26 * 3_600_000)),
    ],
    [
      'an event from the future',
      400,
      (server) => deliver(server.url, TOKEN, eventAt(server, {}, -3_600_000)),
    ],
    [
      'signed rubbish',
      400,
      (server) => post(server, 'rubbish', { 'x-notion-signature': signatureOf('rubbish', TOKEN) }),
    ],
    ['signed JSON that is no event', 400, (server) => deliver(server.url, TOKEN, { hello: 'world' })],
    ['unsigned rubbish', 401, (server) => post(server, 'rubbish', {})],
    ['an empty body', 401, (server) => post(server, '', {})],
    [
      'a form of another site',
      415,
      (server) => {
        const body = JSON.stringify(eventAt(server));
        return post(server, body, {
          'content-type': 'text/plain',
          'x-notion-signature': signatureOf(body, TOKEN),
        });
      },
    ],
    [
      'a huge body',
      413,
      (server) => {
        const body = JSON.stringify({ ...eventAt(server), padding: 'x'.repeat(70_000) });
        return post(server, body, { 'x-notion-signature': signatureOf(body, TOKEN) });
      },
    ],
    [
      'a compressed body',
      415,
      (server) => post(server, JSON.stringify(eventAt(server)), { 'content-encoding': 'gzip' }),
    ],
    ['a look', 405, (server) => fetch(`${server.url}${PATH}`)],
  ];

  it.each(refused)('%s is refused and drops nothing', async (_name, status, attack) => {
    const server = await start(TOKEN);
    const answer = await attack(server);
    expect(typeof answer === 'number' ? answer : answer.status).toBe(status);
    expect(server.changes).toEqual([]);
    expect(server.taken).toEqual([]);
  });

  it('a replay does nothing, and is answered like the event whose answer may have got lost', async () => {
    const server = await start(TOKEN);
    const event = eventAt(server);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect((await deliver(server.url, TOKEN, event)).status).toBe(200);
    }
    expect(server.changes).toHaveLength(1);
  });

  it('the same event, its id spelt otherwise and signed anew, is still the same', async () => {
    const server = await start(TOKEN);
    const id = randomUUID();
    for (const spelling of [id, id.toUpperCase(), id.replaceAll('-', '')]) {
      expect((await deliver(server.url, TOKEN, eventAt(server, { id: spelling }))).status).toBe(200);
    }
    expect(server.changes).toHaveLength(1);
  });

  it('a body that is cut off drops nothing and is no fault of the server', async () => {
    const server = await start(TOKEN);
    const body = JSON.stringify(eventAt(server));
    const connection = await connectRaw(server.url);
    connection.socket.end(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
        `X-Notion-Signature: ${signatureOf(body, TOKEN)}\r\n\r\n${body.slice(0, -10)}`,
    );
    await connection.ended;
    expect(server.changes).toEqual([]);
    expect(server.logged.join('')).not.toContain('unexpectedly');
  });
});

describe('the first message to a subscription', () => {
  it('is kept for the operator, who is told how to accept it, and not what it is', async () => {
    const server = await start();
    expect((await shakeHands(server.url, TOKEN)).status).toBe(200);
    const [pending] = await server.tokens.list();
    expect(pending?.acceptedAt).toBeNull();
    expect(await server.tokens.accept(pending?.fingerprint ?? '')).toBe(TOKEN);
    const told = server.logged.join('');
    expect(told).toContain(`notion-rest-mcp webhooks accept ${pending?.fingerprint}`);
    expect(told).not.toContain('tKn');
    await server.clock.advance(2000);
    expect((await deliver(server.url, TOKEN, eventAt(server))).status).toBe(200);
  });

  it('from strangers is bounded for each address', async () => {
    const server = await start();
    const statuses = [];
    for (let number = 0; number < 5; number += 1) {
      statuses.push((await shakeHands(server.url, `secret_of_a_stranger_${number}`)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(await server.tokens.list()).toHaveLength(3);
  });

  it('from many strangers does not keep the operator’s own from coming in', async () => {
    const server = await start();
    const shake = async (address: string, token: string): Promise<number> =>
      post(server, JSON.stringify({ verification_token: token }), { 'x-forwarded-for': address });
    const flood = [];
    for (let number = 0; number < 90; number += 1) {
      flood.push(await shake(`198.41.0.${number % 30}`, `secret_of_a_stranger_${number}`));
    }
    expect(new Set(flood)).toEqual(new Set([200]));
    expect(await shake('199.7.91.13', TOKEN)).toBe(200);
    expect((await server.tokens.list()).length).toBe(91);
  });

  it('does not tell a stranger whether a token is accepted', async () => {
    const server = await start(TOKEN);
    const answers = [];
    for (const token of [TOKEN, OTHER]) {
      const response = await shakeHands(server.url, token);
      answers.push([response.status, await response.text()]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});

it('complaints about what nobody has signed do not fill the log', async () => {
  const server = await start();
  for (let number = 0; number < 20; number += 1) {
    await post(server, 'rubbish', {});
  }
  expect(server.logged.filter((line) => line.includes('refused a webhook'))).toHaveLength(1);
});
