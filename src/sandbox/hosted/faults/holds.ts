/** A request that waits until a test lets it go on. */
export interface Hold {
  /** Resolves when a request has arrived and waits. */
  readonly arrived: Promise<void>;
  /** Lets it go on, and all that come later. */
  release(): void;
}

interface Waiting {
  readonly match: RegExp;
  readonly released: Promise<void>;
  readonly arrive: () => void;
}

function nothing(): void {}

/** Slowness without a clock: requests wait for their test. */
export class Holds {
  #waiting: Waiting[] = [];
  readonly #releases = new Set<() => void>();

  /** Every request that fits waits from now on. */
  add(match: RegExp): Hold {
    let arrive = nothing;
    let open = nothing;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const released = new Promise<void>((resolve) => {
      open = resolve;
    });
    const waiting: Waiting = { match, released, arrive };
    const release = (): void => {
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
      this.#releases.delete(release);
      open();
    };
    this.#waiting.push(waiting);
    this.#releases.add(release);
    return { arrived, release };
  }

  /** Resolves when nothing holds the request. */
  async pass(label: string): Promise<void> {
    const waiting = this.#waiting.find(({ match }) => match.test(label));
    if (waiting !== undefined) {
      waiting.arrive();
      await waiting.released;
    }
  }

  releaseAll(): void {
    for (const release of this.#releases) {
      release();
    }
  }
}
