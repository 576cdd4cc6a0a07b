import type { ServerResponse } from 'node:http';

/** Knows the requests that are being answered, so that a stop can let them finish. */
export class RequestDrain {
  readonly #running = new Set<ServerResponse>();
  #whenEmpty: (() => void) | undefined;
  #isDraining = false;

  /** Whether new requests are to be refused. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Requests that are being answered. */
  get running(): number {
    return this.#running.size;
  }

  /** Counts a request until its answer is sent or its client is gone. */
  add(response: ServerResponse): void {
    this.#running.add(response);
    response.once('close', () => {
      this.#running.delete(response);
      if (this.#running.size === 0) {
        this.#whenEmpty?.();
      }
    });
  }

  /** Refuses new requests from now on. Resolves when none is running or the time is over. */
  async drain(milliseconds: number): Promise<void> {
    this.#isDraining = true;
    if (this.#running.size === 0) {
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#whenEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
