/** What a loop does. */
interface StepLoopOptions {
  /** One step. Milliseconds until there may be more to do; 0 if there is. */
  readonly step: () => Promise<number>;
  /** Hears of a step that rejected. Milliseconds until the next. */
  readonly onFailure: (error: unknown) => number;
}

/** Takes step after step in the background, and does not keep the process from ending. */
export class StepLoop {
  readonly #options: StepLoopOptions;
  readonly #life = new AbortController();
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(options: StepLoopOptions) {
    this.#options = options;
  }

  /** Aborts when the loop is stopped. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** The next step comes at once. */
  wake(): void {
    this.#wake?.();
  }

  /** Resolves when no step is under way. */
  async stop(reason: string): Promise<void> {
    this.#life.abort(new Error(reason));
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.signal.aborted) {
      let waitMs: number;
      try {
        waitMs = await this.#options.step();
      } catch (error) {
        if (this.signal.aborted) {
          return;
        }
        waitMs = this.#options.onFailure(error);
      }
      await this.#sleep(waitMs);
    }
  }

  /** With 0 still a turn of the event loop, for calls. */
  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.signal.aborted) {
        this.#wake();
      }
    });
  }
}
