import { setImmediate } from 'node:timers/promises';
import type { StdioConfig } from '../config/config.js';
import { parseSpaceId } from '../ids.js';
import { CallGate } from '../mcp/calls/call-limiter.js';
import { reserveStdout } from '../mcp/stdio/reserve-stdout.js';
import { createServerFactory, type McpServerOptions } from '../mcp/server.js';
import { serveOverStdio } from '../mcp/stdio/stdio.js';
import { singleWorkspace, type Workspaces } from '../connections/workspaces.js';
import type { NotionConnection } from '../notion/client/connection.js';
import { DRAIN_MARGIN, type Program } from '../app/program.js';
import { servedTools } from '../app/served-tools.js';

/** Milliseconds after which a client that starts the program usually has its list of tools. */
const LISTED_BY = 100;

/** Serves one client until its input ends, or the program is asked to stop. */
export async function runStdio(config: StdioConfig, program: Program): Promise<void> {
  const { log, version, randomText } = program;
  const served = servedTools(config.tools);
  const output = reserveStdout(process.stdout, process.stderr);
  const telemetry = await program.startTelemetry();
  const workspaces = await workspacesFor(config, program);
  const calls = new CallGate(config.callLimits);
  const createServer = createServerFactory({
    ...workspaces,
    ...served,
    version,
    calls,
    log,
    now: () => new Date(),
    randomText,
  });
  const stopped = async (): Promise<void> => {
    await program.stopRequested();
    log.info('stopping; running calls are finished first');
    process.stdin.pause();
    await calls.idle(config.callDeadlineMilliseconds + DRAIN_MARGIN);
    // The answer of the last one is on its way to the output.
    await setImmediate();
  };
  setTimeout(() => {
    void import('../app/watch-event-loop.js').then(({ watchLoop }) => watchLoop(config, program));
  }, LISTED_BY).unref();
  await serveOverStdio({ createServer, input: process.stdin, output, log, stopped: stopped() });
  // Finished answers are written out; calls still running, such as a wait for Notion's budget, have no client left.
  output.end(() => void telemetry.end().finally(() => program.exit()));
}

/** What speaks to Notion is loaded, and the token checked, behind the client's first questions; or when a call needs it. */
function tokenWorkspace(token: string, config: StdioConfig, program: Program): Workspaces {
  const connect = async (): Promise<NotionConnection> => {
    const [{ connectWithToken }, { openLimits }] = await Promise.all([
      import('../app/token-connection.js'),
      import('../app/shared-limits.js'),
    ]);
    return connectWithToken(token, config, await openLimits(config, program.log), program);
  };
  let connection: Promise<NotionConnection> | undefined;
  const open = (): Promise<NotionConnection> => (connection ??= connect());
  setTimeout(() => void open(), LISTED_BY);
  return singleWorkspace(open);
}

async function workspacesFor(
  config: StdioConfig,
  program: Program,
): Promise<Pick<McpServerOptions, 'workspacesOf' | 'consent'>> {
  if (config.notion.kind === 'token') {
    const workspace = tokenWorkspace(config.notion.token, config, program);
    return { workspacesOf: () => workspace };
  }
  // Loaded only here: a client with a token in its configuration does not pay for the database.
  const { storedWorkspaces } = await import('../app/stored-workspaces.js');
  const space = parseSpaceId(config.space);
  if (space === undefined) {
    throw new Error('The space was validated with the configuration.');
  }
  return storedWorkspaces({ ...config, ...config.notion }, space, program.log);
}
