import type { HttpRequest } from '../harness/http/http-request.js';
import type { ListCall, ToolCall } from '../harness/http/tool-call.js';
import { forkModule, nextMessage } from '../harness/processes/modules.js';
import type { Run } from '../harness/run.js';

export interface CallersOrder {
  /** Made by turns. */
  readonly calls: readonly (ToolCall | ListCall | HttpRequest)[];
  readonly concurrent: number;
  readonly milliseconds: number;
}

export interface CallersResult {
  /** Milliseconds of each call that was answered. */
  readonly times: readonly number[];
  /** How often each other outcome came. */
  readonly complaints: Readonly<Record<string, number>>;
  /** From the first call to the last answer. */
  readonly milliseconds: number;
  /** Milliseconds of processor time that the callers themselves used. */
  readonly callersProcessor: number;
}

/** Lets callers work in a process of their own. */
export async function runCallers(run: Run, order: CallersOrder): Promise<CallersResult> {
  const child = run.keep(forkModule(new URL('callers.ts', import.meta.url)));
  child.send(order);
  const result = await nextMessage<CallersResult>(child);
  child.kill();
  return result;
}

/** `3 × HTTP 429`, for each outcome that is no answer. */
export function complaintsOf({ complaints }: Pick<CallersResult, 'complaints'>): string {
  return Object.entries(complaints)
    .map(([complaint, count]) => `${count} × ${complaint}`)
    .join(', ');
}
