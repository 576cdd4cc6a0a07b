import type { Checkpoint } from '../audit/chain.js';
import type { RedisSettings } from './settings/redis-settings.js';
import { listsAll, parseCommandLine, type CommandLine } from './settings/command-line.js';
import type { Command } from './commands.js';
import { chatConfig, type ChatConfig } from './chat/chat-config.js';
import { chatOfPeople, type MayHaveChat } from './chat/chat-of-people.js';
import { ConfigError } from './config-error.js';
import type { HostedSettings } from '../upstream/sign-in/hosted-settings.js';
import { demoServing } from './demo-serving.js';
import { doctorConfig, type DoctorConfig } from './doctor-config.js';
import {
  newKeySettings,
  renewalSettings,
  type NewKeySettings,
  type RenewalSettings,
} from './settings/key-settings.js';
import { readEnvironment } from './read-environment.js';
import type { FormerNameListener } from './settings/former-names.js';
import { healthAddress, type HealthAddress } from './settings/health-settings.js';
import { httpSettings, type HttpSettings } from './settings/http-settings.js';
import {
  hostedOf,
  oauthSettings,
  optionalOauth,
  serveSettings,
  tokenSettings,
  type OauthSettings,
  type ServeNotionSettings,
  type TokenSettings,
} from './settings/notion-settings.js';
import { searchIndexSettingsOf, type SearchIndexSettings } from './settings/search-index-settings.js';
import { servingSettings, type Common, type Serving } from './serving-settings.js';
import { programConfig, type ProgramConfig } from './program-config.js';
import { settingReader, type SettingReader } from './settings/setting-reader.js';
import {
  moveSettings,
  storageSettings,
  type MoveSettings,
  type StorageSettings,
} from './settings/storage-settings.js';
import { refuseUnusedOptions } from './unused-options.js';
import { writesOf } from './settings/write-settings.js';

export interface StdioConfig extends Serving {
  readonly command: 'stdio';
  readonly notion: TokenSettings;
  readonly space: string;
  /** Pages and databases that may be read; all that is shared with the connection if absent. */
  readonly roots: readonly string[] | undefined;
  /** Where changes are recorded; undefined where none are made. */
  readonly journal: StorageSettings | undefined;
}

/** Commands that search for people, and on the index: they read as stdio does. */
export interface IndexConfig extends Omit<StdioConfig, 'command' | 'searchIndex'> {
  readonly command: 'search' | 'read' | 'query' | 'describe' | 'index status' | 'index build' | 'index purge';
  readonly json: boolean;
  readonly searchIndex: SearchIndexSettings;
  readonly operand: string | undefined;
}

export interface ServeConfig extends Serving, MayHaveChat {
  readonly command: 'serve';
  /** The same, for a server with a token; callers of other servers have roots of their own. */
  readonly roots: readonly string[] | undefined;
  /** Where changes are recorded by a server with a token; others have a store. */
  readonly journal: StorageSettings | undefined;
  readonly http: HttpSettings;
  /** The port for health checks; absent if there is none. */
  readonly health: HealthAddress | undefined;
  /** Processes that serve. */
  readonly workers: number;
  readonly notion: ServeNotionSettings;
}

export interface DemoConfig extends Serving, MayHaveChat {
  readonly command: 'demo';
  readonly once: boolean;
  /** Whether the hosted server is connected too. */
  readonly hosted: boolean;
  readonly http: HttpSettings;
}

/** Commands that work on the store of connections and keys. */
export interface StoreConfig extends Common {
  readonly command: Exclude<
    Command,
    | 'stdio'
    | 'serve'
    | 'demo'
    | 'doctor'
    | 'chat'
    | 'migrate-store'
    | (IndexConfig | ProgramConfig)['command']
  >;
  readonly operand: string | undefined;
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings | undefined;
  /** Undefined where hosted connections are off. */
  readonly hosted: HostedSettings | undefined;
  readonly space: string;
  readonly allSpaces: boolean;
  readonly label: string;
  readonly json: boolean;
  /** Restrictions of a new key; of `keys create`. */
  readonly newKey: NewKeySettings | undefined;
  /** Start of `audit export`, and what `audit verify` compares with. */
  readonly since: Date | undefined;
  readonly checkpoint: Checkpoint | undefined;
  /** Of `keys renew`. */
  readonly renewal: RenewalSettings | undefined;
}

export interface MigrateStoreConfig extends Common, MoveSettings {
  readonly command: 'migrate-store';
}

