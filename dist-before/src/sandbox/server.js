import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { answerApi, endpointOf } from './api.js';
import { Connections } from './connections.js';
import { isFilePath, serveFile } from './files/serve-file.js';
import { faultAnswer, isAfterSaving, rateLimitedAnswer, reasonOf } from './faults/fault.js';
import { FaultPlan } from './faults/fault-plan.js';
import { savedAnswer } from './faults/saved-answer.js';
import { startHosted } from './hosted/start.js';
import { readForm } from './multipart.js';
import { AuthorizationServer } from './oauth/authorization-server.js';
import { isOauthPath } from './oauth/path.js';
import { RateLimiter } from './rate-limit.js';
import { engineeringWorkspace } from './seed/engineering-workspace.js';
/** The bearer token that a sandbox accepts by default. It opens nothing else. */
export const SANDBOX_TOKEN = 'ntn_sandbox_demo_token';
function send(response, answer, cut = false) {
    if (typeof answer.body === 'string') {
        response.writeHead(answer.status, { 'content-type': 'text/html; charset=utf-8', ...answer.headers });
        response.end(answer.body);
        return;
    }
    const requestId = randomUUID();
    const whole = JSON.stringify({ ...answer.body, request_id: requestId });
    response.writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        'x-notion-request-id': requestId,
        ...answer.headers,
    });
    response.end(cut ? whole.slice(0, Math.floor(whole.length / 2)) : whole);
}
function connectionsFor(workspace, options) {
    const name = workspace.users.get(workspace.botId)?.name ?? 'Sandbox';
    const { botId, id: workspaceId, ownerId } = workspace;
    const own = { botId, workspaceId, name, ownerId };
    const limited = Object.entries(options.limitedTokens ?? {});
    return new Connections([
        ...(options.tokens ?? [SANDBOX_TOKEN]).map((token) => ({ ...own, token })),
        ...limited.map(([token, rights]) => ({ ...own, token, capabilities: new Set(rights) })),
    ]);
}
/** Starts a Notion look-alike on 127.0.0.1. */
export async function startSandbox(options = {}) {
    const workspace = options.workspace ?? engineeringWorkspace();
    const connections = connectionsFor(workspace, options);
    const workspaces = new Map([workspace, ...(options.oauth?.workspaces ?? [])].map((each) => [each.id, each]));
    const oauth = new AuthorizationServer(options.oauth ?? {}, workspaces.values(), connections);
    const limiter = options.rateLimit && new RateLimiter(options.rateLimit, options.rateLimit.now ?? Date.now);
    const faults = new FaultPlan();
    const requests = [];
    const fileRequests = [];
    const refusals = new Map();
    const countRefusal = (answer) => {
        const reason = reasonOf(answer);
        if (reason !== undefined) {
            refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
        }
    };
    async function handle(message, response) {
        const method = message.method ?? 'GET';
        const url = new URL(message.url ?? '/', 'http://sandbox.invalid');
        const bytes = await buffer(message);
        const form = await readForm(message.headers['content-type'], new Uint8Array(bytes));
        const bodyText = form === undefined ? bytes.toString() : '';
        const at = Date.now();
        const record = (status) => {
            const path = message.url ?? '/';
            requests.push({
                method,
                path,
                endpoint: endpointOf(method, url.pathname),
                status,
                at,
                until: Date.now(),
            });
        };
        const { authorization } = message.headers;
        /** Ends the request without an answer. */
        const abandon = (kind) => {
            record(0);
            if (kind === 'reset') {
                message.socket.resetAndDestroy();
            }
        };
        const fault = faults.take(`${method} ${message.url ?? '/'}`);
        const isSaved = fault !== undefined && isAfterSaving(fault);
        if (!isSaved && (fault?.kind === 'hang' || fault?.kind === 'reset')) {
            abandon(fault.kind);
            return;
        }
        if (options.latencyMilliseconds !== undefined) {
            await delay(options.latencyMilliseconds);
        }
        if (isFilePath(url.pathname) && fault === undefined) {
            fileRequests.push({
                path: url.pathname,
                status: serveFile(url, authorization, workspaces.values(), response),
            });
            return;
        }
        const isOauth = isOauthPath(url.pathname);
        oauth.expireTokens();
        // A renewed token keeps the budget of the old one.
        const caller = connections.ofHeader(authorization);
        const wait = isOauth
            ? undefined
            : limiter?.take(caller?.botId ?? authorization ?? '', caller?.workspaceId);
        const planned = fault && !isSaved ? faultAnswer(fault) : undefined;
        const request = {
            method,
            path: url.pathname,
            query: url.searchParams,
            authorization,
            version: message.headers['notion-version']?.toString(),
            bodyText,
            form,
        };
        const limited = wait === undefined ? undefined : rateLimitedAnswer('public_api_request_rate_limit', wait);
        const carriedOut = planned ??
            limited ??
            (isOauth
                ? await oauth.answer(request)
                : { headers: {}, ...answerApi(request, workspaces, connections) });
        const isLost = isSaved && carriedOut.status < 300 && typeof carriedOut.body !== 'string';
        const answer = isLost ? savedAnswer(fault, request, carriedOut.body) : carriedOut;
        if (answer === undefined) {
            abandon(fault?.kind ?? 'hang');
            return;
        }
        record(answer.status);
        countRefusal(answer);
        send(response, answer, fault?.kind === 'cut_json');
    }
    const server = createServer((message, response) => {
        handle(message, response).catch((error) => {
            const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
            response.writeHead(500, { 'content-type': 'text/plain' }).end(`Fault of the sandbox itself: ${cause}`);
        });
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const origin = `http://127.0.0.1:${port}`;
    for (const each of workspaces.values()) {
        each.fileOrigin = origin;
    }
    const hosted = await startHosted(oauth.accounts, options.hosted);
    return {
        url: origin,
        workspace,
        hosted,
        requests,
        fileRequests,
        oauth,
        refusals,
        get budgets() {
            return limiter?.windows ?? [];
        },
        expireFiles: () => {
            for (const each of workspaces.values()) {
                each.fileExpiries += 1;
            }
        },
        clearRequests: () => {
            requests.length = 0;
        },
        failNext: (fault, times = 1, match) => {
            faults.add(fault, times, match);
        },
        failByChance: (rate) => {
            faults.addRate(rate);
        },
        endFaults: () => {
            faults.clear();
        },
        close: async () => {
            await hosted.close();
            await new Promise((resolve) => {
                server.close(() => {
                    resolve();
                });
                server.closeAllConnections();
            });
        },
    };
}
