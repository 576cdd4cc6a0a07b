import { isObject } from '../../query/json.js';
import { callTool, CallRefused, failureResult, listTools, textResult } from '../tools/call.js';
import { readResource, resourceList } from './resources.js';
import { calledTool, rpcError } from './message.js';
const MODERN_VERSION = '2026-07-28';
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
const serverInfo = { name: 'Notion MCP', version: '1.0.1' };
const capabilities = { tools: { listChanged: true }, resources: { listChanged: true } };
const METHOD_NOT_FOUND = -32_601;
const INVALID_PARAMS = -32_602;
/** Answers one request; `fault` changes the result of a tool. */
export async function answerMessage(message, context, fault) {
    if (fault?.kind === 'rpc_error') {
        return rpcError(message.id, fault.code, fault.message);
    }
    try {
        const result = await resultOf(message, context, fault);
        return result === undefined
            ? rpcError(message.id, METHOD_NOT_FOUND, 'Method not found')
            : { jsonrpc: '2.0', id: message.id, result: isModern(message) ? modern(message, result) : result };
    }
    catch (error) {
        if (error instanceof CallRefused) {
            return rpcError(message.id, INVALID_PARAMS, error.message);
        }
        throw error;
    }
}
async function resultOf(message, context, fault) {
    switch (message.method) {
        case 'initialize':
            return {
                protocolVersion: negotiated(message, context),
                capabilities,
                serverInfo,
                ...instructionsOf(context),
            };
        case 'server/discover':
            return { supportedVersions: [MODERN_VERSION], capabilities, ...instructionsOf(context) };
        case 'ping':
            return {};
        case 'tools/list':
            return listTools(context.behavior);
        case 'tools/call':
            return resultOfCall(message, context, fault);
        case 'resources/list':
            return resourceList();
        case 'resources/templates/list':
            return { resourceTemplates: [] };
        case 'resources/read':
            return readResource(message.params['uri']);
        default:
            return undefined;
    }
}
/** The real server has sent none so far. */
function instructionsOf({ behavior }) {
    return behavior.addedWords === '' ? {} : { instructions: behavior.addedWords };
}
function negotiated({ params }, { behavior }) {
    const asked = params['protocolVersion'];
    return behavior.protocolVersions.find((version) => version === asked) ?? behavior.protocolVersions.at(-1);
}
async function resultOfCall(message, context, fault) {
    if (fault?.kind === 'rate_limited') {
        return failureResult('You have been rate limited. Please try again later.', {
            code: 'rate_limited',
            retry_after_seconds: fault.retryAfterSeconds,
            rate_limit_reason: fault.reason ?? 'mcp_tool_rate_limit',
        });
    }
    if (fault?.kind === 'tool_error') {
        return failureResult(fault.text);
    }
    const result = await callTool(calledTool(message) ?? '', message.params['arguments'], context);
    switch (fault?.kind) {
        case 'plain_text':
            return textResult(fault.text);
        case 'huge_text':
            return textResult(JSON.stringify({ text: 'x'.repeat(fault.characters) }));
        default:
            return result;
    }
}
/** Whether the message is of the revision without a handshake. */
function isModern({ params }) {
    const meta = params['_meta'];
    return isObject(meta) && meta[VERSION_KEY] === MODERN_VERSION;
}
/** What that revision adds to a result. */
function modern({ method }, result) {
    const isCacheable = method !== 'tools/call' && method !== 'ping';
    return {
        ...result,
        resultType: 'complete',
        ...(isCacheable && { ttlMs: 0, cacheScope: 'private' }),
        _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo },
    };
}
