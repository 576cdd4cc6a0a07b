import * as z from 'zod';
import { UpstreamFailure } from '../request/upstream-failure.js';

/** Milliseconds between the end of what came and its last message: the parsers in between are asynchronous. */
const READING_MS = 1000;

const withId = z.object({ id: z.union([z.string(), z.number()]) });

/**
 * Notices what came to its end without the answer that is waited for, such as a stream that something between here and
 * Notion has closed. The SDK would wait for it until the timeout.
 */
export class AwaitedAnswers {
  readonly #answered = new Set<unknown>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #onMissing: (error: Error) => void;

  constructor(onMissing: (error: Error) => void) {
    this.#onMissing = onMissing;
  }

  /** A message came. */
  received(message: unknown): void {
    this.#answered.add(withId.safeParse(message).data?.id);
  }

  /** Everything came that belongs to this request. */
  ended(request: string): void {
    const id = withId.safeParse(JSON.parse(request)).data?.id;
    if (id === undefined || this.#answered.has(id)) {
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#answered.has(id)) {
        this.#onMissing(new UpstreamFailure('network'));
      }
    }, READING_MS);
    this.#timers.add(timer);
  }

  close(): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
  }
}
