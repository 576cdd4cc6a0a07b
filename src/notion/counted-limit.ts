import {
  afterProbe,
  afterRefusal,
  mayProbe,
  unlearned,
  type LearnedLimit,
  type LimitBounds,
} from './learned-limit.js';

/** One limit of Notion's, a connection's or a workspace's, and what this process has used of its window. */
export class CountedLimit {
  readonly #bounds: LimitBounds;
  /** Milliseconds. */
  readonly #window: number;
  readonly #listeners = new Set<() => void>();
  #learned: LearnedLimit;
  #end = 0;
  #used = 0;
  #refused = 0;
  #isClosed = false;
  /** Of this window. */
  #probe: 'possible' | 'sent' | 'spent' = 'possible';

  constructor(bounds: LimitBounds, window: number) {
    this.#bounds = bounds;
    this.#window = window;
    this.#learned = unlearned(bounds);
  }

  get limit(): number {
    return this.#learned.limit;
  }

  get used(): number {
    return this.#used;
  }

  /** Requests that may be sent now. */
  left(now: number): number {
    if (now >= this.#end) {
      return this.limit;
    }
    return this.#isClosed ? 0 : Math.max(0, this.limit - this.#used);
  }

  millisecondsToEnd(now: number): number {
    return Math.max(0, this.#end - now);
  }

  mayProbe(now: number): boolean {
    return !this.#isClosed && this.#probe === 'possible' && mayProbe(this.#learned, this.#bounds, now);
  }

  /** Whether more than the limit may turn out to be there. */
  mayGrow(now: number): boolean {
    return this.mayProbe(now) || (!this.#isClosed && this.#probe === 'sent');
  }

  /** Counts requests; one more than are left is a probe. */
  use(count: number, now: number): void {
    if (now >= this.#end) {
      this.#open(now + this.#window);
    }
    if (count > this.left(now)) {
      this.#probe = 'sent';
    }
    this.#used += count;
  }

  /** A pause is never shortened. `teaches`: it is this limit that was met. */
  close(milliseconds: number, teaches: boolean, now: number): void {
    if (now >= this.#end) {
      this.#open(0);
    }
    this.#end = this.left(now) === 0 ? Math.max(this.#end, now + milliseconds) : now + milliseconds;
    this.#isClosed = true;
    if (teaches) {
      this.#refused += 1;
      this.#learned = afterRefusal(this.#learned, this.#used - this.#refused, this.#bounds, now);
    }
    this.#tell();
  }

  /** A probe that was answered may be followed by another when the higher limit is used up. */
  probeEnded(isAnswered: boolean): void {
    if (this.#probe === 'sent') {
      this.#probe = isAnswered ? 'possible' : 'spent';
      this.#learned = isAnswered ? afterProbe(this.#learned, this.#bounds) : this.#learned;
      this.#tell();
    }
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #open(end: number): void {
    this.#end = end;
    this.#used = 0;
    this.#refused = 0;
    this.#isClosed = false;
    this.#probe = 'possible';
  }

  #tell(): void {
    this.#listeners.forEach((listener) => listener());
  }
}
