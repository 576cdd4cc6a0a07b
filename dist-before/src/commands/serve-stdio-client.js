import { setImmediate } from 'node:timers/promises';
import { CallLimiter } from '../mcp/calls/call-limiter.js';
import { plainAnswer } from '../mcp/calls/plain/plain-answer.js';
import { ToolRequests } from '../mcp/calls/tool-requests.js';
import { serveDirectly } from '../mcp/stdio/serve-directly.js';
import { DRAIN_MARGIN_MS } from '../app/program.js';
import { loadWriteTools } from '../app/changes/change-support.js';
import { servedTools } from '../app/served-tools.js';
import { PRECONNECT_DELAY_MS, stdioWorkspaces } from '../app/stdio-server.js';
/**
 * Serves one client until its input ends, or the program is asked to stop. Loaded after the client has its list of tools,
 * or when it wants something else.
 */
export async function serveStdioClient(config, program, { input, output, stopRequested, opened }) {
    const { log, version, randomText } = program;
    const served = servedTools(config.tools, await loadWriteTools(config.writes));
    const telemetry = await program.startTelemetry();
    const workspaces = await stdioWorkspaces(config, program);
    const calls = new CallLimiter(config.callLimits);
    const options = {
        ...workspaces,
        ...served,
        version,
        calls,
        log,
        now: () => new Date(),
        randomText,
    };
    const requests = new ToolRequests(options);
    const whenStopped = async () => {
        await stopRequested;
        log.info('stopping after running calls finish');
        input.pause();
        await calls.idle(config.callDeadlineMilliseconds + DRAIN_MARGIN_MS);
        // The answer of the last call may still be on its way to the output.
        await setImmediate();
    };
    const stopped = whenStopped();
    const serveRest = async (rest) => {
        const [{ createServerFactory }, { serveOverStdio }] = await Promise.all([
            import('../mcp/server.js'),
            import('../mcp/stdio/stdio.js'),
        ]);
        const createServer = createServerFactory(options, requests);
        await serveOverStdio({ createServer, input: rest, output, log, stopped });
    };
    setTimeout(() => {
        void import('../app/watch-event-loop.js').then(({ watchEventLoop: watchLoop }) => watchLoop(config, program));
    }, PRECONNECT_DELAY_MS).unref();
    // The SDK is what asks clients.
    const mayAsk = workspaces.consent !== undefined || workspaces.changes !== undefined;
    await (opened === undefined || mayAsk
        ? serveRest(input)
        : serveDirectly({
            input,
            opened,
            requests,
            answer: plainAnswer(requests, version),
            stopped,
            serveRest,
        }));
    // Another process may crawl for the index at once.
    await workspaces.close?.();
    // Finished answers are written out; calls still running, such as a wait for Notion's budget, have no client left.
    output.end(() => void telemetry.end().finally(() => program.exit()));
}
