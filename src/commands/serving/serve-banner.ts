import { join } from 'node:path';
import type { ServeConfig } from '../../config/config.js';
import { DATABASE_FILE } from '../../config/settings/storage-settings.js';
import { CALLBACK_PATH } from '../../notion-oauth/settings.js';

/** What a server that has just started is, in five lines for the person who started it. Holds no secret. */
export function serveBanner(config: ServeConfig, url: string, hasTelemetry: boolean): readonly string[] {
  const { notion, redis } = config;
  const shared = redis === undefined ? 'no Redis' : `Redis ${placeOf(redis.url)}`;
  const facts =
    notion.kind === 'token'
      ? {
          mode: 'one workspace, by NOTION_TOKEN',
          store: 'none',
          address: url,
          next:
            config.http.authToken === undefined
              ? 'clients on this machine need no token'
              : 'clients send MCP_AUTH_TOKEN as a bearer token',
        }
      : {
          mode: `many spaces, by service keys${notion.oauth === undefined ? '' : ' and sign-in'}`,
          store:
            notion.storage.postgres === undefined
              ? join(notion.storage.folder, DATABASE_FILE)
              : `Postgres ${placeOf(notion.storage.postgres.url)}`,
          address: `${notion.publicUrl}/mcp (here ${url})`,
          // Without a client of Notion's REST API nobody comes back from there.
          next:
            notion.oauth === undefined
              ? 'make a key: notion-rest-mcp keys create --space <id>'
              : `register at Notion: ${notion.publicUrl}${CALLBACK_PATH}`,
        };
  return [
    `Mode       ${facts.mode}${config.writes?.mode === 'on' ? ', makes changes' : ', only reads'}`,
    `Store      ${facts.store}, ${shared}`,
    `Telemetry  ${hasTelemetry ? 'on' : 'off (OTEL_EXPORTER_OTLP_ENDPOINT)'}`,
    `Address    ${facts.address}`,
    `Next       ${facts.next}`,
  ];
}

/** Host and path of a database's address: user and password stay out. */
function placeOf(address: string): string {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
}
