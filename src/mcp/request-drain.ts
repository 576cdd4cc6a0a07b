import type { ServerResponse } from 'node:http';
import { RunningCount } from './running-count.js';

/** Knows the requests that are being answered, so that a stop can let them finish. */
export class RequestDrain {
  readonly #requests = new RunningCount();
  #isDraining = false;

  /** Whether new requests are to be refused. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Requests that are being answered. */
  get running(): number {
    return this.#requests.running;
  }

  /** Counts a request until its answer is sent or its client is gone. */
  add(response: ServerResponse): void {
    response.once('close', this.#requests.enter());
  }

  /** Refuses new requests from now on. Resolves when none is running or the time is over. */
  async drain(milliseconds: number): Promise<void> {
    this.#isDraining = true;
    await this.#requests.none(milliseconds);
  }
}
