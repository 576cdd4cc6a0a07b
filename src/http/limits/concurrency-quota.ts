/** How many places there are. */
export interface QuotaLimits {
  /** For one party, at the most. */
  readonly perKey: number;
  /** For all of them together. */
  readonly overall: number;
}

/**
 * Places that parties take and give back, none of whom can take all. A party may hold as many as are still free, and never
 * more than its limit: one that takes all it can get leaves half of the places to the others, two leave a third, and so on,
 * so that whoever comes next finds room without anything being reserved.
 */
export class ConcurrencyQuota {
  readonly #limits: QuotaLimits;
  /** Only of parties that hold something, so that it does not grow with all who ever came. */
  readonly #held = new Map<string, number>();
  #taken = 0;

  constructor(limits: QuotaLimits) {
    this.#limits = limits;
  }

  /** Takes a place and gives what gives it back, once; undefined if the party has its share. */
  acquire(party: string): (() => void) | undefined {
    const { perKey, overall } = this.#limits;
    const held = this.#held.get(party) ?? 0;
    if (held >= Math.min(perKey, overall - this.#taken)) {
      return undefined;
    }
    this.#change(party, 1);
    let isHeld = true;
    return () => {
      if (isHeld) {
        isHeld = false;
        this.#change(party, -1);
      }
    };
  }

  #change(party: string, difference: 1 | -1): void {
    this.#taken += difference;
    const held = (this.#held.get(party) ?? 0) + difference;
    if (held === 0) {
      this.#held.delete(party);
    } else {
      this.#held.set(party, held);
    }
  }
}
