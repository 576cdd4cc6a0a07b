import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorizeApp } from './app/authorized-app.js';
import { REDIRECT, authorizationRequest } from './app/oauth-apps.js';
import { NORA, startOauthServer, type OauthServer } from './app/oauth-server.js';
import type { Person } from './app/person.js';

let server: OauthServer;
let nora: Person;
let clientId: string;

beforeAll(async () => {
  server = await startOauthServer();
  nora = server.person();
  nora.atNotion = { label: NORA };
  ({ clientId } = await authorizeApp(server, nora));
});
afterAll(() => server.close());

/** What the browser is told by the first answer, where nothing is followed. */
async function answerTo(person: Person, url: string) {
  const before = [...person.cookies];
  const response = await person.open(url);
  const location = response.headers.get('location') ?? '';
  return {
    status: response.status,
    to: location.split('?', 1)[0],
    query: Object.fromEntries(new URL(location, server.origin).searchParams),
    isAlone: JSON.stringify(person.cookies) === JSON.stringify(before),
    page: await response.text(),
  };
}

const asked = (prompt: string, more: Record<string, string> = {}): string =>
  authorizationRequest(server.origin, clientId, { prompt, ...more }).url;

describe('an app that wants nobody asked (prompt=none)', () => {
  it.each([
    ['a person who has allowed it', () => nora],
    ['a browser that nobody is known in', () => server.person()],
  ])('is told so by its own address, without a page and without a grant: %s', async (_who, person) => {
    const told = await answerTo(person(), asked('none'));
    expect([told.status, told.to]).toEqual([303, REDIRECT]);
    expect(told.query).toMatchObject({
      error: expect.stringMatching(/^(login|interaction|consent)_required$/),
      state: 'state-of-the-app',
      iss: server.origin,
    });
    expect(told.query).not.toHaveProperty('code');
    expect([told.isAlone, /<html|<form/.test(told.page)]).toEqual([true, false]);
  });

  it.each(['none login', 'login none', 'none consent', ' none  select_account ', 'consent\tnone'])(
    'contradicts itself with %j, which is refused, and nobody is asked',
    async (prompt) => {
      const told = await answerTo(nora, asked(prompt));
      expect([told.status, told.to, told.query['error']]).toEqual([303, REDIRECT, 'invalid_request']);
      expect(told.query).not.toHaveProperty('code');
    },
  );

  it.each([
    ['none', 'none'],
    ['none', 'login'],
    ['login', 'none'],
  ])('says it twice (%s, %s), which is refused', async (first, second) => {
    const told = await answerTo(nora, `${asked(first)}&prompt=${second}`);
    expect(told.query['error'] ?? String(told.status)).toMatch(/^(invalid_request|login_required|400)$/);
    expect(told.to).not.toContain('/oauth/consent/');
    expect(told.query).not.toHaveProperty('code');
  });

  it('is sent nowhere that it has not registered', async () => {
    const told = await answerTo(nora, asked('none', { redirect_uri: 'https://evil.example/' }));
    expect([told.status, told.to]).toEqual([400, '']);
  });
});

it.each(['login', 'consent', 'select_account', 'login consent', 'create', ''])(
  'with prompt=%s the person is asked as always',
  async (prompt) => {
    const told = await answerTo(nora, asked(prompt));
    expect([told.status, told.to]).toEqual([303, expect.stringContaining('/oauth/consent/')]);
  },
);
