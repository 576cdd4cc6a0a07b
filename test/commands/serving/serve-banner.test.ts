import { describe, expect, it } from '@jest/globals';
import { serveBanner } from '../../../src/commands/serving/serve-banner.js';
import { loadConfig, type ServeConfig } from '../../../src/config/config.js';

const bannerOf = (environment: Record<string, string>, hasTelemetry = false): string =>
  serveBanner(
    loadConfig(['serve'], environment) as ServeConfig,
    'http://127.0.0.1:3000/mcp',
    hasTelemetry,
  ).join('\n');

describe('the banner of serve', () => {
  it('says what a server with a token is', () => {
    expect(
      bannerOf({ NOTION_TOKEN: 'ntn_0123456789', MCP_AUTH_TOKEN: '5f1c9a7be3d24086a1f7c3e59b8d6042' }),
    ).toBe(
      [
        'Mode       one workspace, by NOTION_TOKEN, only reads',
        'Store      none, no Redis',
        'Telemetry  off (OTEL_EXPORTER_OTLP_ENDPOINT)',
        'Address    http://127.0.0.1:3000/mcp',
        'Next       clients send MCP_AUTH_TOKEN as a bearer token',
      ].join('\n'),
    );
  });

  it('says what a server of many spaces is and what to register, without a secret', () => {
    const banner = bannerOf(
      {
        NOTION_CLIENT_ID: '0b1b0f3e-5a0c-4d5f-8a0e-5e0f3b7f8a11',
        NOTION_CLIENT_SECRET: 'secret_canary_client',
        PUBLIC_URL: 'https://mcp.example.com',
        DATABASE_URL: 'postgres://ada:canary@db.example.com:5432/notion?sslmode=verify-full',
        REDIS_URL: 'rediss://:canary@cache.example.com:6380/2',
        CREDENTIALS_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      true,
    );
    expect(banner).toBe(
      [
        'Mode       many spaces, by service keys and sign-in, only reads',
        'Store      Postgres db.example.com:5432/notion, Redis cache.example.com:6380/2',
        'Telemetry  on',
        'Address    https://mcp.example.com/mcp (here http://127.0.0.1:3000/mcp)',
        'Next       register at Notion: https://mcp.example.com/integrations/notion/oauth/callback',
      ].join('\n'),
    );
    expect(banner).not.toContain('canary');
  });

  it('sends nobody to Notion where only hosted connections are made', () => {
    const banner = bannerOf({
      HOSTED: 'on',
      PUBLIC_URL: 'https://mcp.example.com',
      CREDENTIALS_KEY: Buffer.alloc(32, 7).toString('base64'),
    });
    expect(banner).toContain('Mode       many spaces, by service keys, only reads');
    expect(banner).toContain('Next       make a key: notion-rest-mcp keys create');
    expect(banner).not.toContain('register at Notion');
  });
});
