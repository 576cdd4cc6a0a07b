import type { Clock } from '../clock.js';
import type { BudgetStore } from './budget-store.js';
import type { DailyBudget } from './key-rows.js';

/** A call that may run. */
export interface BegunCall {
  /** To be told how long the answer is, once, however the call ended. */
  end(characters: number): void;
}

/** Why a call may not run. `busy`: what is left is needed by calls under way, and may be there again afterwards. */
export type BudgetRefusal = 'calls' | 'characters' | 'busy';

/**
 * Characters that a running call is expected to answer with. It is known only afterwards; without an expectation, calls
 * that are sent all at once would each find the last of the budget still there.
 */
const EXPECTED_ANSWER_CHARACTERS = 20_000;
/** Milliseconds that a used-up budget is believed to be used up: another process may put back what it held. */
const RECHECK_MS = 30_000;
/** Milliseconds of a day in UTC. */
const DAY_MS = 86_400_000;

/** What this process holds of one key's day. */
interface HeldBudget {
  readonly day: string;
  readonly budget: DailyBudget;
  calls: number;
  /** Negative where answers were longer than what was left. */
  characters: number;
  /** Calls under way. */
  running: number;
  /** Until when the database is not asked again, in milliseconds. */
  refusedUntil: number;
  /** Claims of one key come one after the other. */
  claiming: Promise<void>;
}

/**
 * Keeps keys to their daily budgets, over all processes. Each takes a slice from the database, and most calls are counted
 * in memory. A process that is killed loses its slice, at most a twentieth of what was left; one that ends puts it back.
 */
export class DailyBudgets {
  readonly #store: BudgetStore;
  readonly #clock: Clock;
  readonly #held = new Map<string, HeldBudget>();

  constructor(store: BudgetStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Counts a call, or says what is missing. */
  async begin(keyId: string, budget: DailyBudget): Promise<BegunCall | BudgetRefusal> {
    if (budget.calls === null && budget.characters === null) {
      return { end: () => undefined };
    }
    const held = this.#holdingOf(keyId, budget);
    if (exhaustedAmount(held) === undefined) {
      return taken(held);
    }
    // Whoever claims takes its call in the same turn: what it has claimed for itself must not be gone when it looks.
    const begun = held.claiming.then(async () => {
      await this.#claim(keyId, held);
      return exhaustedAmount(held) ?? taken(held);
    });
    held.claiming = begun.then(
      () => undefined,
      () => undefined,
    );
    return begun;
  }

  /** Puts back what this process holds and has not used. */
  async close(): Promise<void> {
    const holdings = [...this.#held];
    this.#held.clear();
    for (const [keyId, { day, budget, calls, characters }] of holdings) {
      await this.#store.putBack(keyId, day, {
        calls: budget.calls === null ? 0 : calls,
        characters: budget.characters === null ? 0 : characters,
      });
    }
  }

  /** Yesterday's rest is nobody's; a budget that was changed counts anew against what is used. */
  #holdingOf(keyId: string, budget: DailyBudget): HeldBudget {
    const day = this.#clock.now().toISOString().slice(0, 10);
    const known = this.#held.get(keyId);
    if (
      known?.day === day &&
      known.budget.calls === budget.calls &&
      known.budget.characters === budget.characters
    ) {
      return known;
    }
    const fresh: HeldBudget = {
      day,
      budget,
      calls: 0,
      characters: 0,
      running: 0,
      refusedUntil: -Infinity,
      claiming: Promise.resolve(),
    };
    this.#held.set(keyId, fresh);
    return fresh;
  }

  /** Somebody who came before may have claimed enough for all that wait. */
  async #claim(keyId: string, held: HeldBudget): Promise<void> {
    const now = this.#clock.now().getTime();
    const { day, budget } = held;
    if (exhaustedAmount(held) === undefined || now < held.refusedUntil) {
      return;
    }
    const owed = budget.characters === null ? 0 : Math.max(0, -held.characters);
    const claimed = await this.#store.claim({
      keyId,
      day,
      budget,
      unreported: owed,
      requested: {
        calls: Math.max(0, 1 - held.calls),
        characters: Math.max(0, 1 - free(held) - owed),
      },
    });
    held.calls += claimed.calls;
    held.characters += owed + claimed.characters;
    held.refusedUntil = exhaustedAmount(held) === undefined ? -Infinity : now + RECHECK_MS;
  }
}

/** One call, taken out of what is held. */
function taken(held: HeldBudget): BegunCall {
  held.calls -= 1;
  held.running += 1;
  return {
    end: (characters) => {
      held.running -= 1;
      held.characters -= characters;
    },
  };
}

/** What is missing for one more call. */
function exhaustedAmount(held: HeldBudget): BudgetRefusal | undefined {
  const { budget, calls, characters, running } = held;
  if (budget.calls !== null && calls < 1) {
    return 'calls';
  }
  if (budget.characters === null || free(held) > 0) {
    return undefined;
  }
  return running > 0 && characters > 0 ? 'busy' : 'characters';
}

/** Characters that calls under way are not expected to need. */
function free({ characters, running }: HeldBudget): number {
  return characters - running * EXPECTED_ANSWER_CHARACTERS;
}

/** Seconds until budgets begin anew, at 00:00 UTC. */
export function secondsUntilReset(now: Date): number {
  return Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000);
}
