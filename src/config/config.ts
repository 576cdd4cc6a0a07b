import type { z } from 'zod';
import { parseCommandLine, type CommandLine } from './command-line.js';
import { ConfigError } from './config-error.js';
import {
  apiUrl,
  callDeadline,
  hostList,
  hostName,
  isLoopback,
  originList,
  port,
  secret,
} from './setting-values.js';
import {
  STANDARD_CALL_DEADLINE,
  STANDARD_HOST,
  STANDARD_PORT,
  settingList,
  settings,
  type SettingName,
  type SettingTexts,
} from './settings.js';

/** How to reach the user's Notion. */
export interface NotionSettings {
  readonly token: string;
  /** Address of the REST API without `/v1`; the official one if absent. */
  readonly apiUrl: string | undefined;
}

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

/** What the program does, complete and valid. */
export type Config =
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'stdio'; readonly notion: NotionSettings; readonly callDeadlineMilliseconds: number }
  | {
      readonly command: 'serve';
      readonly notion: NotionSettings;
      readonly http: HttpSettings;
      readonly callDeadlineMilliseconds: number;
    }
  | {
      readonly command: 'demo';
      readonly once: boolean;
      readonly http: HttpSettings;
      readonly callDeadlineMilliseconds: number;
    };

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
  const { command, once } = commandLine;
  if (command === 'help' || command === 'version') {
    return Object.freeze({ command });
  }
  const read = reader(commandLine.settings, environment);
  const callDeadlineMilliseconds = read('callDeadline', callDeadline, STANDARD_CALL_DEADLINE) * 1000;
  if (command === 'stdio') {
    return Object.freeze({ command, notion: notionSettings(read), callDeadlineMilliseconds });
  }
  const http = httpSettings(read);
  return command === 'demo'
    ? Object.freeze({ command, once, http, callDeadlineMilliseconds })
    : Object.freeze({ command, notion: notionSettings(read), http, callDeadlineMilliseconds });
}

/** Reads one setting: the command line wins over the environment, and both over the standard value. */
type Reader = {
  <Value>(name: SettingName, schema: z.ZodType<Value, string>, standard: string): Value;
  <Value>(name: SettingName, schema: z.ZodType<Value, string>): Value | undefined;
};

function reader(commandLine: SettingTexts, environment: SettingTexts): Reader {
  return <Value>(name: SettingName, schema: z.ZodType<Value, string>, standard?: string) => {
    const text = commandLine[name] ?? environment[name] ?? standard;
    if (text === undefined) {
      // The overloads give this only to callers that expect it.
      return undefined as Value;
    }
    const result = schema.safeParse(text);
    if (!result.success) {
      const { variable, option }: { variable: string; option?: string } = settings[name];
      const source = commandLine[name] === undefined || option === undefined ? variable : `--${option}`;
      throw new ConfigError(`${source} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
    }
    return result.data;
  };
}

function notionSettings(read: Reader): NotionSettings {
  const token = read('notionToken', secret);
  if (token === undefined) {
    throw new ConfigError(
      'NOTION_TOKEN is missing. Create a connection at https://www.notion.so/profile/integrations and set NOTION_TOKEN to its token, or try: notion-rest-mcp demo.',
    );
  }
  return Object.freeze({ token, apiUrl: read('notionApiUrl', apiUrl) });
}

function httpSettings(read: Reader): HttpSettings {
  const host = read('host', hostName, STANDARD_HOST);
  const authToken = read('authToken', secret);
  if (authToken === undefined && !isLoopback(host)) {
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
