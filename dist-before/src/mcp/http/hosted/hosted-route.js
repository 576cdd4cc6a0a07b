import { ToolError } from '../../../errors.js';
import { proxiedMessages } from '../../../upstream/proxy/proxied-message.js';
import { accessError, failureError, refusalError, sendProxyError, } from '../../../upstream/proxy/proxy-answers.js';
import { READ_SCOPE, WRITE_SCOPE } from '../../calls/permitted-tools.js';
import { fixedCaller, quotaKeyOf, toolsOf } from '../../calls/request-caller.js';
import { sendRetryLater } from '../http-errors.js';
import { observeProxied } from './observe-proxied.js';
/** Paths of the proxy. They go before the paths with a space, so that `hosted` names none. */
export const HOSTED_PATHS = ['/mcp/hosted', '/mcp/:spaceId/hosted'];
/** Seconds that a client is asked to wait while its space has too many answers under way. */
const BUSY_RETRY_SECONDS = 2;
/** Answers what passed the guards: checks what the caller may do, and passes the message on. */
export function hostedRoute(options) {
    const { streams, log } = options;
    return async (request, response) => {
        const { auth, body, headers } = request;
        const isBatch = Array.isArray(body);
        const messages = proxiedMessages(body, headers);
        if (typeof messages === 'string') {
            sendProxyError(response, waitingOf(body), isBatch, refusalError(messages));
            return;
        }
        const refuse = (error) => {
            sendProxyError(response, messages, isBatch, error);
            return { outcome: error.outcome, bytes: 0 };
        };
        const leave = streams.acquire(quotaKeyOf(auth));
        if (leave === undefined) {
            sendRetryLater(response, 429, 'Too many answers of Notion are under way.', BUSY_RETRY_SECONDS);
            return;
        }
        const leaving = new AbortController();
        response.once('close', () => {
            leave();
            if (!response.writableFinished) {
                leaving.abort();
            }
        });
        const forward = async () => {
            const refusal = refusalOf(auth);
            if (auth === undefined || refusal !== undefined) {
                return refuse(refusal ?? accessError('This server knows no callers.'));
            }
            let reach;
            try {
                reach = await options.reachOf(auth, workspaceIn(request));
            }
            catch (error) {
                const known = error instanceof ToolError ? failureError(error) : undefined;
                if (known === undefined) {
                    throw error;
                }
                return refuse(known);
            }
            const passed = {
                body,
                messages,
                headers,
                connection: reach.connection,
                explainLoss: reach.explainLoss,
                policy: {
                    names: options.names,
                    ofKey: toolsOf(auth),
                    mayWrite: reach.mayWrite && auth.scopes.includes(WRITE_SCOPE),
                },
                response,
                signal: leaving.signal,
            };
            return options.proxy.forward(passed);
        };
        await observeProxied(request, { messages, auth, log }, () => withinBudget(options, auth, messages, forward, refuse));
    };
}
/** Messages of a refused body that wait for an answer; what cannot be read waits for none. */
function waitingOf(body) {
    const id = typeof body === 'object' && body !== null ? Reflect.get(body, 'id') : undefined;
    return typeof id === 'number' || (typeof id === 'string' && id.length <= 200)
        ? [{ id, method: '', tool: undefined }]
        : [];
}
/**
 * The hosted server acts for the person who signed in, over all that they see: no limit of ours reaches into what it
 * answers, so callers with such limits are refused.
 */
function refusalOf(auth) {
    if (auth === undefined) {
        return undefined;
    }
    if (!auth.scopes.includes(READ_SCOPE)) {
        return accessError('This caller may not read.');
    }
    return fixedCaller(auth).roots === undefined
        ? undefined
        : accessError("This caller is limited to some pages, and Notion's hosted server knows no such limit.");
}
/** `?workspace=`, for a space with several of them. */
function workspaceIn({ query }) {
    const { workspace } = query;
    return typeof workspace === 'string' ? workspace : undefined;
}
/** Calls count against the daily budget of a key, with the bytes of their answers as characters. */
async function withinBudget({ budget }, auth, messages, forward, refuse) {
    if (budget === undefined || messages.every(({ method }) => method !== 'tools/call')) {
        return forward();
    }
    const begun = await budget.begin(auth);
    if ('text' in begun) {
        return refuse({ ...accessError(begun.text), code: -32_000, outcome: 'wait' });
    }
    let characters = 0;
    try {
        const proxied = await forward();
        characters = proxied.bytes;
        return proxied;
    }
    finally {
        begun.end(characters);
    }
}
