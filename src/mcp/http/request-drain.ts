import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasBody } from '../../http/read-body.js';
import { RunningCount } from '../calls/running-count.js';

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

  /**
   * Counts a request until its answer is sent or its client is gone. One whose body is still to come is counted from its
   * end on: nothing has happened before, and whoever sends slowly keeps no stop waiting.
   */
  add(request: IncomingMessage, response: ServerResponse): void {
    const count = (): void => {
      if (!response.closed) {
        response.once('close', this.#requests.enter());
      }
    };
    if (request.complete || !hasBody(request)) {
      count();
    } else {
      request.once('end', count);
    }
  }

  /** Refuses new requests from now on. Resolves when none is running or the time is over. */
  async drain(milliseconds: number): Promise<void> {
    this.#isDraining = true;
    await this.#requests.none(milliseconds);
  }
}
