import type { ChatToolCall } from './chat-event.js';

/** A question that was answered, as a conversation keeps it. Plain data: it can be stored as JSON. */
export interface ChatTurn {
  readonly question: string;
  readonly response: string;
  readonly toolCalls: readonly ChatToolCall[];
}
