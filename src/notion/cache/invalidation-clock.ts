/** Changed objects that are told apart; when there are more, whatever is being read is in doubt. */
const MAX_TRACKED_OBJECTS = 2000;

/** A point in the order of changes; see {@link InvalidationClock.now}. */
export type Version = number;

/**
 * Tells whether an object has changed since a read of it began. A read under way when a change comes in may bring the old
 * state, and must not be remembered. Counts changes and reads no clock.
 */
export class InvalidationClock {
  #now: Version = 0;
  /** Reads that began before are in doubt, whatever they read. */
  #allChanged: Version = 0;
  readonly #changed = new Map<string, Version>();

  /** To be noted before a read begins. */
  get now(): Version {
    return this.#now;
  }

  /** Notes that an object has changed. */
  invalidate(id: string): void {
    this.#now += 1;
    this.#changed.set(id, this.#now);
    if (this.#changed.size > MAX_TRACKED_OBJECTS) {
      this.invalidateAll();
    }
  }

  /** Notes that any object may have changed. */
  invalidateAll(): void {
    this.#now += 1;
    this.#allChanged = this.#now;
    this.#changed.clear();
  }

  /** Whether what was read of the object since that moment may be remembered. */
  isUnchanged(id: string, since: Version): boolean {
    return since >= Math.max(this.#allChanged, this.#changed.get(id) ?? 0);
  }
}
