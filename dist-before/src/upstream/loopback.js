import { createServer } from 'node:http';
import express from 'express';
import { giveUp, listenOnFirstFree, LOOPBACK_PORTS, LoopbackConnectError, } from '../notion-oauth/listen-on-loopback.js';
import { MemoryStateStore } from '../notion-oauth/states/memory-state-store.js';
import { quote } from '../text/quote.js';
import { problemLine } from './problem-texts.js';
import { hostedBrowserRoutes } from './routes/browser-routes.js';
import { HostedSignIn } from './sign-in/hosted-sign-in.js';
import { HOSTED_CALLBACK_PATH } from './sign-in/hosted-settings.js';
/**
 * Connects the hosted server from a terminal: a server on 127.0.0.1 runs until the browser returns (RFC 8252 §7.3). The
 * address with its port is registered for this one connection, so any free port will do.
 */
export async function connectHostedOnLoopback(options) {
    const { spaceId, announce, settings, log } = options;
    const server = createServer();
    const port = await listenOnFirstFree(server, options.ports ?? portsOf(settings.redirectUri));
    const publicUrl = `http://127.0.0.1:${port}`;
    const ended = new AbortController();
    try {
        const signIn = new HostedSignIn({
            ...options,
            publicUrl,
            isPublic: false,
            states: new MemoryStateStore(),
        });
        const decided = new Promise((resolve, reject) => {
            const onOutcome = (outcome) => {
                if (outcome.kind === 'connected') {
                    resolve(outcome.connection);
                }
                else if (outcome.kind === 'failed') {
                    reject(inTerminal(outcome.problem));
                }
            };
            const app = express().disable('x-powered-by');
            app.use(hostedBrowserRoutes({
                signIn,
                publicUrl,
                redirectUri: settings.redirectUri ?? `${publicUrl}${HOSTED_CALLBACK_PATH}`,
                lifetimeMs: settings.stateTtlMs,
                log,
                onOutcome,
                onProblem: (problem) => reject(inTerminal(problem)),
            }));
            server.on('request', app);
        });
        const { authorizeUrl } = await signIn.start({
            spaceId,
            returnTo: null,
            reconnects: null,
            by: 'command line',
            person: null,
            toConnections: false,
        });
        announce(authorizeUrl);
        return await Promise.race([decided, giveUp(options, settings.stateTtlMs, ended.signal)]);
    }
    finally {
        ended.abort();
        server.close();
        server.closeAllConnections();
    }
}
/** The one port of an address that was registered beforehand. */
function portsOf(redirectUri) {
    return redirectUri === undefined ? LOOPBACK_PORTS : [Number(new URL(redirectUri).port) || 80];
}
function inTerminal(problem) {
    return new LoopbackConnectError(problemLine(problem, (name) => quote(name ?? '')));
}
