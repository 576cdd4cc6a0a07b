import type { StdioConfig } from '../config/config.js';
import { parseSpaceId } from '../credentials/identifiers.js';
import { reserveStdout } from '../mcp/reserve-stdout.js';
import { createServerFactory } from '../mcp/server.js';
import { serveOverStdio } from '../mcp/stdio.js';
import { singleWorkspace, type Workspaces } from '../mcp/workspaces.js';
import type { Program } from './program.js';
import { servedTools } from './served-tools.js';
import { connectWithToken } from './token-connection.js';

/** Serves one client until its input ends. */
export async function runStdio(config: StdioConfig, program: Program): Promise<void> {
  const { log, version, randomText } = program;
  const served = servedTools(config.tools);
  const output = reserveStdout(process.stdout, process.stderr);
  const workspaces = await workspacesFor(config, program);
  const createServer = createServerFactory({
    workspacesOf: () => workspaces,
    ...served,
    version,
    log,
    now: () => new Date(),
    randomText,
  });
  await serveOverStdio({ createServer, input: process.stdin, output, log });
  // Answers already given are written out; what still runs, such as a wait for Notion's budget, has nobody to answer to.
  output.end(() => program.exit());
}

async function workspacesFor(config: StdioConfig, program: Program): Promise<Workspaces> {
  if (config.notion.kind === 'token') {
    return singleWorkspace(connectWithToken(config.notion.token, config, program));
  }
  // Loaded only here: a client with a token in its configuration does not pay for the database.
  const { storedWorkspaces } = await import('./stored-workspaces.js');
  const space = parseSpaceId(config.space);
  if (space === undefined) {
    throw new Error('The space was validated with the configuration.');
  }
  return storedWorkspaces({ ...config, ...config.notion }, space);
}
