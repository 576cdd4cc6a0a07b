import type { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { StdioConfig } from '../config/config.js';
import { CallLimiter } from '../mcp/calls/call-limiter.js';
import { createServerFactory } from '../mcp/server.js';
import { serveOverStdio } from '../mcp/stdio/stdio.js';
import { DRAIN_MARGIN_MS, type Program } from '../app/program.js';
import { loadWriteTools } from '../app/changes.js';
import { servedTools } from '../app/served-tools.js';
import { PRECONNECT_DELAY_MS, stdioWorkspaces } from '../app/stdio-server.js';

interface StdioStreams {
  readonly input: Readable;
  readonly output: Writable;
  readonly stopRequested: Promise<void>;
}

/**
 * Serves one client until its input ends, or the program is asked to stop. Loaded after the client has its list of tools,
 * or when it wants something else.
 */
export async function serveStdioClient(
  config: StdioConfig,
  program: Program,
  { input, output, stopRequested }: StdioStreams,
): Promise<void> {
  const { log, version, randomText } = program;
  const served = servedTools(config.tools, await loadWriteTools(config.writes));
  const telemetry = await program.startTelemetry();
  const workspaces = await stdioWorkspaces(config, program);
  const calls = new CallLimiter(config.callLimits);
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
    await stopRequested;
    log.info('stopping after running calls finish');
    input.pause();
    await calls.idle(config.callDeadlineMilliseconds + DRAIN_MARGIN_MS);
    // The answer of the last call may still be on its way to the output.
    await setImmediate();
  };
  setTimeout(() => {
    void import('../app/watch-event-loop.js').then(({ watchEventLoop: watchLoop }) =>
      watchLoop(config, program),
    );
  }, PRECONNECT_DELAY_MS).unref();
  await serveOverStdio({ createServer, input, output, log, stopped: stopped() });
  // Finished answers are written out; calls still running, such as a wait for Notion's budget, have no client left.
  output.end(() => void telemetry.end().finally(() => program.exit()));
}
