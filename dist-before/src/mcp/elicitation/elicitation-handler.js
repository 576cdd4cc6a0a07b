import { DEFAULT_NEGOTIATED_PROTOCOL_VERSION, isInitializeRequest, isJSONRPCNotification, isJSONRPCResponse, isLegacyRequest, } from '@modelcontextprotocol/server';
import { ElicitationTransport } from './elicitation-transport.js';
import { decodeSessionCapabilities, encodeSessionCapabilities, } from './session-capabilities.js';
const SESSION_HEADER = 'mcp-session-id';
const VERSION_HEADER = 'mcp-protocol-version';
const CANCELLED = 'notifications/cancelled';
/** The requests during which something can be asked. All others take the plain path. */
const ELICITING_METHODS = new Set(['tools/call', 'prompts/get', 'resources/read']);
/** JSON-RPC 2.0: invalid request. */
const INVALID_REQUEST = -32_600;
/**
 * Lets the server ask clients before 2026 over HTTP, where the question is sent on the response to one request and the
 * answer arrives in another. Everything else goes to the `plain` handler.
 */
export function elicitationHandler(plain, createServer, questions) {
    return async (request, options) => {
        const body = options?.parsedBody;
        const method = methodOf(body);
        if (method === undefined && isJSONRPCResponse(body)) {
            return (await questions.answer(options?.authInfo, body.id, body)) ? accepted() : refused();
        }
        if (method === 'initialize' && isInitializeRequest(body)) {
            return withSession(await plain(request, options), encodeSessionCapabilities(body.params.capabilities));
        }
        const note = decodeSessionCapabilities(request.headers.get(SESSION_HEADER));
        if (note === undefined || !(await isLegacyRequest(request, body))) {
            return plain(request, options);
        }
        if (method === CANCELLED && isJSONRPCNotification(body)) {
            const requestId = body.params?.['requestId'];
            await questions.cancel({ caller: options?.authInfo, session: note.id, requestId }, body);
        }
        return method !== undefined && ELICITING_METHODS.has(method)
            ? serve(request, options, { note, createServer, questions })
            : plain(request, options);
    };
}
/** Method of a single message; batches were removed before questions were added. */
function methodOf(body) {
    const method = typeof body === 'object' && body !== null && 'method' in body ? body.method : undefined;
    return typeof method === 'string' ? method : undefined;
}
async function serve(request, options, { note, createServer, questions, }) {
    const caller = options?.authInfo;
    const authInfo = caller === undefined ? {} : { authInfo: caller };
    const server = await createServer({ era: 'legacy', requestInfo: request, ...authInfo });
    const version = request.headers.get(VERSION_HEADER) ?? DEFAULT_NEGOTIATED_PROTOCOL_VERSION;
    const transport = new ElicitationTransport(questions, { caller, session: note, version });
    await server.connect(transport);
    const end = () => void server.close().catch(() => undefined);
    request.signal.addEventListener('abort', end, { once: true });
    await transport.sendOpening();
    const answer = await transport.handleRequest(request, { parsedBody: options?.parsedBody, ...authInfo });
    if (answer.status !== 200) {
        end();
    }
    return answer;
}
/** Adds the session id, the only part of a session used here. */
function withSession(answer, note) {
    if (note !== undefined && answer.ok) {
        answer.headers.set(SESSION_HEADER, note);
    }
    return answer;
}
function accepted() {
    return new Response(null, { status: 202 });
}
/** Identical for a late answer, another caller's answer, and an answer to an unknown question. */
function refused() {
    const error = { code: INVALID_REQUEST, message: 'No question waits for this answer.' };
    return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 400 });
}
