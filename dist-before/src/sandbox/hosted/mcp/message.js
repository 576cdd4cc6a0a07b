import { isObject } from '../../query/json.js';
/** Reads one message; undefined if it is none. Batches are none. */
export function readMessage(text) {
    try {
        const value = JSON.parse(text);
        if (!isObject(value) || value['jsonrpc'] !== '2.0') {
            return undefined;
        }
        const { id, method, params } = value;
        return {
            ...((typeof id === 'string' || typeof id === 'number') && { id }),
            ...(typeof method === 'string' && { method }),
            params: isObject(params) ? params : {},
        };
    }
    catch {
        return undefined;
    }
}
/** What a tool call names; undefined for other messages. */
export function calledTool({ method, params }) {
    return method === 'tools/call' && typeof params['name'] === 'string' ? params['name'] : undefined;
}
/** A JSON-RPC error. */
export function rpcError(id, code, message) {
    return { jsonrpc: '2.0', id: id ?? null, error: { code, message } };
}
