import { realpath, stat } from 'node:fs/promises';
import { threadFile } from '../../bounded-work/thread-file.js';
import type { ChatServer } from '../../chat/servers/chat-server.js';
import { fileServer } from '../../chat/servers/file-server.js';
import { readServersFile, ServersFileError } from '../../chat/servers/servers-file.js';
import { QueryFile } from '../../chat/sqlite/query-file.js';
import { QueryPool } from '../../chat/sqlite/query-pool.js';
import { sqliteServer } from '../../chat/sqlite/sqlite-server.js';
import { ConfigError } from '../../config/config-error.js';

/** Servers beside Notion's, the same for everybody, to whom each is a connection of their own. */
export interface ServersBeside {
  readonly names: readonly string[];
  of(person: string): readonly ChatServer[];
}

/** Those that the configuration names. Rejects with a `ConfigError` if a file cannot be used. */
export async function serversBeside({
  servers,
  sqlite,
}: {
  readonly servers: string | undefined;
  readonly sqlite: string | undefined;
}): Promise<ServersBeside> {
  const inFile = await fromFile(servers);
  const names = inFile.map(({ name }) => name);
  const sqliteName = names.includes('sqlite') ? 'sqlite-file' : 'sqlite';
  const pool = sqlite === undefined ? undefined : await poolOf(sqlite);
  return {
    names: pool === undefined ? names : [...names, sqliteName],
    of: (person) => [
      // A server may keep what it is asked: nobody shares a connection with it.
      ...inFile.map((server) => ({ ...server, key: `${server.key} ${person}` })),
      ...(pool === undefined ? [] : [sqliteServer(sqliteName, pool, person)]),
    ],
  };
}

async function fromFile(path: string | undefined): Promise<readonly ChatServer[]> {
  try {
    return path === undefined ? [] : (await readServersFile(path)).map(fileServer);
  } catch (error) {
    throw error instanceof ServersFileError
      ? new ConfigError(`--servers or CHAT_SERVERS: ${error.message}`)
      : error;
  }
}

async function poolOf(given: string): Promise<QueryPool> {
  const path = await realpath(given).catch(() => undefined);
  if (path === undefined || !(await stat(path)).isFile()) {
    throw new ConfigError('--sqlite or CHAT_SQLITE: there is no such file, or it cannot be read.');
  }
  const program = threadFile('query-process');
  if (program === undefined) {
    throw new Error('The program that reads SQLite files is missing.');
  }
  return new QueryPool(() => new QueryFile(path, { program }));
}
