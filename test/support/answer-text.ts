import type { Tool } from '../../src/tool.js';

/** What a client reads of an answer: its text, or its data as JSON. */
export function answerText(answer: Awaited<ReturnType<Tool['run']>>): string {
  if (typeof answer === 'string') {
    return answer;
  }
  return 'text' in answer ? answer.text : JSON.stringify(answer.structured);
}
