import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkConnectSettings } from '../connect/settings.js';
import type { ToolSettings } from '../toolsets.js';
import { parseCommandLine, type Command, type CommandLine } from './command-line.js';
import { ConfigError } from './config-error.js';
import { settingReader, type SettingReader } from './setting-reader.js';
import {
  anyText,
  apiUrl,
  callDeadline,
  hostList,
  hostName,
  isLoopback,
  keyLabel,
  originList,
  port,
  sealingKeyList,
  sealingKeyText,
  secret,
  spaceId,
} from './setting-values.js';
import { toolSettings } from './tool-settings.js';
import {
  STANDARD_CALL_DEADLINE,
  STANDARD_HOST,
  STANDARD_PORT,
  STANDARD_SPACE,
  settingList,
  type SettingTexts,
} from './settings.js';

/** The database in the data folder. */
export const DATABASE_FILE = 'credentials.db';
/** The key file in the data folder. */
export const KEY_FILE = 'credentials.key';

/** Where `serve` listens and whom it lets in. */
export interface HttpSettings {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly authToken: string | undefined;
  /** Host names beyond those that `host` implies. */
  readonly allowedHosts: readonly string[];
  /** Origins beyond those of this machine: host names, or whole origins such as `https://app.example.com`. */
  readonly allowedOrigins: readonly string[];
}

/** Where connections are stored, and what seals them. */
export interface StorageSettings {
  readonly folder: string;
  /** Sealing keys, the current one first; none means a key file in the folder. */
  readonly keys: readonly string[];
}

/** The public Notion connection (OAuth client) under which people connect. */
export interface OauthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where the tools' tokens come from: one that was given, or connections that people made. */
export type TokenSettings =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'stored'; readonly storage: StorageSettings; readonly oauth: OauthSettings | undefined };

interface Common {
  /** Address of the REST API without `/v1`; the official one if absent. */
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
}

/** What all commands have that serve tools. */
interface Serving extends Common {
  readonly tools: ToolSettings;
}

export interface StdioConfig extends Serving {
  readonly command: 'stdio';
  readonly notion: TokenSettings;
  readonly space: string;
}

export interface ServeConfig extends Serving {
  readonly command: 'serve';
  readonly http: HttpSettings;
  readonly notion:
    | Extract<TokenSettings, { kind: 'token' }>
    | {
        readonly kind: 'spaces';
        readonly storage: StorageSettings;
        readonly oauth: OauthSettings;
        readonly publicUrl: string;
        readonly returnOrigins: readonly string[];
      };
}

export interface DemoConfig extends Serving {
  readonly command: 'demo';
  readonly once: boolean;
  readonly http: HttpSettings;
}

/** Commands that work on the store of connections and keys. */
export interface StoreConfig extends Common {
  readonly command: Exclude<Command, 'stdio' | 'serve' | 'demo'>;
  readonly operand: string | undefined;
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings | undefined;
  readonly space: string;
  readonly allSpaces: boolean;
  readonly label: string;
}

/** What the program does, complete and valid. */
export type Config =
  { readonly command: 'help' | 'version' } | StdioConfig | ServeConfig | DemoConfig | StoreConfig;

/** Environment variables as Node gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The one reader of the process's environment. Throws `ConfigError`. */
export function loadConfig(argv: readonly string[], environment: Environment = process.env): Config {
  const commandLine = parseCommandLine(argv);
  return finalise(commandLine, readEnvironment(environment));
}

/** The settings among the environment variables. An empty variable counts as absent, as in an untouched `.env` file. */
export function readEnvironment(environment: Environment): SettingTexts {
  return Object.fromEntries(
    settingList.flatMap(([name, { variable }]) => {
      const text = environment[variable];
      return text === undefined || text === '' ? [] : [[name, text] as const];
    }),
  );
}

function finalise(commandLine: CommandLine, environment: SettingTexts): Config {
  const { command, once, operand, allSpaces } = commandLine;
  if (command === 'help' || command === 'version') {
    return Object.freeze({ command });
  }
  const read = settingReader(commandLine.settings, environment);
  const common = {
    apiUrl: read('notionApiUrl', apiUrl),
    callDeadlineMilliseconds: read('callDeadline', callDeadline, STANDARD_CALL_DEADLINE) * 1000,
  };
  const space = read('space', spaceId, STANDARD_SPACE);
  switch (command) {
    case 'stdio':
      return Object.freeze({
        command,
        ...common,
        space,
        notion: tokenSettings(read),
        tools: toolSettings(read),
      });
    case 'serve': {
      const notion = serveSettings(read);
      return Object.freeze({
        command,
        ...common,
        notion,
        http: httpSettings(read, notion.kind === 'token'),
        tools: toolSettings(read),
      });
    }
    case 'demo':
      return Object.freeze({
        command,
        ...common,
        once,
        http: httpSettings(read, true),
        tools: toolSettings(read),
      });
    default:
      return Object.freeze({
        command,
        ...common,
        operand,
        storage: storageSettings(read),
        oauth: command === 'connect' ? oauthSettings(read) : optionalOauth(read),
        space,
        allSpaces,
        label: read('label', keyLabel, ''),
      });
  }
}

