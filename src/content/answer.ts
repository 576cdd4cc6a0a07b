import { fence } from './fence.js';

/** The call that continues an answer. */
export interface NextCall {
  readonly tool: string;
  readonly arguments: Record<string, unknown>;
}

export interface Answer {
  /** In our words: what this is, and whether it is complete. */
  readonly summary: string;
  /** The workspace's words. They come from strangers, so they are fenced as data. */
  readonly content?: string;
  /** In our words: what is left out, and why. One line each; empty ones are skipped. */
  readonly notes?: readonly string[];
  readonly next?: NextCall | undefined;
}

/** Every answer has this one shape, so that a reader knows which words are the server's and which the workspace's. */
export function renderAnswer(answer: Answer, boundary: string): string {
  const parts = [
    answer.summary,
    answer.content === undefined || answer.content === '' ? '' : fence(answer.content, boundary),
    (answer.notes ?? []).filter((note) => note !== '').join('\n'),
    answer.next === undefined ? '' : `Next: ${answer.next.tool} ${JSON.stringify(answer.next.arguments)}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
