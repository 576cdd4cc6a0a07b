import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startOauthServer, type OauthServer } from '../app/oauth-server.js';
import { authorizationRequest } from '../app/oauth-apps.js';

let server: OauthServer;

beforeAll(async () => {
  server = await startOauthServer();
});
afterAll(() => server.close());

it('a browser that is led from request to request keeps the cookies of the last ones only', async () => {
  const clientId = (await server.register()).json['client_id'] ?? '';
  const person = server.person();
  const pages: string[] = [];
  for (let request = 0; request < 30; request += 1) {
    pages.push((await person.visit(authorizationRequest(server.origin, clientId).url)).url);
    expect(person.cookies.length).toBeLessThanOrEqual(45);
  }
  expect((await person.visit(pages.at(-1) ?? '')).status).toBe(200);
  expect((await person.visit(pages.at(-10) ?? '')).status).toBe(200);
  expect((await person.visit(pages[0] ?? '')).status).toBe(410);
});

it('no cookie of the library’s own stays behind when a request is over', async () => {
  const clientId = (await server.register()).json['client_id'] ?? '';
  const person = server.person();
  const page = await person.visit(authorizationRequest(server.origin, clientId).url);
  await person.submit(page, { decision: 'deny' });
  expect(person.cookies.map(({ name }) => name)).not.toContain('notion-oauth');
  expect(person.cookies.filter(({ name }) => name.includes('resume'))).toEqual([]);
});
