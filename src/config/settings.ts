/**
 * One setting: its environment variable and, unless it is a secret, its command line option. Secrets have no option
 * because other users of a machine can read the command line of a process.
 */
export interface Setting {
  readonly variable: string;
  readonly option?: string;
  /** The option alone, without a value, means `true`. */
  readonly isSwitch?: true;
  /** How the value is written in the help text. */
  readonly value: string;
  readonly help: string;
}

/** Seconds a tool call may take. Most clients give a call 60 s; half of that leaves room for a second try of theirs. */
export const STANDARD_CALL_DEADLINE = '25';
/** Only programs on this machine can connect. */
export const STANDARD_HOST = '127.0.0.1';
/** TCP port of `serve`. */
export const STANDARD_PORT = '3000';

/** What a caller who chooses nothing gets. */
export const STANDARD_TOOLSETS = 'read';

/** The space of a person with one machine. */
export const STANDARD_SPACE = 'personal';

/** Every setting there is, in the order of the help text. */
export const settings = {
  notionToken: {
    variable: 'NOTION_TOKEN',
    value: 'ntn_…',
    help: 'token of a Notion connection (stdio and serve)',
  },
  notionApiUrl: {
    variable: 'NOTION_API_URL',
    option: 'notion-api-url',
    value: '<url>',
    help: "another address of Notion's REST API",
  },
  callDeadline: {
    variable: 'CALL_DEADLINE_SECONDS',
    option: 'call-deadline-seconds',
    value: '<seconds>',
    help: `longest time for one tool call (${STANDARD_CALL_DEADLINE})`,
  },
  toolsets: {
    variable: 'TOOLSETS',
    option: 'toolsets',
    value: '<names>',
    help: `sets of tools, separated by commas: read, openai (${STANDARD_TOOLSETS})`,
  },
  tools: {
    variable: 'TOOLS',
    option: 'tools',
    value: '<names>',
    help: 'only these tools of them',
  },
  excludeTools: {
    variable: 'EXCLUDE_TOOLS',
    option: 'exclude-tools',
    value: '<names>',
    help: 'all but these tools',
  },
  readOnly: {
    variable: 'READ_ONLY',
    option: 'read-only',
    isSwitch: true,
    value: '<true|false>',
    help: 'only tools that change nothing (true)',
  },
  host: {
    variable: 'HOST',
    option: 'host',
    value: '<address>',
    help: `address that serve binds to (${STANDARD_HOST})`,
  },
  port: {
    variable: 'PORT',
    option: 'port',
    value: '<number>',
    help: `port that serve listens on (${STANDARD_PORT}; 0 picks a free one)`,
  },
  authToken: {
    variable: 'MCP_AUTH_TOKEN',
    value: '<secret>',
    help: 'bearer token that HTTP clients must send; required unless HOST is a loopback address',
  },
  allowedHosts: {
    variable: 'ALLOWED_HOSTS',
    option: 'allowed-hosts',
    value: '<names>',
    help: 'further host names that HTTP clients may call, separated by commas',
  },
  allowedOrigins: {
    variable: 'ALLOWED_ORIGINS',
    option: 'allowed-origins',
    value: '<origins>',
    help: 'further web origins that may call, such as https://app.example.com',
  },
  notionClientId: {
    variable: 'NOTION_CLIENT_ID',
    option: 'notion-client-id',
    value: '<uuid>',
    help: 'OAuth client id of your public Notion connection',
  },
  notionClientSecret: {
    variable: 'NOTION_CLIENT_SECRET',
    value: 'secret_…',
    help: 'its OAuth client secret',
  },
  publicUrl: {
    variable: 'PUBLIC_URL',
    option: 'public-url',
    value: '<url>',
    help: 'address of serve in a browser, such as https://mcp.example.com',
  },
  returnOrigins: {
    variable: 'RETURN_ORIGINS',
    option: 'return-origins',
    value: '<origins>',
    help: 'web origins that people may be sent back to after connecting',
  },
  dataFolder: {
    variable: 'DATA_FOLDER',
    option: 'data-folder',
    value: '<path>',
    help: 'where connections are stored (~/.notion-rest-mcp)',
  },
  credentialsKey: {
    variable: 'CREDENTIALS_KEY',
    value: '<base64>',
    help: 'key that seals stored tokens, 32 bytes; a key file in DATA_FOLDER without it',
  },
  credentialsOldKeys: {
    variable: 'CREDENTIALS_OLD_KEYS',
    value: '<base64,…>',
    help: 'former keys, until keys rotate has run',
  },
  space: {
    variable: 'SPACE_ID',
    option: 'space',
    value: '<id>',
    help: 'space that a command is about (personal)',
  },
  label: {
    variable: 'KEY_LABEL',
    option: 'label',
    value: '<text>',
    help: 'what a service key is for',
  },
} as const satisfies Record<string, Setting>;

/** Name of a setting in the program. */
export type SettingName = keyof typeof settings;
/** What was set, as text, before it is validated. */
export type SettingTexts = Readonly<Partial<Record<SettingName, string>>>;

/** `settings` as a list with optional options. */
export const settingList: readonly (readonly [SettingName, Setting])[] = (
  Object.keys(settings) as SettingName[]
) // Object.keys widens to string; the object above is exact
  .map((name) => [name, settings[name]] as const);
