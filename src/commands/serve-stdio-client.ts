import type { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { StdioConfig } from '../config/config.js';
import { CallLimiter } from '../mcp/calls/call-limiter.js';
import { callTool } from '../mcp/calls/call-tool.js';
import { listTools } from '../mcp/calls/list-tools.js';
import { plainAnswer } from '../mcp/calls/plain/plain-answer.js';
import type { OpenedConversation } from '../mcp/stdio/opening.js';
import { serveDirectly } from '../mcp/stdio/serve-directly.js';
import { toolsOnDemand } from '../mcp/stdio/tools-on-demand.js';
import { DRAIN_MARGIN_MS, type Program } from '../app/program.js';
import { loadWriteTools } from '../app/changes/change-support.js';
import type { ServedTools } from '../app/served-tools.js';
import { AFTER_FIRST_ANSWER_MS, stdioWorkspaces, timeZoneOf } from '../app/stdio-server.js';
import { loadTool } from '../load-tool.js';

interface StdioStreams {
  readonly input: Readable;
  readonly output: Writable;
  readonly stopRequested: Promise<void>;
  /** Where the client's first messages were answered in advance; then plain calls need neither the SDK nor all tools. */
  readonly opened?: OpenedConversation | undefined;
}

/**
 * Serves one client until its input ends, or the program is asked to stop. Loaded after the client has its list of tools,
 * or when it wants something else.
 */
export async function serveStdioClient(
  config: StdioConfig,
  program: Program,
  { input, output, stopRequested, opened }: StdioStreams,
): Promise<void> {
  const { log, version, randomText } = program;
  // Wrong names of tools end the program before anything else begins; they were looked at where the client has been answered.
  const served = opened === undefined ? await loadTools(config) : undefined;
  const telemetry = await program.startTelemetry();
  const workspaces = await stdioWorkspaces(config, program);
  const calls = new CallLimiter(config.callLimits);
  const options = {
    ...workspaces,
    extraRequests: config.tools.extraRequests,
    readTimeZone: () => timeZoneOf(config.tools),
    version,
    calls,
    log,
    now: () => new Date(),
    randomText,
  };
  const whenStopped = async (): Promise<void> => {
    await stopRequested;
    log.info('stopping after running calls finish');
    input.pause();
    await calls.idle(config.callDeadlineMilliseconds + DRAIN_MARGIN_MS);
    // The answer of the last call may still be on its way to the output.
    await setImmediate();
  };
  const stopped = whenStopped();
  const serveRest = async (rest: Readable): Promise<void> => {
    const [{ createServerFactory }, { serveOverStdio }, tools] = await Promise.all([
      import('../mcp/server.js'),
      import('../mcp/stdio/stdio.js'),
      served ?? loadTools(config),
    ]);
    const createServer = createServerFactory({ ...tools, ...options });
    await serveOverStdio({ createServer, input: rest, output, log, stopped });
  };
  setTimeout(() => {
    void import('../app/watch-event-loop.js').then(({ watchEventLoop: watchLoop }) =>
      watchLoop(config, program),
    );
  }, AFTER_FIRST_ANSWER_MS).unref();
  // The SDK is what asks clients.
  const mayAsk = workspaces.consent !== undefined || workspaces.changes !== undefined;
  await (opened === undefined || mayAsk
    ? serveRest(input)
    : serveDirectly({
        input,
        opened,
        tools: toolsOnDemand(opened.tools, loadTool, options),
        answer: plainAnswer(
          {
            call: (origin, stated, tools) => callTool(origin, stated, tools, options),
            list: (origin, caller, tools) => listTools(origin, caller, tools, options),
          },
          version,
        ),
        stopped,
        serveRest,
      }));
  // Another process may crawl for the index at once.
  await workspaces.close?.();
  // Finished answers are written out; calls still running, such as a wait for Notion's budget, have no client left.
  output.end(() => void telemetry.end().finally(() => program.exit()));
}

/** All tools of the choice, for the SDK. */
async function loadTools({ tools, writes }: StdioConfig): Promise<ServedTools> {
  const { servedTools } = await import('../app/served-tools.js');
  return servedTools(tools, await loadWriteTools(writes));
}
