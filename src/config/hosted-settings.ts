import { HOSTED_CALLBACK_PATH, type HostedSettings } from '../upstream/sign-in/hosted-settings.js';
import { ConfigError } from './config-error.js';
import type { Setting } from './setting.js';
import { settingText, wholeNumber } from './setting-values.js';
import { isLoopback } from '../http/host-names.js';

const SWITCH = 'on or off';
const SERVER = "the address of Notion's MCP server: https:// with a path; http:// for this machine only";
const CLIENT_ID = 'an MCP client id, as its registration has named it, without spaces';
const ADDRESS = 'a URL that starts with https://; http:// for this machine only';
const METHOD = 'none: the hosted server takes public clients, with PKCE and without a secret';
/** Ids of OAuth clients of the REST API. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Connections to Notion's own MCP server, and the names of the settings in the product before this one. */
export const hostedSettings = {
  hosted: {
    variable: 'HOSTED',
    option: 'hosted',
    isSwitch: true,
    value: '<on|off>',
    help: "on: people may connect Notion's own MCP server besides the REST API; with connect: connect that one; with demo: show it",
    schema: settingText
      .transform((text) => text.toLowerCase())
      .refine((text) => /^(?:on|off|true|false)$/.test(text), `must be ${SWITCH}`)
      .transform((text) => text === 'on' || text === 'true')
      .describe(SWITCH),
    defaultValue: 'off',
  },
  hostedUrl: {
    variable: 'NOTION_MCP_URL',
    option: 'notion-mcp-url',
    value: '<url>',
    help: "address of Notion's MCP server",
    schema: settingText
      .refine(isServerUrl, `must be ${SERVER}`)
      .refine(
        (text) => new URL(text).hostname !== 'api.notion.com',
        'must not be api.notion.com, which is the REST API',
      )
      .describe(SERVER),
    defaultValue: 'https://mcp.notion.com/mcp',
  },
  hostedClientId: {
    variable: 'NOTION_MCP_CLIENT_ID',
    option: 'notion-mcp-client-id',
    value: '<id>',
    help: 'MCP client id to use for all hosted connections; each has its own, made by itself, if not set',
    schema: settingText
      .refine(
        (text) => !UUID.test(text),
        "must be an MCP client id; this is a REST connection's id, which belongs into NOTION_CLIENT_ID",
      )
      .refine((text) => /^[\x21-\x7e]+$/.test(text), `must be ${CLIENT_ID}`)
      .describe(CLIENT_ID),
  },
  hostedRedirectUri: {
    variable: 'NOTION_MCP_OAUTH_REDIRECT_URI',
    option: 'notion-mcp-oauth-redirect-uri',
    value: '<url>',
    help: `where Notion's MCP server sends people back; PUBLIC_URL with ${HOSTED_CALLBACK_PATH} if not set`,
    schema: settingText.refine(isAddress, `must be ${ADDRESS}`).describe(ADDRESS),
  },
  hostedReturnBaseUrl: {
    variable: 'NOTION_MCP_RETURN_BASE_URL',
    option: 'notion-mcp-return-base-url',
    value: '<url>',
    help: 'where browsers continue after a hosted sign-in that names no place of its own',
    schema: settingText.refine(isAddress, `must be ${ADDRESS}`).describe(ADDRESS),
  },
  hostedTokenAuthMethod: {
    variable: 'NOTION_MCP_TOKEN_AUTH_METHOD',
    option: 'notion-mcp-token-auth-method',
    value: '<method>',
    help: "how this server proves itself at the token endpoint of Notion's MCP server",
    schema: settingText.refine((text) => text === 'none', `must be ${METHOD}`).describe('none'),
    defaultValue: 'none',
  },
  hostedStateTtl: {
    variable: 'NOTION_MCP_STATE_TTL_SECONDS',
    option: 'notion-mcp-state-ttl-seconds',
    value: '<seconds>',
    help: 'time in which a hosted sign-in must be finished',
    schema: wholeNumber(1, 3600, { unit: 'seconds' }),
    defaultValue: '600',
  },
} as const satisfies Record<string, Setting>;

/**
 * The settings as they belong together. `publicUrl`: browsers return there, and only there do they have the cookie that a
 * sign-in is bound to. Throws `ConfigError`.
 */
export function checkedHosted(values: HostedSettings, publicUrl: string | undefined): HostedSettings {
  const { redirectUri } = values;
  if (redirectUri !== undefined && publicUrl !== undefined && !isOwnCallback(redirectUri, publicUrl)) {
    throw new ConfigError(
      `NOTION_MCP_OAUTH_REDIRECT_URI must be at PUBLIC_URL and end with ${HOSTED_CALLBACK_PATH}.`,
    );
  }
  return Object.freeze(values);
}

function isOwnCallback(redirectUri: string, publicUrl: string): boolean {
  const { origin, pathname, search, hash } = new URL(redirectUri);
  return (
    origin === new URL(publicUrl).origin &&
    pathname.endsWith(HOSTED_CALLBACK_PATH) &&
    search === '' &&
    hash === ''
  );
}

function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined &&
    url.username === '' &&
    url.password === '' &&
    (url.protocol === 'https:' ||
      (url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, ''))))
  );
}

function isServerUrl(text: string): boolean {
  return isAddress(text) && !/[?#]/.test(text);
}
