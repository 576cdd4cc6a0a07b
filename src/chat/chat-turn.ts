import type { ChatToolCall } from './chat-event.js';
import { cutTo } from './servers/read-result.js';

/** Characters of a tool's answer that a conversation keeps. */
const MAX_RESULT_CHARACTERS = 4000;

/** A question that was answered, as a conversation keeps it. Plain data: it can be stored as JSON. */
export interface ChatTurn {
  readonly question: string;
  readonly response: string;
  readonly toolCalls: readonly ChatToolCall[];
}

/** What a conversation keeps of an answer: a long conversation does not hold every result whole. */
export function turnOf(
  question: string,
  { response, toolCalls }: Pick<ChatTurn, 'response' | 'toolCalls'>,
): ChatTurn {
  return {
    question,
    response,
    toolCalls: toolCalls.map((call) => ({ ...call, result: cutTo(call.result, MAX_RESULT_CHARACTERS) })),
  };
}
