import type { ChatEvent, ChatToolCall } from './chat-event.js';

/** One answer as scripts get it, from the program and over HTTP. */
interface ChatResponse {
  readonly response: string;
  readonly tool_calls: readonly ChatToolCall[];
  readonly servers_used: readonly string[];
  readonly conversationId: string;
  /** ISO 8601. */
  readonly timestamp: string;
}

/** What the last event of an answer says, for scripts. */
export function chatResponse(
  {
    response,
    toolCalls,
    serversUsed,
  }: Pick<Extract<ChatEvent, { readonly type: 'done' }>, 'response' | 'toolCalls' | 'serversUsed'>,
  conversationId: string,
  now: Date,
): ChatResponse {
  return {
    response,
    tool_calls: toolCalls,
    servers_used: serversUsed,
    conversationId,
    timestamp: now.toISOString(),
  };
}
