import { describe, expect, it } from '@jest/globals';
import type { ClientMetadata } from 'oidc-provider';
import { validateClientMetadata } from '../../../src/oauth-server/clients/client-metadata.js';

function fitted(metadata: Partial<ClientMetadata>): ClientMetadata {
  const copy: ClientMetadata = {
    client_id: 'client-1',
    redirect_uris: ['https://a.example/cb'],
    ...metadata,
  };
  validateClientMetadata(copy);
  return copy;
}

describe('fitClientMetadata', () => {
  it.each([
    ['web', ['https://claude.ai/api/mcp/auth_callback']],
    ['native', ['http://127.0.0.1:33418/', 'https://vscode.dev/redirect']],
    ['native', ['cursor://anysphere.cursor-mcp/oauth/callback']],
  ])('knows a %s client by where it has people sent back to', (type, redirect_uris) => {
    expect(fitted({ redirect_uris, application_type: type === 'web' ? 'native' : 'web' })).toMatchObject({
      application_type: type,
    });
  });

  it('leaves out grant types of other servers, other responses and scopes, as editors send them', () => {
    const { grant_types, response_types, scope } = fitted({
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code', 'token'] as never,
      scope: 'notion:read notion:write openid',
    });
    expect(grant_types).toEqual(['authorization_code', 'refresh_token']);
    expect(response_types).toEqual(['code']);
    expect(scope).toBeUndefined();
  });

  it('leaves out an address that nothing here is derived from, and that would be fetched', () => {
    expect(fitted({ sector_identifier_uri: 'https://a.example/sector' })).not.toHaveProperty(
      'sector_identifier_uri',
    );
  });

  it('takes a document without an authentication method for a public client', () => {
    const id = 'https://a.example/client.json';
    const method = 'client_secret_basic';
    expect(fitted({ client_id: id, token_endpoint_auth_method: method }).token_endpoint_auth_method).toBe(
      'none',
    );
    expect(fitted({ token_endpoint_auth_method: method }).token_endpoint_auth_method).toBe(method);
  });

  it.each<[string, Partial<ClientMetadata>]>([
    ['no redirect', { redirect_uris: [] }],
    ['a redirect that is no text', { redirect_uris: [7] as never }],
    ['redirects that are no list', { redirect_uris: 'https://a.example/' as never }],
    ['one bad redirect among good ones', { redirect_uris: ['https://a.example/', 'javascript:x'] }],
    ['too many redirects', { redirect_uris: Array.from({ length: 21 }, (_, n) => `https://a.example/${n}`) }],
    ['a name without end', { client_name: 'x'.repeat(201) }],
    ['a description without end', { contacts: Array.from({ length: 2000 }, () => 'a@b.example') }],
  ])('refuses %s', (_what, metadata) => {
    expect(() => fitted(metadata)).toThrow(/invalid_/);
  });

  it('changes nothing the second time', () => {
    const once = fitted({ redirect_uris: ['http://localhost/cb'] });
    expect(fitted(once)).toEqual(once);
  });
});
