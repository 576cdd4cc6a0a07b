import type { StdioConfig } from '../config/config.js';
import { singleWorkspace, type Workspaces } from '../connections/workspaces.js';
import { parseSpaceId } from '../ids.js';
import type { McpServerOptions } from '../mcp/server.js';
import { Gate } from '../notion/limits/gate.js';
import type { Program } from './program.js';
import type { TokenConnection } from './token-connection.js';
import { loadJournal, tokenChanges } from './changes/token-changes.js';

/** By then a client usually has its list of tools. */
const PRECONNECT_DELAY_MS = 100;
/** By then it mostly has its first answer too, or waits for its person: what is loaded now delays nobody. */
export const AFTER_FIRST_ANSWER_MS = 400;

/** The workspaces of a stdio server: of the configured token, or those connected on this machine. */
export async function stdioWorkspaces(config: StdioConfig, program: Program): Promise<Served> {
  const served = await openWorkspaces(config, program);
  if (served.changes === undefined) {
    return served;
  }
  const root = config.writes?.uploadRoot;
  const localFiles =
    root === undefined ? undefined : (await import('../files/upload-folder.js')).uploadFolder(root);
  return { ...served, changes: { ...served.changes, localFiles } };
}

/** Of the person, who sits at this machine. */
export function timeZoneOf({ timeZone }: StdioConfig['tools']): string {
  return timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

type Served = Pick<McpServerOptions, 'workspacesOf' | 'consent' | 'changes'> & {
  /** Called when the client is gone. */
  readonly close?: () => Promise<void>;
};

async function openWorkspaces(config: StdioConfig, program: Program): Promise<Served> {
  if (config.notion.kind === 'token') {
    const { workspace, close } = tokenWorkspace(config.notion.token, config, program);
    const { writes, journal } = config;
    if (writes?.mode === 'on' && journal !== undefined) {
      setTimeout(() => void loadJournal(journal), AFTER_FIRST_ANSWER_MS).unref();
    }
    return { workspacesOf: () => workspace, changes: tokenChanges(config, program), close };
  }
  // Loaded on demand: a server with a token needs no database.
  const { storedWorkspaces } = await import('./stored-workspaces.js');
  const space = parseSpaceId(config.space);
  if (space === undefined) {
    throw new Error('The space was validated with the configuration.');
  }
  return storedWorkspaces({ ...config, ...config.notion }, space, program.log);
}

/** Loads the Notion client and checks the token after the client's first requests, or earlier if a call needs it. */
function tokenWorkspace(
  token: string,
  config: StdioConfig,
  program: Program,
): { readonly workspace: Workspaces; readonly close: () => Promise<void> } {
  const connect = async (): Promise<TokenConnection> => {
    const [{ connectWithToken }, { openLimits }] = await Promise.all([
      import('./token-connection.js'),
      import('./shared-limits.js'),
    ]);
    return connectWithToken(token, config, await openLimits(config, program.log), program);
  };
  let connection: Promise<TokenConnection> | undefined;
  const open = (): Promise<TokenConnection> => (connection ??= connect());
  setTimeout(() => void open(), PRECONNECT_DELAY_MS);
  Gate.prepare();
  return { workspace: singleWorkspace(open), close: async () => (await connection)?.index?.close() };
}
