import type { ChatEvent } from './chat-event.js';

/** One answer as scripts get it. */
interface ChatResponse {
  readonly response: string;
  readonly tool_calls: readonly {
    readonly tool: string;
    readonly server: string;
    readonly arguments: unknown;
    readonly result: string;
  }[];
  readonly servers_used: readonly string[];
  readonly conversationId: string;
  /** ISO 8601. */
  readonly timestamp: string;
}

export function chatResponse(
  { response, toolCalls, serversUsed }: Extract<ChatEvent, { readonly type: 'done' }>,
  conversationId: string,
  now: Date,
): ChatResponse {
  return {
    response,
    tool_calls: toolCalls.map(({ tool, server, arguments: given, result }) => ({
      tool,
      server,
      arguments: given,
      result,
    })),
    servers_used: serversUsed,
    conversationId,
    timestamp: now.toISOString(),
  };
}
