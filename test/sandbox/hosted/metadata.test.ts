import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(async () => {
  await sandbox.close();
});

async function document(path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.hosted.url}/.well-known/${path}`);
  return (await response.json()) as Record<string, unknown>;
}

it('names one resource in the path form and another in the root form', async () => {
  const { url } = sandbox.hosted;
  const common = {
    authorization_servers: [url],
    bearer_methods_supported: ['header'],
    scopes_supported: ['default'],
    resource_name: 'Notion MCP (Beta)',
  };
  expect(await document('oauth-protected-resource/mcp')).toEqual({ resource: `${url}/mcp`, ...common });
  expect(await document('oauth-protected-resource')).toEqual({ resource: url, ...common });
});

it('describes its authorization server, whose revocation is at the token endpoint', async () => {
  const { url } = sandbox.hosted;
  expect(await document('oauth-authorization-server')).toMatchObject({
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    registration_endpoint: `${url}/register`,
    revocation_endpoint: `${url}/token`,
    introspection_endpoint: `${url}/introspect`,
    code_challenge_methods_supported: ['plain', 'S256'],
    client_id_metadata_document_supported: true,
  });
});

it('changes with the switches', async () => {
  const { behavior } = sandbox.hosted;
  expect(await document('oauth-authorization-server')).not.toHaveProperty(
    'authorization_response_iss_parameter_supported',
  );
  Object.assign(behavior, {
    registration: false,
    clientIdMetadataDocuments: false,
    issuer: 'advertised',
  });
  const changed = await document('oauth-authorization-server');
  expect(changed).not.toHaveProperty('registration_endpoint');
  expect(changed).toMatchObject({
    client_id_metadata_document_supported: false,
    authorization_response_iss_parameter_supported: true,
  });
});

it('can be replaced in parts, as a server that lies would', async () => {
  Object.assign(sandbox.hosted.behavior, {
    resourceMetadata: { authorization_servers: ['https://other-issuer.example'] },
    serverMetadata: { token_endpoint: 'http://169.254.169.254/token' },
  });
  expect(await document('oauth-protected-resource/mcp')).toMatchObject({
    resource: sandbox.hosted.resource,
    authorization_servers: ['https://other-issuer.example'],
  });
  expect(await document('oauth-authorization-server')).toMatchObject({
    issuer: sandbox.hosted.url,
    token_endpoint: 'http://169.254.169.254/token',
  });
});

it('has no openid-configuration, and no second metadata below the path', async () => {
  for (const path of ['openid-configuration', 'oauth-authorization-server/mcp']) {
    const response = await fetch(`${sandbox.hosted.url}/.well-known/${path}`);
    expect(response.status).toBe(404);
  }
});

it('is another origin than the REST API, which knows nothing of it', async () => {
  expect(new URL(sandbox.hosted.url).port).not.toBe(new URL(sandbox.url).port);
  expect((await fetch(`${sandbox.url}/.well-known/oauth-protected-resource/mcp`)).status).not.toBe(200);
});
