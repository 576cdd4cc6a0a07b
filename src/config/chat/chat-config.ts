import { ConfigError } from '../config-error.js';
import type { LogLevel } from '../../telemetry/log/log.js';
import { chatOf, type ChatSettings } from './read-chat.js';
import type { CommandLine } from '../settings/command-line.js';
import type { SettingReader } from '../settings/setting-reader.js';
import { settingList } from '../settings/settings.js';

/** A conversation in the terminal. */
export interface ChatConfig {
  readonly command: 'chat';
  readonly logLevel: LogLevel;
  readonly chat: ChatSettings;
  /** The one question of `--once`. */
  readonly question: string | undefined;
  readonly json: boolean;
  /** Whether every call is allowed without asking. */
  readonly yes: boolean;
  /** A file in the clients' format. */
  readonly servers: string | undefined;
  readonly sqlite: string | undefined;
  /** How this program is started as a server; or why it cannot be. Undefined where the servers are those of the file. */
  readonly ownServer:
    { readonly environment: Readonly<Record<string, string>> } | { readonly problem: string } | undefined;
}

/** `checkStdio`: reads the settings of stdio, and throws where it could not start with them. */
export function chatConfig(
  { once, operand, json, yes, settings }: CommandLine,
  read: SettingReader,
  checkStdio: () => unknown,
  environment: Readonly<Record<string, string | undefined>>,
): ChatConfig {
  const servers = read('chatServers');
  const sqlite = read('chatSqlite');
  const problem = servers === undefined ? problemOf(checkStdio) : undefined;
  // Somebody who only asks a SQLite file needs no Notion.
  if (problem !== undefined && sqlite === undefined) {
    throw problem;
  }
  const chat = chatOf(read);
  if (chat === undefined) {
    throw new ConfigError(
      'CHAT_API_URL and CHAT_MODEL are missing: the model to talk to, with CHAT_API_KEY if it asks for one. A model on this machine: CHAT_API_URL=http://127.0.0.1:11434/v1 CHAT_MODEL=qwen3 (Ollama).',
    );
  }
  return Object.freeze({
    command: 'chat',
    logLevel: read('logLevel'),
    chat,
    question: once ? operand : undefined,
    json,
    yes,
    servers,
    sqlite,
    ownServer:
      servers !== undefined
        ? undefined
        : problem === undefined
          ? { environment: environmentOf(environment, settings.current) }
          : { problem: problem.message },
  });
}

function problemOf(check: () => unknown): ConfigError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) {
      return error;
    }
    throw error;
  }
}

/** The same as of this process, with what the command line has said. The key of the model is nobody else's business. */
function environmentOf(
  environment: Readonly<Record<string, string | undefined>>,
  options: CommandLine['settings']['current'],
): Readonly<Record<string, string>> {
  const own = new Map<string, string | undefined>(Object.entries(environment));
  for (const [name, { variable }] of settingList) {
    const text = options[name];
    if (text !== undefined) {
      own.set(variable, text);
    }
    if (variable.startsWith('CHAT_')) {
      own.delete(variable);
    }
  }
  return Object.fromEntries(
    [...own].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
