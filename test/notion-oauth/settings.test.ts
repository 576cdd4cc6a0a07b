import { describe, expect, it } from '@jest/globals';
import {
  callbackUrl,
  checkConnectSettings,
  type ConnectSettingTexts,
} from '../../src/notion-oauth/settings.js';

const good: ConnectSettingTexts = {
  clientId: 'c1c1c1c1-0000-4000-8000-000000000001',
  clientSecret: 'secret_example',
  publicUrl: 'https://mcp.example.com',
  hasCredentialsKey: true,
  returnOrigins: ['https://app.example.com', 'http://localhost:8080'],
};

describe('checkConnectSettings', () => {
  it.each([
    {},
    { publicUrl: 'https://mcp.example.com/notion' },
    { publicUrl: 'http://127.0.0.1:3000' },
    { publicUrl: 'http://localhost:3000/' },
    { publicUrl: 'http://[::1]:3000' },
    { returnOrigins: [] },
  ])('accepts %j', (changes) => {
    expect(checkConnectSettings({ ...good, ...changes }, 'public')).toBeUndefined();
  });

  it.each<[RegExp, Partial<Record<keyof ConnectSettingTexts, unknown>>]>([
    [/^NOTION_CLIENT_ID is missing/, { clientId: undefined }],
    [/^NOTION_CLIENT_ID must be a UUID/, { clientId: 'my connection' }],
    [/^NOTION_CLIENT_ID must be a UUID/, { clientId: 'secret_example' }],
    [/^NOTION_CLIENT_SECRET is missing/, { clientSecret: undefined }],
    [/^CREDENTIALS_KEY is missing/, { hasCredentialsKey: false }],
    [/^PUBLIC_URL is missing/, { publicUrl: undefined }],
    [/^PUBLIC_URL must be a URL/, { publicUrl: 'mcp.example.com' }],
    [/^PUBLIC_URL must be a URL/, { publicUrl: 'ftp://mcp.example.com' }],
    [/^PUBLIC_URL must start with https/, { publicUrl: 'http://mcp.example.com' }],
    [/^PUBLIC_URL must start with https/, { publicUrl: 'http://127.0.0.1.example.com' }],
    [/^PUBLIC_URL must be an address alone/, { publicUrl: 'https://user:pass@mcp.example.com' }],
    [/^PUBLIC_URL must be an address alone/, { publicUrl: 'https://mcp.example.com/?a=b' }],
    [/^RETURN_ORIGINS must be origins/, { returnOrigins: ['https://app.example.com/path'] }],
    [/^RETURN_ORIGINS must be origins/, { returnOrigins: ['app.example.com'] }],
    [/^RETURN_ORIGINS must be origins/, { returnOrigins: ['*'] }],
  ])('says %s', (line, changes) => {
    const problem = checkConnectSettings({ ...good, ...changes } as ConnectSettingTexts, 'public');
    expect(problem).toMatch(line);
    expect(problem).not.toMatch(/\n|secret_example|my connection|user:pass/);
  });

  it('wants no public address for the loopback flow, but everything else', () => {
    expect(checkConnectSettings({ ...good, publicUrl: undefined }, 'loopback')).toBeUndefined();
    expect(checkConnectSettings({ ...good, clientSecret: undefined }, 'loopback')).toMatch(/SECRET/);
  });
});

it.each(['https://mcp.example.com', 'https://mcp.example.com/'])('the callback of %s', (publicUrl) => {
  expect(callbackUrl(publicUrl)).toBe('https://mcp.example.com/integrations/notion/oauth/callback');
});
