import { CallLimiter } from '../mcp/calls/call-limiter.js';
import { startHttpServer } from '../mcp/http/http.js';
import { createServerFactory } from '../mcp/server.js';
import { ToolRequests } from '../mcp/calls/tool-requests.js';
import { DRAIN_MARGIN_MS } from './program.js';
/** Serves the tools over HTTP behind the setup. Rejects with a `ListenError`. */
export function startServer(setup, { http, health, callDeadlineMilliseconds, callLimits, }, served, { log, version, randomText }) {
    const options = {
        workspacesOf: setup.workspacesOf,
        consent: setup.consent,
        budget: setup.budget,
        reads: setup.reads,
        changes: setup.changes,
        ...served,
        version,
        calls: new CallLimiter(callLimits),
        log,
        now: () => new Date(),
        randomText,
    };
    const requests = new ToolRequests(options);
    return startHttpServer({
        ...http,
        ...setup.http,
        healthAddress: health,
        chooseTools: served.chooseTools,
        createServer: createServerFactory(options, requests),
        direct: { requests, version, mayAsk: setup.consent !== undefined || setup.changes !== undefined },
        log,
        callLimits,
        onStopping: () => {
            setup.consent?.stop();
            setup.stop?.();
        },
        drainMilliseconds: callDeadlineMilliseconds + DRAIN_MARGIN_MS,
    });
}
