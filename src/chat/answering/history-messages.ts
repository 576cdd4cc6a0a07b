import type { ModelMessage } from 'ai';
import type { ChatTurn } from '../chat-turn.js';
import { cutTo } from '../servers/read-result.js';

/** Characters of earlier turns that the model is given: some 15,000 tokens. */
const MAX_HISTORY_CHARACTERS = 60_000;
/** Characters of an earlier answer of a tool. */
const MAX_RESULT_CHARACTERS = 4000;

/**
 * Earlier turns as the model is told them: the newest with the answers of their tools, as far as there is room; older ones
 * without, and the oldest not at all.
 */
export function historyMessages(history: readonly ChatTurn[]): ModelMessage[] {
  const turns: ModelMessage[][] = [];
  let left = MAX_HISTORY_CHARACTERS;
  for (const [at, turn] of [...history.entries()].toReversed()) {
    const full = turnMessages(turn, at);
    const short = turnMessages({ ...turn, toolCalls: [] }, at);
    const fitting = [full, short].find((messages) => JSON.stringify(messages).length <= left);
    if (fitting === undefined) {
      break;
    }
    left -= JSON.stringify(fitting).length;
    turns.unshift(fitting);
  }
  return turns.flat();
}

function turnMessages({ question, response, toolCalls }: ChatTurn, at: number): ModelMessage[] {
  const calls = toolCalls.map((call, index) => ({
    ...call,
    toolCallId: `turn-${at}-call-${index}`,
    toolName: call.tool.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64),
  }));
  return [
    { role: 'user', content: question },
    ...(calls.length === 0
      ? []
      : [
          {
            role: 'assistant' as const,
            content: calls.map(({ toolCallId, toolName, arguments: input }) => ({
              type: 'tool-call' as const,
              toolCallId,
              toolName,
              input,
            })),
          },
          {
            role: 'tool' as const,
            content: calls.map(({ toolCallId, toolName, result, failed }) => ({
              type: 'tool-result' as const,
              toolCallId,
              toolName,
              output: {
                type: failed ? ('error-text' as const) : ('text' as const),
                value: cutTo(result, MAX_RESULT_CHARACTERS),
              },
            })),
          },
        ]),
    // An answer without words would be no message.
    { role: 'assistant', content: response === '' ? '(no answer)' : response },
  ];
}
