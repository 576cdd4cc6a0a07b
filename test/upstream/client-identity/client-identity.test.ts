import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import {
  CLIENT_DOCUMENTS_PATH,
  clientDocument,
} from '../../../src/upstream/client-identity/client-document.js';
import { UpstreamProblem } from '../../../src/upstream/problem.js';
import { HERE, startSignInStage, type SignInStage } from '../sign-in-stage.js';
import { startTestServer } from '../../support/servers/test-server.js';

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
const clientIdOf = async (signIn: SignInStage['signIn']) =>
  new URL((await signIn.begin(request)).authorizeUrl).searchParams.get('client_id') ?? '';

describe('the client id of a new connection', () => {
  it('is the configured one before all others', async () => {
    const signIn = stage.signInWith({ settings: { clientId: 'configured-client' } });
    expect(await clientIdOf(signIn)).toBe('configured-client');
    expect(stage.sandbox.hosted.counts.registrations).toBe(0);
  });

  it('is the address of a document of its own where this server is public by https', async () => {
    const signIn = stage.signInWith({ isPublic: true, publicUrl: 'https://mcp.example.com' });
    const ids = [await clientIdOf(signIn), await clientIdOf(signIn)];
    expect(ids[0]).toMatch(/^https:\/\/mcp\.example\.com\/integrations\/notion\/mcp\/clients\/[\w-]{22}$/);
    expect(ids[1]).not.toBe(ids[0]);
    expect(stage.sandbox.hosted.counts.registrations).toBe(0);
  });

  it.each([
    ['where the server takes no documents', { isPublic: true, publicUrl: 'https://mcp.example.com' }],
    ['where this server is not public', {}],
  ])('is registered %s', async (_where, changes) => {
    stage.sandbox.hosted.behavior.clientIdMetadataDocuments = false;
    await clientIdOf(stage.signInWith(changes));
    expect(stage.sandbox.hosted.counts.registrations).toBe(1);
  });

  it('is missing where nobody may register, which is said', async () => {
    stage.sandbox.hosted.behavior.registration = false;
    await expect(clientIdOf(stage.signIn)).rejects.toMatchObject({ code: 'no_registration' });
  });

  it('is not got while the server fails, which is said', async () => {
    stage.sandbox.hosted.failNext({ kind: 'status', status: 503 }, 1, /register/);
    await expect(clientIdOf(stage.signIn)).rejects.toMatchObject({ code: 'unavailable' });
    stage.sandbox.hosted.failNext(
      { kind: 'status', status: 400, body: '{"error":"invalid_redirect_uri"}' },
      1,
      /register/,
    );
    await expect(clientIdOf(stage.signIn)).rejects.toThrow(UpstreamProblem);
  });
});

it('a document names itself, one address to return to, and no secret', async () => {
  const app = express();
  app.get(
    `${CLIENT_DOCUMENTS_PATH}/:id`,
    clientDocument('https://mcp.example.com', 'https://mcp.example.com/callback'),
  );
  const server = await startTestServer(app);
  const origin = server.origin;
  const path = `${CLIENT_DOCUMENTS_PATH}/${'a'.repeat(22)}`;
  const found = await fetch(`${origin}${path}`);
  expect(await found.json()).toEqual({
    client_id: `https://mcp.example.com${path}`,
    client_name: 'notion-rest-mcp',
    redirect_uris: ['https://mcp.example.com/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  });
  expect((await fetch(`${origin}${CLIENT_DOCUMENTS_PATH}/short`)).status).toBe(404);
  await server.close();
});
