import { auditSettings } from './audit-settings.js';
import { chatPeopleSettings, chatServerSettings, chatSettings } from '../chat-settings.js';
import { databaseSettings } from './database-settings.js';
import { rootsSettings } from './roots-settings.js';
import { healthSettings } from './health-settings.js';
import { hostedSettings } from '../hosted-settings.js';
import { hostedProxySettings } from '../hosted-proxy-settings.js';
import { keySettings } from './key-settings.js';
import { limitsSettings } from './limits-settings.js';
import { lockdownSettings } from './lockdown-settings.js';
import { redisSettings } from './redis-settings.js';
import { sealingSettings } from './sealing-settings.js';
import { embeddingsSettings, searchIndexSettings } from './search-index-settings.js';
import { writeSettings } from './write-settings.js';
import { serverToken } from '../server-token.js';
import type { Setting } from '../setting.js';
import {
  anyText,
  apiUrl,
  callCount,
  callDeadline,
  hostList,
  hostName,
  keyLabel,
  logLevel,
  nameList,
  originList,
  path,
  port,
  proxyList,
  requestCount,
  requestRate,
  secret,
  spaceId,
  timeZone,
  toggle,
} from '../setting-values.js';

/** Every setting, in the order of the help text. */
export const settings = {
  notionToken: {
    variable: 'NOTION_TOKEN',
    value: 'ntn_…',
    help: 'token of a Notion connection',
    schema: secret,
  },
  notionApiUrl: {
    variable: 'NOTION_API_URL',
    option: 'notion-api-url',
    value: '<url>',
    help: 'base URL to use instead of https://api.notion.com, such as a proxy',
    schema: apiUrl,
  },
  callDeadline: {
    variable: 'CALL_DEADLINE_SECONDS',
    option: 'call-deadline-seconds',
    value: '<seconds>',
    help: 'time limit for one tool call',
    schema: callDeadline,
    // Most clients allow a call 60 s; half of that leaves room for a second attempt.
    defaultValue: '25',
  },
  requestsPerMinute: {
    variable: 'NOTION_REQUESTS_PER_MINUTE',
    option: 'notion-requests-per-minute',
    value: '<number>',
    help: 'requests per minute to each Notion connection; a fixed limit below 180, else a start that adapts to what Notion allows',
    schema: requestRate,
    defaultValue: '180',
  },
  maxConcurrentCallsPerSpace: {
    variable: 'MAX_CONCURRENT_CALLS_PER_SPACE',
    option: 'max-concurrent-calls-per-space',
    value: '<number>',
    help: 'maximum number of concurrent tool calls per space',
    schema: callCount,
    // With a dozen concurrent requests to Notion, more calls would wait longer than their deadline.
    defaultValue: '100',
  },
  maxConcurrentCalls: {
    variable: 'MAX_CONCURRENT_CALLS',
    option: 'max-concurrent-calls',
    value: '<number>',
    help: 'maximum number of concurrent tool calls in all spaces; no space can use up all of them',
    schema: callCount,
    defaultValue: '1000',
  },
  maxLookupsPerCall: {
    variable: 'MAX_LOOKUPS_PER_CALL',
    option: 'max-lookups-per-call',
    value: '<number>',
    help: 'maximum number of requests that one tool call makes to look up names, paths and the rest of long lists',
    schema: requestCount,
    // A call that uses all of it takes a fifth of what Notion allows a connection in a minute.
    defaultValue: '40',
  },
  timeZone: {
    variable: 'TIME_ZONE',
    option: 'time-zone',
    value: '<name>',
    help: 'time zone in which words for days are read, such as tomorrow, for instance Europe/Berlin; if not set, over stdio the one of this machine, else conditions read them in UTC and changes refuse them',
    schema: timeZone,
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    option: 'log-level',
    value: '<level>',
    help: 'minimum level of log lines on standard error: info, warn, error, or silent for none',
    schema: logLevel,
    defaultValue: 'info',
  },
  toolsets: {
    variable: 'TOOLSETS',
    option: 'toolsets',
    value: '<names>',
    help: 'toolsets to serve, separated by commas: read, openai, hosted',
    schema: nameList,
    defaultValue: 'read',
  },
  tools: {
    variable: 'TOOLS',
    option: 'tools',
    value: '<names>',
    help: 'serve only these tools of the toolsets',
    schema: nameList,
  },
  excludeTools: {
    variable: 'EXCLUDE_TOOLS',
    option: 'exclude-tools',
    value: '<names>',
    help: 'tools to leave out',
    schema: nameList,
  },
  readOnly: {
    variable: 'READ_ONLY',
    option: 'read-only',
    isSwitch: true,
    value: '<true|false>',
    help: 'true: serve only tools that change nothing, whatever WRITE_MODE says',
    schema: toggle,
  },
  ...writeSettings,
  ...lockdownSettings,
  host: {
    variable: 'HOST',
    option: 'host',
    value: '<address>',
    help: 'address that serve binds to',
    schema: hostName,
    // Only programs on this machine can connect.
    defaultValue: '127.0.0.1',
  },
  port: {
    variable: 'PORT',
    option: 'port',
    value: '<number>',
    help: 'port that serve listens on',
    schema: port,
    defaultValue: '3000',
  },
  ...healthSettings,
  authToken: {
    variable: 'MCP_AUTH_TOKEN',
    value: '<secret>',
    help: 'bearer token that HTTP clients must send; required unless HOST is a loopback address with no proxy in front of it',
    schema: serverToken,
  },
  allowedHosts: {
    variable: 'ALLOWED_HOSTS',
    option: 'allowed-hosts',
    value: '<names>',
    help: 'additional host names that HTTP clients may use',
    schema: hostList,
  },
  allowedOrigins: {
    variable: 'ALLOWED_ORIGINS',
    option: 'allowed-origins',
    value: '<origins>',
    help: 'web origins whose scripts may call the server and read its answers',
    schema: originList,
  },
  trustedProxies: {
    variable: 'TRUSTED_PROXIES',
    option: 'trusted-proxies',
    value: '<addresses>',
    help: 'proxies in front of serve whose X-Forwarded-For is trusted; all private addresses if not set',
    schema: proxyList,
  },
  lenientProtocolHeaders: {
    variable: 'LENIENT_PROTOCOL_HEADERS',
    option: 'lenient-protocol-headers',
    isSwitch: true,
    value: '<true|false>',
    help: 'accept HTTP requests whose version header is older than their message',
    schema: toggle,
    // Hosted clients send such requests, and refusing one would refuse all of the client's calls.
    defaultValue: 'true',
  },
  legacyProtocolOnly: {
    variable: 'LEGACY_PROTOCOL_ONLY',
    option: 'legacy-protocol-only',
    isSwitch: true,
    value: '<true|false>',
    help: 'support only protocol versions before 2026 over HTTP',
    schema: toggle,
    defaultValue: 'false',
  },
  notionClientId: {
    variable: 'NOTION_CLIENT_ID',
    option: 'notion-client-id',
    value: '<uuid>',
    help: 'OAuth client id of your public Notion connection',
    schema: anyText.describe('a UUID'),
  },
  notionClientSecret: {
    variable: 'NOTION_CLIENT_SECRET',
    value: 'secret_…',
    help: 'its OAuth client secret',
    schema: secret,
  },
  publicUrl: {
    variable: 'PUBLIC_URL',
    option: 'public-url',
    value: '<url>',
    help: 'public URL of serve, such as https://mcp.example.com',
    schema: anyText.describe('a URL that starts with https://; http:// for 127.0.0.1 and localhost only'),
  },
  returnOrigins: {
    variable: 'RETURN_ORIGINS',
    option: 'return-origins',
    value: '<origins>',
    help: 'web origins that people may be returned to after connecting',
    schema: originList,
  },
  ...hostedSettings,
  ...hostedProxySettings,
  dataFolder: {
    variable: 'DATA_FOLDER',
    option: 'data-folder',
    value: '<path>',
    help: 'folder for stored connections',
    schema: path,
    defaultValue: '~/.notion-rest-mcp',
  },
  ...databaseSettings,
  ...redisSettings,
  ...searchIndexSettings,
  ...embeddingsSettings,
  ...chatSettings,
  ...chatPeopleSettings,
  ...chatServerSettings,
  ...limitsSettings,
  ...rootsSettings,
  ...sealingSettings,
  space: {
    variable: 'SPACE_ID',
    option: 'space',
    value: '<id>',
    help: 'space that a command applies to',
    schema: spaceId,
    // The space of a person with one machine.
    defaultValue: 'personal',
  },
  label: {
    variable: 'KEY_LABEL',
    option: 'label',
    value: '<text>',
    help: 'purpose of a service key',
    schema: keyLabel,
  },
  ...keySettings,
  ...auditSettings,
} as const satisfies Record<string, Setting>;

/** Name of a setting in the program. */
export type SettingName = keyof typeof settings;
/** The given values as text, before validation. */
export type SettingTexts = Readonly<Partial<Record<SettingName, string>>>;

/** `settings` as a list with optional options. */
export const settingList: readonly (readonly [SettingName, Setting])[] = (
  Object.keys(settings) as SettingName[]
) // Object.keys widens to string; the object above is exact
  .map((name) => [name, settings[name]] as const);
