import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server';
import { isPlainLegacy, isPlainStateless, plainRequest, } from '../calls/plain/plain-request.js';
import { STATELESS_VERSION } from '../calls/protocol.js';
/** The message, if it is one that this path answers. What is doubtful, such as an unknown member, is not. */
export function plainMessage(headers, body, mayAsk) {
    const request = plainRequest(body);
    const accept = headerText(headers, 'accept') ?? '';
    if (request === undefined ||
        !accept.includes('application/json') ||
        !accept.includes('text/event-stream') ||
        // The session of an earlier client says what it can be asked.
        headers['mcp-session-id'] !== undefined) {
        return undefined;
    }
    const version = headerText(headers, 'mcp-protocol-version');
    const isStateless = version === STATELESS_VERSION;
    const isPlain = isStateless
        ? hasStatelessHeaders(headers, request) && isPlainStateless(request, mayAsk)
        : hasLegacyHeaders(headers, version) && isPlainLegacy(request);
    return isPlain ? { ...request, version, isStateless } : undefined;
}
/** Before 2026: a known version or none. */
function hasLegacyHeaders(headers, version) {
    return ((version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version)) &&
        headers['mcp-method'] === undefined &&
        headers['mcp-name'] === undefined);
}
/** From 2026 on headers repeat the body. */
function hasStatelessHeaders(headers, { method, name }) {
    return (headers['mcp-method'] === method && headers['mcp-name'] === (method === 'tools/call' ? name : undefined));
}
/** A header with one value. */
export function headerText(headers, name) {
    const value = headers[name.toLowerCase()];
    return typeof value === 'string' ? value : undefined;
}
