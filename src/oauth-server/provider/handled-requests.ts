import storage from 'oidc-provider/lib/helpers/als.js';

/**
 * Before Node 24, a process in which an `AsyncLocalStorage` has been used follows every promise from then on, and each tool
 * call takes an eighth more processor time. The provider uses one for the request that it handles. Apps send it a few an
 * hour, so it is switched off as soon as none of them is under way.
 */
export class HandledRequests {
  readonly #storage: { disable(): void };
  #running = 0;

  /** `used` is where the provider keeps its requests, which all providers of a process share. */
  constructor(used: { disable(): void } = storage) {
    this.#storage = used;
  }

  /** Has the provider handle a request. Settles as `handle` does. */
  async run(handle: () => Promise<void>): Promise<void> {
    this.#running += 1;
    try {
      await handle();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) {
        // Would take their request away from others that are handled.
        this.#storage.disable();
      }
    }
  }
}

/** Those of all providers. */
export const handledRequests = new HandledRequests();
