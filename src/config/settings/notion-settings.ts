import { checkConnectSettings } from '../../notion-oauth/settings.js';
import { readAuditSettings, type AuditSettings } from './audit-settings.js';
import { ConfigError } from '../config-error.js';
import type { HostedProxySettings } from '../hosted-proxy-settings.js';
import { checkedHosted } from '../hosted-settings.js';
import type { HostedSettings } from '../../upstream/sign-in/hosted-settings.js';
import type { SettingReader } from './setting-reader.js';
import { hasDatabase, hasKey, storageSettings, type StorageSettings } from './storage-settings.js';

/** The public Notion connection (OAuth client) under which people connect. */
export interface OauthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Source of the tools' tokens: a given token, or connections that people made. */
export type TokenSettings =
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'stored';
      readonly storage: StorageSettings;
      readonly oauth: OauthSettings | undefined;
      /** Undefined where hosted connections are off. */
      readonly hosted: HostedSettings | undefined;
    };

/** The same for a server: people who connect need its URL in a browser. */
export type ServeNotionSettings =
  | Extract<TokenSettings, { kind: 'token' }>
  | {
      readonly kind: 'spaces';
      readonly storage: StorageSettings;
      /** Undefined for hosted connections alone. */
      readonly oauth: OauthSettings | undefined;
      /** Undefined where hosted connections are off. */
      readonly hosted: HostedSettings | undefined;
      /** Undefined where nothing is passed on to the hosted server. */
      readonly hostedProxy: HostedProxySettings | undefined;
      readonly publicUrl: string;
      readonly returnOrigins: readonly string[];
      readonly audit: AuditSettings;
    };

/** A given token takes precedence; without one stdio uses what `connect` stored. */
export function tokenSettings(read: SettingReader): TokenSettings {
  const token = read('notionToken');
  if (token !== undefined) {
    return Object.freeze({ kind: 'token', token });
  }
  const storage = storageSettings(read);
  if (!hasDatabase(storage)) {
    throw new ConfigError(
      'NOTION_TOKEN is missing. Create a token at https://www.notion.so/developers/tokens and set NOTION_TOKEN to it, connect a workspace with: notion-rest-mcp connect, or try: notion-rest-mcp demo.',
    );
  }
  return Object.freeze({
    kind: 'stored',
    storage,
    oauth: optionalOauth(read),
    hosted: hostedOf(read, undefined),
  });
}

/** A token, or everything needed for people to connect. Throws `ConfigError`. */
export function serveSettings(read: SettingReader): ServeNotionSettings {
  const token = read('notionToken');
  if (token !== undefined) {
    return Object.freeze({ kind: 'token', token });
  }
  const isHostedAlone = read('notionClientId') === undefined && read('notionClientSecret') === undefined;
  if (isHostedAlone && !read('hosted')) {
    throw new ConfigError(
      "NOTION_TOKEN is missing. Set it to serve one workspace, or set NOTION_CLIENT_ID, NOTION_CLIENT_SECRET and PUBLIC_URL to let people connect theirs; HOSTED=on and PUBLIC_URL for Notion's own MCP server alone.",
    );
  }
  if (isHostedAlone && read('lockdown')) {
    throw new ConfigError(
      "LOCKDOWN needs NOTION_CLIENT_ID and NOTION_CLIENT_SECRET: Notion's own MCP server knows no such limit, so nothing could be read.",
    );
  }
  const oauth = isHostedAlone ? undefined : oauthSettings(read);
  const storage = storageSettings(read);
  const publicUrl = read('publicUrl');
  const returnOrigins = read('returnOrigins') ?? [];
  const problem = checkConnectSettings(
    {
      clientId: oauth?.clientId,
      clientSecret: oauth?.clientSecret,
      publicUrl,
      hasCredentialsKey: hasKey(storage, publicUrl),
      returnOrigins,
    },
    oauth === undefined ? 'hosted alone' : 'public',
  );
  if (problem !== undefined || publicUrl === undefined) {
    throw new ConfigError(problem ?? 'PUBLIC_URL is missing.');
  }
  return Object.freeze({
    kind: 'spaces',
    storage,
    oauth,
    hosted: hostedOf(read, publicUrl),
    hostedProxy: hostedProxyOf(read),
    publicUrl: publicUrl.replace(/(?<!\/)\/+$/, ''),
    returnOrigins: Object.freeze(returnOrigins),
    audit: readAuditSettings(read),
  });
}

/** Client id and secret. Throws `ConfigError` if one is missing. */
export function oauthSettings(read: SettingReader): OauthSettings {
  const clientId = read('notionClientId');
  const clientSecret = read('notionClientSecret');
  const problem = checkConnectSettings({ clientId, clientSecret, hasCredentialsKey: true }, 'loopback');
  if (problem !== undefined || clientId === undefined || clientSecret === undefined) {
    throw new ConfigError(problem ?? 'NOTION_CLIENT_ID is missing.');
  }
  return Object.freeze({ clientId, clientSecret });
}

/** Needed only to refresh tokens, but validated all the same. */
export function optionalOauth(read: SettingReader): OauthSettings | undefined {
  return read('notionClientId') === undefined ? undefined : oauthSettings(read);
}

function hostedProxyOf(read: SettingReader): HostedProxySettings | undefined {
  const tools = read('hostedProxyTools');
  if (!read('hostedProxy')) {
    return undefined;
  }
  if (!read('hosted')) {
    throw new ConfigError(
      'HOSTED_PROXY needs HOSTED=on: without it nobody connects the server that it leads to.',
    );
  }
  return Object.freeze({ tools: tools && Object.freeze(tools) });
}

/** How the hosted server is connected; undefined where that is off. Throws `ConfigError`. */
export function hostedOf(read: SettingReader, publicUrl: string | undefined): HostedSettings | undefined {
  if (!read('hosted')) {
    return undefined;
  }
  // One value is accepted, which therefore nobody needs; another one is an error.
  read('hostedTokenAuthMethod');
  const values = {
    serverUrl: read('hostedUrl'),
    clientId: read('hostedClientId'),
    redirectUri: read('hostedRedirectUri'),
    returnBaseUrl: read('hostedReturnBaseUrl'),
    stateTtlMs: read('hostedStateTtl') * 1000,
  };
  return checkedHosted(values, publicUrl);
}