/** A token wins; without one stdio runs from what `connect` stored. */
function tokenSettings(read: SettingReader): TokenSettings {
  const token = read('notionToken', secret);
  if (token !== undefined) {
    return Object.freeze({ kind: 'token', token });
  }
  const storage = storageSettings(read);
  if (!existsSync(join(storage.folder, DATABASE_FILE))) {
    throw new ConfigError(
      'NOTION_TOKEN is missing. Create a connection at https://www.notion.so/profile/integrations and set NOTION_TOKEN to its token, connect a workspace with: notion-rest-mcp connect, or try: notion-rest-mcp demo.',
    );
  }
  return Object.freeze({ kind: 'stored', storage, oauth: optionalOauth(read) });
}

function serveSettings(read: SettingReader): ServeConfig['notion'] {
  const token = read('notionToken', secret);
  if (token !== undefined) {
    return Object.freeze({ kind: 'token', token });
  }
  if (read('notionClientId', anyText) === undefined) {
    throw new ConfigError(
      'NOTION_TOKEN is missing. Set it to serve one workspace, or set NOTION_CLIENT_ID, NOTION_CLIENT_SECRET and PUBLIC_URL to let people connect theirs.',
    );
  }
  const oauth = oauthSettings(read);
  const storage = storageSettings(read);
  const publicUrl = read('publicUrl', anyText);
  const returnOrigins = read('returnOrigins', originList) ?? [];
  const problem = checkConnectSettings(
    { ...oauth, publicUrl, hasCredentialsKey: hasKey(storage, publicUrl), returnOrigins },
    'public',
  );
  if (problem !== undefined || publicUrl === undefined) {
    throw new ConfigError(problem ?? 'PUBLIC_URL is missing.');
  }
  return Object.freeze({
    kind: 'spaces',
    storage,
    oauth,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    returnOrigins: Object.freeze(returnOrigins),
  });
}

/** A key file is made for desktops and trials only: a server's key belongs into its configuration, with a backup. */
function hasKey(storage: StorageSettings, publicUrl: string | undefined): boolean {
  const host = URL.canParse(publicUrl ?? '') ? new URL(publicUrl ?? '').hostname : '';
  return storage.keys.length > 0 || existsSync(join(storage.folder, KEY_FILE)) || isLoopback(host);
}

function oauthSettings(read: SettingReader): OauthSettings {
  const clientId = read('notionClientId', anyText);
  const clientSecret = read('notionClientSecret', secret);
  const problem = checkConnectSettings({ clientId, clientSecret, hasCredentialsKey: true }, 'loopback');
  if (problem !== undefined || clientId === undefined || clientSecret === undefined) {
    throw new ConfigError(problem ?? 'NOTION_CLIENT_ID is missing.');
  }
  return Object.freeze({ clientId, clientSecret });
}

/** Needed only when Notion asks for a new token; what is there must be right all the same. */
function optionalOauth(read: SettingReader): OauthSettings | undefined {
  return read('notionClientId', anyText) === undefined ? undefined : oauthSettings(read);
}

function storageSettings(read: SettingReader): StorageSettings {
  const current = read('credentialsKey', sealingKeyText);
  const older = read('credentialsOldKeys', sealingKeyList) ?? [];
  if (current === undefined && older.length > 0) {
    throw new ConfigError('CREDENTIALS_OLD_KEYS needs CREDENTIALS_KEY, the key that took their place.');
  }
  return Object.freeze({
    folder: read('dataFolder', anyText) ?? join(homedir(), '.notion-rest-mcp'),
    keys: Object.freeze(current === undefined ? [] : [current, ...older]),
  });
}

/** `needsToken`: whoever reaches the port could call the tools. With spaces, callers have service keys. */
function httpSettings(read: SettingReader, needsToken: boolean): HttpSettings {
  const host = read('host', hostName, STANDARD_HOST);
  const authToken = read('authToken', secret);
  if (needsToken && authToken === undefined && !isLoopback(host)) {
    throw new ConfigError(
      `MCP_AUTH_TOKEN is missing, but HOST ${host} can be reached from other machines. Set it (openssl rand -hex 32 makes one), or keep HOST at ${STANDARD_HOST}.`,
    );
  }
  return Object.freeze({
    host,
    port: read('port', port, STANDARD_PORT),
    authToken,
    allowedHosts: Object.freeze(read('allowedHosts', hostList) ?? []),
    allowedOrigins: Object.freeze(read('allowedOrigins', originList) ?? []),
  });
}
