import type { Server, ServerContext } from '@modelcontextprotocol/server';
import type { Operation, OperationReport } from '../../telemetry/operation.js';
import type { ToolAnswer } from './call-tool.js';

/** What telemetry is told of a request of either protocol era. */
export function observedOperation(
  method: Operation['method'],
  { mcpReq: { id, _meta: meta } }: ServerContext,
  from: {
    readonly server: Server;
    readonly request: Request | undefined;
    readonly tool?: string | undefined;
  },
): Operation {
  const headers = from.request?.headers;
  return {
    method,
    tool: from.tool,
    jsonRpcId: id,
    // Over HTTP the old era agrees on the version in another request, and repeats it in a header.
    protocolVersion:
      from.server.getNegotiatedProtocolVersion() ?? headers?.get('mcp-protocol-version') ?? undefined,
    transport: from.request === undefined ? 'pipe' : 'tcp',
    meta,
    headers,
  };
}

/** What telemetry is told of a tool's answer. An answer that tells of a failure counts as an error. */
export function reportOf({ outcome, requestCount, text }: ToolAnswer): OperationReport {
  const failed = outcome !== 'ok' && outcome !== 'cancelled';
  return {
    errorType: failed ? outcome : undefined,
    cancelled: outcome === 'cancelled',
    requestCount,
    answerSize: text.length,
  };
}
