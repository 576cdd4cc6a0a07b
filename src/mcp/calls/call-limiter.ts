import { setTimeout as delay } from 'node:timers/promises';
import type { AuthInfo } from '@modelcontextprotocol/server';
import { RetryLaterError } from '../../errors.js';
import { quotaKeyOf } from './request-caller.js';
import { RunningCount } from './running-count.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import { say } from '../../text/words.js';
import { refusedWith } from './error-answers.js';
import type { ToolAnswer } from './tool-answer.js';

/** Maximum concurrent tool calls, including those that wait for Notion's budget. */
export interface CallLimits {
  readonly perSpace: number;
  readonly overall: number;
}

/** Defaults of `serve` and `stdio`. */
export const defaultCallLimits: CallLimits = { perSpace: 100, overall: 1000 };

/** Seconds. Calls take about one, unless they wait for Notion's budget, which their answers state. */
const BUSY_RETRY_SECONDS = 2;

/**
 * Milliseconds before a refusal is sent: one to three seconds. Callers that retry at once would otherwise keep the
 * process busy; the random part keeps callers from retrying together.
 */
export function refusalDelayMs(): number {
  return 1000 + 2000 * Math.random();
}

/** Bounds the concurrent tool calls of each space and overall. Further ones are refused with an answer. */
export class CallLimiter {
  readonly #shares: ConcurrencyQuota;
  readonly #calls = new RunningCount();

  constructor({ perSpace, overall }: CallLimits = defaultCallLimits) {
    this.#shares = new ConcurrencyQuota({ perKey: perSpace, overall });
  }

  /** `signal` aborts when the client cancels. */
  async run(
    caller: AuthInfo | undefined,
    signal: AbortSignal,
    call: () => Promise<ToolAnswer>,
  ): Promise<ToolAnswer> {
    const giveBack = this.#shares.acquire(quotaKeyOf(caller));
    if (giveBack === undefined) {
      // The client has cancelled.
      await delay(refusalDelayMs(), undefined, { signal, ref: false }).catch(() => {});
      return refusedWith(new RetryLaterError(say`Too many tool calls are running.`, BUSY_RETRY_SECONDS));
    }
    const leave = this.#calls.enter();
    try {
      return await call();
    } finally {
      giveBack();
      leave();
    }
  }

  /** Resolves when no call runs, or on timeout. */
  idle(milliseconds: number): Promise<void> {
    return this.#calls.whenIdle(milliseconds);
  }
}
