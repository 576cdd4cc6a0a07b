import { ConfigError } from '../../config/config-error.js';
import type { InstallConfig } from '../../config/program-config.js';
import type { Program } from '../../app/program.js';
import { clients, type ClientSettings } from '../../client-settings/clients.js';
import { CODEX_KEY_VARIABLE } from '../../client-settings/forms.js';
import {
  KEY_PLACEHOLDER,
  servedAt,
  TOKEN_PLACEHOLDER,
  type ServerEntry,
} from '../../client-settings/server-entry.js';
import { nearest } from '../../text/suggest.js';
import { thisProgram } from './this-program.js';

/** Stands for the address of a server that people run. */
const EXAMPLE_URL = 'https://mcp.example.com';

/** `install`: prints what a client's settings need. It writes none: they are other programs' files. */
export function runInstall({ client, publicUrl }: InstallConfig, program: Program): void {
  const settings = settingsFor(client);
  const isRemote = publicUrl !== undefined || settings.remoteOnly === true;
  const server = isRemote ? servedAt(publicUrl ?? EXAMPLE_URL) : thisProgram();
  program.print(instructions(settings, server, process.platform));
}

function settingsFor(client: string): ClientSettings {
  if (!Object.hasOwn(clients, client)) {
    const names = Object.keys(clients);
    const guess = nearest(client.toLowerCase(), names);
    throw new ConfigError(
      `install knows ${names.join(', ')}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    );
  }
  return clients[client as keyof typeof clients];
}

/** Where people get a token: the first link is the shorter way. */
const TOKEN_SOURCE = `a token from https://www.notion.so/developers/tokens, which sees what you see, or from
https://www.notion.so/profile/integrations, which sees the pages that you add it to.`;
const KEY_SOURCE = 'a key, from the server: notion-rest-mcp keys create.';

/** The text for people: where, what, and what is missing. */
function instructions(
  { title, where, form, afterwards, docs }: ClientSettings,
  server: ServerEntry,
  platform: NodeJS.Platform,
): string {
  const block = form(server);
  const missing = `${placeOfSecret(block)} ${server.kind === 'stdio' ? TOKEN_SOURCE : KEY_SOURCE}`;
  return [
    `${title}. ${where[platform] ?? where.default}:`,
    block,
    [missing, ...(afterwards === undefined ? [] : [afterwards]), `More: ${docs}`].join('\n'),
    '',
  ].join('\n\n');
}

function placeOfSecret(block: string): string {
  if (block.includes('${input:')) {
    return 'VS Code asks for this once, and keeps it:';
  }
  const placeholder = [TOKEN_PLACEHOLDER, KEY_PLACEHOLDER].find((text) => block.includes(text));
  return placeholder === undefined ? `Into ${CODEX_KEY_VARIABLE} comes` : `In place of ${placeholder} comes`;
}
