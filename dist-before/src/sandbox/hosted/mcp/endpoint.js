import { randomBytes } from 'node:crypto';
import { emptyAnswer, jsonAnswer } from '../http/exchange.js';
import { callerOf, viewOf } from '../view/person-view.js';
import { answerMessage } from './answer-message.js';
import { badToken, missingToken } from './bearer.js';
import { framed } from './framing.js';
import { calledTool, readMessage, rpcError } from './message.js';
const PARSE_ERROR = -32_700;
const SERVER_ERROR = -32_000;
/** Answers everything below `/mcp`: first the token is checked, whatever is asked for. */
export async function answerMcp(request, state, fault) {
    const { issuer, behavior, grants, counts } = state;
    const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
    if (token === undefined) {
        counts.unauthorized += 1;
        return missingToken(issuer, behavior);
    }
    const grant = fault?.kind === 'unauthorized' ? 'Invalid access token' : grants.open(token);
    if (typeof grant === 'string') {
        counts.unauthorized += 1;
        return badToken(issuer, grant);
    }
    const { origin } = request.headers;
    if (origin !== undefined && origin !== issuer) {
        return jsonAnswer(403, rpcError(undefined, SERVER_ERROR, `Invalid Origin: ${origin}`));
    }
    if (request.url.pathname !== '/mcp') {
        return jsonAnswer(404, rpcError(undefined, SERVER_ERROR, 'Not found'));
    }
    switch (request.method) {
        case 'POST':
            return answerPost(request, state, grant, fault);
        case 'GET':
            return openStream(request);
        case 'DELETE':
            // There is no session to end.
            return emptyAnswer(200);
        default:
            return jsonAnswer(405, rpcError(undefined, SERVER_ERROR, 'Method not allowed'), {
                allow: 'GET, POST, DELETE',
            });
    }
}
/** A stream for notifications: it stays open, and says something when the list of tools changes. */
function openStream({ headers }) {
    if (!accepts(headers['accept'], 'text/event-stream')) {
        return notAcceptable('Client must accept text/event-stream');
    }
    return {
        status: 200,
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
        pieces: [],
        isStream: true,
    };
}
async function answerPost({ headers, body }, state, grant, fault) {
    const { accept } = headers;
    if (!accepts(accept, 'application/json') || !accepts(accept, 'text/event-stream')) {
        return notAcceptable('Client must accept both application/json and text/event-stream');
    }
    if (headers['content-type']?.split(';', 1)[0]?.trim() !== 'application/json') {
        return jsonAnswer(415, rpcError(undefined, SERVER_ERROR, 'Unsupported Media Type: Content-Type must be application/json'));
    }
    const message = readMessage(body);
    if (message === undefined) {
        return jsonAnswer(400, rpcError(undefined, PARSE_ERROR, 'Parse error: Invalid JSON-RPC message'));
    }
    if (message.method === undefined || message.id === undefined) {
        return emptyAnswer(202);
    }
    const context = {
        workspace: viewOf(grant.consent.account),
        account: grant.consent.account,
        connection: callerOf(grant.consent.account),
        behavior: state.behavior,
        now: state.now,
    };
    const answer = await answerMessage(message, context, limited(message, state, grant) ?? fault);
    if (message.method === 'tools/call') {
        state.counts.toolCalls += 1;
    }
    return framed(answer, state.behavior, { 'mcp-session-id': sessionOf(message, headers) });
}
/** A budget that is used up is told in the tool's result. */
function limited(message, state, grant) {
    const tool = calledTool(message);
    const wait = tool === undefined ? undefined : state.waitOf(grant, tool);
    return wait === undefined ? undefined : { kind: 'rate_limited', retryAfterSeconds: wait };
}
/** The client's own session, or a new one. Nothing is kept under it. */
function sessionOf({ method }, headers) {
    const given = headers['mcp-session-id'];
    return given === undefined || method === 'initialize' ? randomBytes(32).toString('hex') : given;
}
function accepts(header, type) {
    return (header ?? '').split(',').some((part) => part.split(';', 1)[0]?.trim() === type);
}
function notAcceptable(message) {
    return jsonAnswer(406, rpcError(undefined, SERVER_ERROR, `Not Acceptable: ${message}`));
}
