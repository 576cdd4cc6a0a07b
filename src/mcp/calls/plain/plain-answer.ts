import type { AuthInfo } from '@modelcontextprotocol/server';
import type { RequestTools } from '../call-tool.js';
import type { RequestOrigin } from '../observe-call.js';
import type { PlainRequest } from './plain-request.js';
import { META_KEYS, RequestError } from '../protocol.js';
import { LIST_CACHE, serverInfo, type ToolRequests } from '../tool-requests.js';

/** Where a plain request came from, and which tools it has. */
interface PlainOrigin {
  readonly origin: RequestOrigin;
  readonly caller: AuthInfo | undefined;
  readonly tools: RequestTools;
  readonly isStateless: boolean;
}

/** Answers a plain request with the JSON of a message. Rejects with an unexpected failure. */
export type PlainAnswer = (request: PlainRequest, from: PlainOrigin) => Promise<string>;

/** Answers plain requests byte for byte as the SDK does, without its server, transport and schemas. */
export function plainAnswer(
  requests: Pick<ToolRequests, 'call' | 'list'>,
  version: string,
  site?: string,
): PlainAnswer {
  const stamp = { _meta: { [META_KEYS.server]: serverInfo(version, site) } };
  /** The JSON of a tool's definition: tools are prepared once, and listed for every conversation. */
  const definitions = new WeakMap<object, string>();
  const jsonOf = (tool: object): string => {
    const known = definitions.get(tool) ?? JSON.stringify(tool);
    definitions.set(tool, known);
    return known;
  };
  const resultOf = async (request: PlainRequest, from: PlainOrigin): Promise<string> => {
    const { origin, caller, tools, isStateless } = from;
    if (request.method === 'ping') {
      return '{}';
    }
    if (request.method === 'tools/list') {
      const list = await requests.list(origin, caller, tools);
      const rest = isStateless ? { resultType: 'complete', ...LIST_CACHE, ...stamp } : {};
      return `{"tools":[${list.map(jsonOf).join(',')}]${JSON.stringify(rest)
        .slice(1)
        .replace(/^(?=")/, ',')}`;
    }
    const stated = { caller, tool: request.name, arguments: request.arguments };
    const result = await requests.call(origin, stated, tools);
    return JSON.stringify(isStateless ? { ...result, resultType: 'complete', ...stamp } : result);
  };
  return async (request, from) => {
    const id = JSON.stringify(request.id);
    try {
      return `{"result":${await resultOf(request, from)},"jsonrpc":"2.0","id":${id}}`;
    } catch (error) {
      if (!(error instanceof RequestError)) {
        throw error;
      }
      const { code, message } = error;
      return `{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code, message })}}`;
    }
  };
}