/** The complete, validated configuration. */
export type Config =
  | ProgramConfig
  | StdioConfig
  | IndexConfig
  | ServeConfig
  | DemoConfig
  | DoctorConfig
  | ChatConfig
  | MigrateStoreConfig
  | StoreConfig;

/** Environment variables as Node gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The one reader of the process's environment. Throws `ConfigError`. */
export function loadConfig(
  argv: readonly string[],
  environment: Environment = process.env,
  onFormerName?: FormerNameListener,
): Config {
  const commandLine = parseCommandLine(argv);
  if (commandLine.command !== 'version' && commandLine.command !== 'help') {
    refuseUnusedOptions(commandLine.command, commandLine.settings);
  }
  return finalise(
    commandLine,
    settingReader(commandLine.settings, readEnvironment(environment), onFormerName),
    environment,
  );
}

/** The settings that the command needs. It reads no others: docs/configuration.md lists which it reads. */
export function finalise(
  commandLine: CommandLine,
  read: SettingReader,
  environment: Environment = {},
): Config {
  const { command, once, operand, allSpaces } = commandLine;
  switch (command) {
    case 'version':
    case 'help':
    case 'completions':
    case 'install':
      return programConfig(command, commandLine, read);
    case 'doctor':
      return doctorConfig(read, commandLine.json);
    case 'chat':
      return chatConfig(commandLine, read, () => [read('notionApiUrl'), stdioSettings(read)], environment);
  }
  const common = { apiUrl: read('notionApiUrl'), logLevel: read('logLevel') };
  switch (command) {
    case 'stdio':
      return Object.freeze({ command, ...common, ...stdioSettings(read) });
    case 'search':
    case 'read':
    case 'query':
    case 'describe':
    case 'index status':
    case 'index build':
    case 'index purge':
      return Object.freeze({
        command,
        operand,
        json: commandLine.json,
        ...common,
        ...stdioSettings(read),
        searchIndex: searchIndexSettingsOf(read),
      });
    case 'serve': {
      const notion = serveSettings(read);
      const roots = read('readRoots');
      if (roots !== undefined && notion.kind === 'spaces') {
        throw new ConfigError(
          'READ_ROOTS is for servers with NOTION_TOKEN. Give each service key its own with: notion-rest-mcp keys create --roots.',
        );
      }
      const http = httpSettings(read, notion.kind === 'token');
      return Object.freeze({
        command,
        ...common,
        ...servingSettings(read),
        redis: sharedRedis(read),
        notion,
        roots,
        journal: notion.kind === 'token' ? journalSettings(read) : undefined,
        http,
        health: healthAddress(read, http.port),
        workers: read('workers'),
        chat: notion.kind === 'spaces' ? chatOfPeople(read, read('workers')) : undefined,
      });
    }
    case 'demo':
      return Object.freeze({
        command,
        ...common,
        ...demoServing(servingSettings(read), read),
        once,
        hosted: read('hosted'),
        http: httpSettings(read, true),
      });
    case 'migrate-store':
      return Object.freeze({ command, ...common, ...moveSettings(read) });
    default:
      return Object.freeze({
        command,
        ...common,
        operand,
        storage: storageSettings(read),
        oauth: command === 'connect' && !read('hosted') ? oauthSettings(read) : optionalOauth(read),
        hosted: hostedOf(read, undefined),
        space: read('space'),
        allSpaces: allSpaces || listsAll(commandLine),
        json: commandLine.json,
        newKey: command === 'keys create' ? newKeySettings(read, commandLine) : undefined,
        since: command === 'audit export' ? read('auditSince') : undefined,
        checkpoint: command === 'audit verify' ? read('auditCheckpoint') : undefined,
        renewal: command === 'keys renew' ? renewalSettings(read) : undefined,
        label: (command === 'keys create' ? read('label') : undefined) ?? '',
      });
  }
}

function stdioSettings(read: SettingReader): Omit<StdioConfig, 'command' | keyof Common> {
  return {
    ...servingSettings(read),
    redis: sharedRedis(read),
    space: read('space'),
    notion: tokenSettings(read),
    roots: read('readRoots'),
    journal: journalSettings(read),
  };
}

/** A change that cannot be recorded is not made, so a server with a token needs a store as soon as it makes changes. */
function journalSettings(read: SettingReader): StorageSettings | undefined {
  return writesOf(read)?.mode === 'on' ? storageSettings(read) : undefined;
}

function sharedRedis(read: SettingReader): RedisSettings | undefined {
  const url = read('redisUrl');
  return url === undefined ? undefined : Object.freeze({ url });
}
