import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/config.js';

const SPACES = {
  NOTION_CLIENT_ID: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0',
  NOTION_CLIENT_SECRET: 'secret_example',
  CREDENTIALS_KEY: Buffer.alloc(32).toString('base64'),
  PUBLIC_URL: 'https://mcp.example.com',
};
const read = (environment: Record<string, string>): object => {
  const config = loadConfig(['serve'], { ...SPACES, ...environment });
  return config.command === 'serve' && config.notion.kind === 'spaces' ? config.notion : {};
};
const CALLBACK = '/integrations/notion/mcp/oauth/callback';

describe('settings of the hosted server', () => {
  it.each<[Record<string, string>, object]>([
    [{}, { hosted: undefined, hostedProxy: undefined }],
    [{ HOSTED: 'off', NOTION_MCP_CLIENT_ID: 'client' }, { hosted: undefined }],
    [
      { HOSTED: 'ON' },
      { hosted: { serverUrl: 'https://mcp.notion.com/mcp', clientId: undefined, stateTtlMs: 600_000 } },
    ],
    [
      {
        HOSTED: 'true',
        NOTION_MCP_CLIENT_ID: 'Ab12Cd34Ef56Gh78',
        NOTION_MCP_OAUTH_REDIRECT_URI: `https://mcp.example.com${CALLBACK}`,
        NOTION_MCP_RETURN_BASE_URL: 'https://app.example.com',
        NOTION_MCP_TOKEN_AUTH_METHOD: 'none',
        NOTION_MCP_STATE_TTL_SECONDS: '90',
      },
      {
        hosted: {
          clientId: 'Ab12Cd34Ef56Gh78',
          redirectUri: `https://mcp.example.com${CALLBACK}`,
          returnBaseUrl: 'https://app.example.com',
          stateTtlMs: 90_000,
        },
      },
    ],
    [{ HOSTED: 'on', NOTION_MCP_URL: 'http://127.0.0.1:4000/mcp' }, { hosted: {} }],
    [
      { HOSTED: 'on', HOSTED_PROXY: 'true', HOSTED_PROXY_TOOLS: 'search, fetch' },
      { hostedProxy: { tools: ['search', 'fetch'] } },
    ],
    [{ HOSTED: 'on', HOSTED_PROXY: 'true' }, { hostedProxy: { tools: undefined } }],
  ])('reads %j', (environment, expected) => {
    expect(read(environment)).toMatchObject(expected);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ HOSTED: 'yes' }, /^HOSTED must be on or off/],
    [
      { NOTION_MCP_CLIENT_ID: SPACES.NOTION_CLIENT_ID },
      /^NOTION_MCP_CLIENT_ID .*belongs into NOTION_CLIENT_ID/,
    ],
    [{ NOTION_MCP_CLIENT_ID: 'two words' }, /^NOTION_MCP_CLIENT_ID must be an MCP client id/],
    [{ NOTION_MCP_URL: 'https://api.notion.com/mcp' }, /^NOTION_MCP_URL must not be api\.notion\.com/],
    [{ NOTION_MCP_URL: 'http://mcp.notion.com/mcp' }, /^NOTION_MCP_URL must be the address/],
    [{ NOTION_MCP_URL: 'https://mcp.notion.com/mcp?x=1' }, /^NOTION_MCP_URL must be the address/],
    [{ NOTION_MCP_URL: 'https://me:secret@mcp.notion.com/mcp' }, /^NOTION_MCP_URL must be the address/],
    [{ NOTION_MCP_OAUTH_REDIRECT_URI: `https://elsewhere.example${CALLBACK}` }, /must be at PUBLIC_URL/],
    [{ NOTION_MCP_OAUTH_REDIRECT_URI: 'https://mcp.example.com/other' }, /must be at PUBLIC_URL/],
    [{ NOTION_MCP_TOKEN_AUTH_METHOD: 'client_secret_basic' }, /^NOTION_MCP_TOKEN_AUTH_METHOD must be none/],
    [{ NOTION_MCP_STATE_TTL_SECONDS: '0' }, /^NOTION_MCP_STATE_TTL_SECONDS must be/],
    [{ NOTION_MCP_STATE_TTL_SECONDS: '3601' }, /^NOTION_MCP_STATE_TTL_SECONDS must be/],
    [{ HOSTED: 'off', HOSTED_PROXY: 'true' }, /^HOSTED_PROXY needs HOSTED=on/],
  ])('refuses %j', (environment, expected) => {
    expect(() => read({ HOSTED: 'on', ...environment })).toThrow(expected);
  });
});
