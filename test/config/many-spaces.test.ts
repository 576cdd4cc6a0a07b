import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.js';

const TOKEN = 'ntn_0123456789abcdef';
const CLIENT_ID = '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0';
const KEY = Buffer.alloc(32, 7).toString('base64');
/** A folder without a store, so that nothing depends on who runs the tests. */
const NOWHERE = '/nonexistent/notion-rest-mcp';
const OAUTH = {
  NOTION_CLIENT_ID: CLIENT_ID,
  NOTION_CLIENT_SECRET: 'secret_of_the_client',
  DATA_FOLDER: NOWHERE,
};

describe('a server of many spaces', () => {
  it('needs the OAuth client, its own address and a key, and no token', () => {
    const environment = {
      ...OAUTH,
      CREDENTIALS_KEY: KEY,
      PUBLIC_URL: 'https://mcp.example.com/',
      HOST: '0.0.0.0',
    };
    expect(loadConfig(['serve'], environment)).toMatchObject({
      notion: {
        kind: 'spaces',
        publicUrl: 'https://mcp.example.com',
        oauth: { clientId: CLIENT_ID },
        storage: { folder: NOWHERE, keys: [KEY] },
      },
    });
  });

  it('may use a key file while it is tried out on one machine', () => {
    const environment = { ...OAUTH, PUBLIC_URL: 'http://127.0.0.1:3000' };
    expect(loadConfig(['serve'], environment)).toMatchObject({ notion: { storage: { keys: [] } } });
  });

  it('gives way to a token', () => {
    expect(loadConfig(['serve'], { ...OAUTH, NOTION_TOKEN: TOKEN })).toMatchObject({
      notion: { kind: 'token' },
    });
  });
});
