/** What producers push, for one reader, in order. */
export class EventQueue<Item> {
  readonly #items: Item[] = [];
  #wake: (() => void) | undefined;
  #isEnded = false;

  push(item: Item): void {
    if (!this.#isEnded) {
      this.#items.push(item);
      this.#wake?.();
    }
  }

  /** The reader ends after what was pushed. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async *read(): AsyncGenerator<Item> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) {
        yield item;
      } else if (this.#isEnded) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
  }
}
