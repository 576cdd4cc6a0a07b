import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommandLine } from '../../../src/config/settings/command-line.js';
import { commandNames, commands, type Command } from '../../../src/config/commands.js';
import { ConfigError } from '../../../src/config/config-error.js';
import { finalise } from '../../../src/config/config.js';
import { readEnvironment } from '../../../src/config/read-environment.js';
import { settingReader, type SettingReader } from '../../../src/config/settings/setting-reader.js';
import { settings, type SettingName } from '../../../src/config/settings/settings.js';
import { DATABASE_FILE } from '../../../src/config/settings/storage-settings.js';

/** What further settings belong to. */
const EVERYTHING_ON = {
  HOSTED: 'on',
  HOSTED_PROXY: 'true',
  SEARCH_INDEX: 'on',
  EMBEDDINGS_URL: 'https://embeddings.example.com/v1',
  EMBEDDINGS_MODEL: 'example',
  WRITE_MODE: 'on',
  CHAT_API_URL: 'https://chat.example.com/v1',
  CHAT_MODEL: 'example',
};

/** Enough for every way in which a command can start: with a token, with connections of its own, for many spaces. */
const situations = (folder: string): Record<string, string>[] =>
  [
    { NOTION_TOKEN: 'ntn_example' },
    { DATA_FOLDER: folder },
    {
      DATA_FOLDER: folder,
      NOTION_CLIENT_ID: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0',
      NOTION_CLIENT_SECRET: 'secret_example',
      CREDENTIALS_KEY: Buffer.alloc(32).toString('base64'),
      PUBLIC_URL: 'https://mcp.example.com',
    },
  ].flatMap((situation) => [situation, { ...situation, ...EVERYTHING_ON }]);

/** The commands that read each setting, as found by starting each command with a reader that takes notes. */
export function settingsUsed(): ReadonlyMap<SettingName, readonly Command[]> {
  const folder = mkdtempSync(join(tmpdir(), 'notion-rest-mcp-docs-'));
  writeFileSync(join(folder, DATABASE_FILE), '');
  try {
    const reads = new Map(commandNames.map((command) => [command, readBy(command, situations(folder))]));
    const names = Object.keys(settings) as SettingName[];
    return new Map(
      names.map((name) => [name, commandNames.filter((command) => reads.get(command)?.has(name) ?? false)]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readBy(command: Command, environments: readonly Record<string, string>[]): ReadonlySet<SettingName> {
  const operand = commands[command].operand === undefined ? [] : ['some-id'];
  const commandLine = parseCommandLine([...command.split(' '), ...operand]);
  const names = new Set<SettingName>();
  for (const environment of environments) {
    const read = settingReader(commandLine.settings, readEnvironment(environment));
    const noting: SettingReader = (name) => {
      names.add(name);
      return read(name);
    };
    try {
      finalise(commandLine, noting);
    } catch (error) {
      // Not every command can start in every situation; what it has read by then counts.
      if (!(error instanceof ConfigError)) {
        throw error;
      }
    }
  }
  return names;
}
