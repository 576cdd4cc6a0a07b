/** Counts what runs, so that a stop can wait for it. */
export class RunningCount {
  #running = 0;
  #whenNone: (() => void) | undefined;

  get running(): number {
    return this.#running;
  }

  /** One more runs, until what is given back is called. */
  enter(): () => void {
    this.#running += 1;
    return () => {
      this.#running -= 1;
      if (this.#running === 0) {
        this.#whenNone?.();
      }
    };
  }

  /** Resolves when none runs or the time is over. */
  async none(milliseconds: number): Promise<void> {
    if (this.#running === 0) {
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#whenNone = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
