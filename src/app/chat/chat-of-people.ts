import { realpath } from 'node:fs/promises';
import { threadFile } from '../../bounded-work/thread-file.js';
import type { ChatServer } from '../../chat/servers/chat-server.js';
import { fileServer } from '../../chat/servers/file-server.js';
import { readServersFile, ServersFileError } from '../../chat/servers/servers-file.js';
import { QueryFile } from '../../chat/sqlite/query-file.js';
import { sqliteServer } from '../../chat/sqlite/sqlite-server.js';
import type { ChatOfPeople } from '../../config/chat/chat-of-people.js';
import { ConfigError } from '../../config/config-error.js';
import type { Program } from '../program.js';
import type { ServedTools } from '../served-tools.js';
import type { ChatServing } from './chat-serving.js';

/** Milliseconds in which a person may say yes to a change. */
const CONFIRMATION_MS = 5 * 60_000;

/** The chat that the configuration asks for. Rejects with a `ConfigError` if a file that it names cannot be used. */
export async function chatServingOf(
  { model, daily, conversationMs, servers, sqlite }: ChatOfPeople,
  served: ServedTools,
  { version, randomText }: Pick<Program, 'version' | 'randomText'>,
): Promise<ChatServing> {
  const { limits, prices } = model;
  const inFile = await fromFile(servers);
  const files = sqlite === undefined ? [] : [await sqliteOf(sqlite, inFile)];
  return {
    version,
    randomText,
    served,
    settings: { endpoint: model, limits, prices, daily, conversationMs, confirmationMs: CONFIRMATION_MS },
    otherServers: {
      names: [...inFile, ...files].map(({ name }) => name),
      of: (personId) => [
        // A server of the file may keep what it is asked: nobody shares a connection with it. A file that is only read may be shared.
        ...inFile.map((server) => ({ ...server, key: `${server.key} ${personId}` })),
        ...files,
      ],
    },
  };
}

async function fromFile(path: string | undefined): Promise<readonly ChatServer[]> {
  try {
    return path === undefined ? [] : (await readServersFile(path)).map(fileServer);
  } catch (error) {
    throw error instanceof ServersFileError ? new ConfigError(`CHAT_SERVERS: ${error.message}`) : error;
  }
}

async function sqliteOf(given: string, others: readonly ChatServer[]): Promise<ChatServer> {
  const path = await realpath(given).catch(() => {
    throw new ConfigError('CHAT_SQLITE: the file cannot be read.');
  });
  const program = threadFile('query-process');
  if (program === undefined) {
    throw new Error('The program that reads SQLite files is missing.');
  }
  const name = others.some((server) => server.name === 'sqlite') ? 'sqlite-file' : 'sqlite';
  return sqliteServer(name, () => new QueryFile(path, { program }));
}
