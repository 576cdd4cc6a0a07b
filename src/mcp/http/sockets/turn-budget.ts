/** Milliseconds of one turn of the event loop in which tasks may begin: a probe waits some three turns. */
const MAX_TURN_MS = 8;
/**
 * Milliseconds after which the end of the turn is waited for. Until then it is not: the event loop would go round once more
 * for it without sleeping, which costs a system call, for each turn in which a single request arrives. So whoever comes
 * after a rest may wait for one turn: the tasks before may have run in this one, and have taken that long.
 */
const UNCOUNTED_MS = 4;

/** What tells and divides the time; tests use their own. */
interface TurnClock {
  /** Milliseconds. */
  now(): number;
  /** Calls back once in the next turn. */
  nextTurn(callback: () => void): void;
}

const realClock: TurnClock = {
  now: () => performance.now(),
  nextTurn: (callback) => void setImmediate(callback),
};

/**
 * Runs tasks at once while the turn of the event loop has time for them, else one in each of the turns that follow: what
 * a task leaves to promises and ticks runs before its turn is over, and would be added up by several. Node hands over
 * everything that happened at a thousand connections in one turn, so a crowd that does something in the same moment would
 * hold up everybody else. Those who have proven who they are take every other turn, however many strangers wait.
 */
export class TurnBudget {
  readonly #clock: TurnClock;
  /** In order of arrival. */
  readonly #proven = new Set<() => void>();
  readonly #strangers = new Set<() => void>();
  /** When the first task since the last end of a turn that was waited for began; undefined before. */
  #begun: number | undefined;
  /** Whether the end of this turn is waited for. */
  #isCounted = false;
  #wasProven = false;

  constructor(clock: TurnClock = realClock) {
    this.#clock = clock;
  }

  run(task: () => void, isProven = false): void {
    const now = this.#clock.now();
    const begun = (this.#begun ??= now);
    if (!this.#isCounted && now - begun >= UNCOUNTED_MS) {
      this.#isCounted = true;
      this.#clock.nextTurn(() => this.#turn());
    }
    const waiting = isProven ? this.#proven : this.#strangers;
    if (waiting.size === 0 && now - begun < MAX_TURN_MS) {
      task();
    } else {
      waiting.add(task);
    }
  }

  #turn(): void {
    const waiting =
      this.#strangers.size === 0 || (this.#proven.size > 0 && !this.#wasProven)
        ? this.#proven
        : this.#strangers;
    const [task] = waiting;
    if (task === undefined) {
      this.#begun = undefined;
      this.#isCounted = false;
      return;
    }
    this.#begun = this.#clock.now();
    // First, so that a task that fails stops none of the others.
    this.#clock.nextTurn(() => this.#turn());
    this.#wasProven = waiting === this.#proven;
    waiting.delete(task);
    task();
  }
}
