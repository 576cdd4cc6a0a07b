import { isObject } from '../../query/json.js';

/** A JSON-RPC message as it arrived. */
export interface RpcMessage {
  readonly id?: string | number;
  /** Absent in an answer to the server. */
  readonly method?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Reads one message; undefined if it is none. Batches are none. */
export function readMessage(text: string): RpcMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value['jsonrpc'] !== '2.0') {
      return undefined;
    }
    const { id, method, params } = value;
    return {
      ...((typeof id === 'string' || typeof id === 'number') && { id }),
      ...(typeof method === 'string' && { method }),
      params: isObject(params) ? params : {},
    };
  } catch {
    return undefined;
  }
}

/** What a tool call names; undefined for other messages. */
export function calledTool({ method, params }: RpcMessage): string | undefined {
  return method === 'tools/call' && typeof params['name'] === 'string' ? params['name'] : undefined;
}

/** A JSON-RPC error. */
export function rpcError(
  id: string | number | undefined,
  code: number,
  message: string,
): Record<string, unknown> {
  return { jsonrpc: '2.0', id: id ?? null, error: { code, message } };
}
