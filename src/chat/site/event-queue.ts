/**
 * Events on their way from whoever makes them to the one who reads them. Holds what is not read yet, which the limits of an
 * answer bound. A reader who leaves before the end is told to the maker.
 */
export class EventQueue<Event> implements AsyncIterable<Event> {
  readonly #waiting: Event[] = [];
  readonly #onLeft: () => void;
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** `onLeft` is called when the reader has left. */
  constructor(onLeft: () => void) {
    this.#onLeft = onLeft;
  }

  put(event: Event): void {
    if (!this.#isOver) {
      this.#waiting.push(event);
      this.#wake?.();
    }
  }

  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  /** Ends it with an error, which the reader gets. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.end();
  }

  /** For one reader. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Event> {
    try {
      for (;;) {
        yield* this.#waiting.splice(0);
        if (this.#waiting.length > 0) {
          continue;
        }
        if (this.#isOver) {
          break;
        }
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      if (!this.#isOver) {
        this.#isOver = true;
        this.#waiting.length = 0;
        this.#onLeft();
      }
    }
    if (this.#failure !== undefined) {
      throw this.#failure.error;
    }
  }
}
