/** Counts running work, so that a stop can wait for it. */
export class RunningCount {
  #running = 0;
  #idleListeners: (() => void) | undefined;

  get running(): number {
    return this.#running;
  }

  /** Counts one more until the returned function is called. */
  enter(): () => void {
    this.#running += 1;
    return () => {
      this.#running -= 1;
      if (this.#running === 0) {
        this.#idleListeners?.();
      }
    };
  }

  /** Resolves when none runs, or on timeout. */
  async whenIdle(milliseconds: number): Promise<void> {
    if (this.#running === 0) {
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#idleListeners = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
