import { createServer } from 'node:http';
import express from 'express';
import { quote } from '../text/quote.js';
import { browserRoutes } from './routes/browser-routes.js';
import { ConnectFlow } from './flow.js';
import { giveUp, listenOnFirstFree, LOOPBACK_PORTS, LoopbackConnectError } from './listen-on-loopback.js';
import { MemoryStateStore } from './states/memory-state-store.js';
/** Milliseconds until an unfinished connect is abandoned: the lifetime of its link. */
const DEFAULT_CONNECT_TIMEOUT_MS = 600_000;
const PROBLEMS = {
    denied: 'Access was not allowed in Notion. Run connect again if that was a mistake.',
    refused: 'Notion did not accept its own code: it has expired or was already used. Run connect again.',
    unavailable: 'Notion did not answer. Run connect again in a minute.',
    misconfigured: 'Notion does not accept this server. Check NOTION_CLIENT_ID, NOTION_CLIENT_SECRET and the registered redirect URI.',
};
/** Connects a workspace from a terminal: a server on 127.0.0.1 runs until the browser returns from Notion. */
export async function startLoopbackConnect(options) {
    const { spaceId, announce, ports = LOOPBACK_PORTS, timeoutMilliseconds = DEFAULT_CONNECT_TIMEOUT_MS, } = options;
    const server = createServer();
    const port = await listenOnFirstFree(server, ports);
    const ended = new AbortController();
    try {
        const flow = new ConnectFlow({
            ...options,
            publicUrl: `http://127.0.0.1:${port}`,
            states: new MemoryStateStore(),
        });
        const decided = new Promise((resolve, reject) => {
            const onOutcome = (outcome) => {
                if (outcome.kind === 'connected') {
                    resolve(outcome.connection);
                }
                else if (outcome.kind === 'other_workspace') {
                    reject(new LoopbackConnectError(`You chose ${quote(outcome.chosen ?? '')}, but the hosted connection is to ${quote(outcome.connected ?? '')}. Choose that one, or disconnect the hosted one first.`));
                }
                else if (outcome.kind !== 'gone' && outcome.kind !== 'wrong_browser') {
                    reject(new LoopbackConnectError(PROBLEMS[outcome.kind]));
                }
            };
            const app = express().disable('x-powered-by');
            app.use(browserRoutes({ flow, secure: false, log: options.log, onOutcome }));
            server.on('request', app);
        });
        const { authorizeUrl } = await flow.start({
            spaceId,
            returnTo: null,
            reconnects: null,
            by: 'command line',
        });
        announce(authorizeUrl);
        return await Promise.race([decided, giveUp(options, timeoutMilliseconds, ended.signal)]);
    }
    finally {
        ended.abort();
        server.close();
        server.closeAllConnections();
    }
}
