/**
 * Expected length of a running call's answer, in characters. The actual length is known only afterwards; without an
 * estimate, concurrent calls would each find the last of the budget still available.
 */
const EXPECTED_ANSWER_CHARACTERS = 20_000;
/** Milliseconds for which a budget is assumed to stay exhausted: another process may return what it held. */
const RECHECK_MS = 30_000;
/** Milliseconds in a UTC day. */
const DAY_MS = 86_400_000;
/**
 * Enforces daily budgets across all processes. Each claims slices from the database and counts most calls in memory. A
 * killed process loses its slice, at most a twentieth of what was left; one that exits normally returns it.
 */
export class DailyBudgets {
    #store;
    #clock;
    #held = new Map();
    constructor(store, clock) {
        this.#store = store;
        this.#clock = clock;
    }
    /** Counts a call, or returns the reason for refusing it. */
    async begin(keyId, budget) {
        if (budget.calls === null && budget.characters === null) {
            return { end: () => undefined };
        }
        const held = this.#holdingOf(keyId, budget);
        if (exhaustedAmount(held) === undefined) {
            return taken(held);
        }
        // Claim and take the call in the same turn: otherwise another call could use up what this one has claimed.
        const begun = held.claiming.then(async () => {
            await this.#claim(keyId, held);
            return exhaustedAmount(held) ?? taken(held);
        });
        held.claiming = begun.then(() => undefined, () => undefined);
        return begun;
    }
    /** Returns what this process holds and has not used. */
    async close() {
        const holdings = [...this.#held];
        this.#held.clear();
        for (const [keyId, { day, budget, calls, characters }] of holdings) {
            await this.#store.putBack(keyId, day, {
                calls: budget.calls === null ? 0 : calls,
                characters: budget.characters === null ? 0 : characters,
            });
        }
    }
    /** Yesterday's remainder is discarded; a changed budget is checked again against the recorded use. */
    #holdingOf(keyId, budget) {
        const day = this.#clock.now().toISOString().slice(0, 10);
        const known = this.#held.get(keyId);
        if (known?.day === day &&
            known.budget.calls === budget.calls &&
            known.budget.characters === budget.characters) {
            return known;
        }
        const fresh = {
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
    /** An earlier caller may already have claimed enough for all that wait. */
    async #claim(keyId, held) {
        const now = this.#clock.now().getTime();
        const { day, budget } = held;
        if (exhaustedAmount(held) === undefined || now < held.refusedUntil) {
            return;
        }
        const overdrawn = budget.characters === null ? 0 : Math.max(0, -held.characters);
        const claimed = await this.#store.claim({
            keyId,
            day,
            budget,
            unreported: overdrawn,
            requested: {
                calls: Math.max(0, 1 - held.calls),
                characters: Math.max(0, 1 - free(held) - overdrawn),
            },
        });
        held.calls += claimed.calls;
        held.characters += overdrawn + claimed.characters;
        held.refusedUntil = exhaustedAmount(held) === undefined ? -Infinity : now + RECHECK_MS;
    }
}
/** Deducts one call from the held budget. */
function taken(held) {
    held.calls -= 1;
    held.running += 1;
    return {
        end: (characters) => {
            held.running -= 1;
            held.characters -= characters;
        },
    };
}
/** Which amount is too low for one more call. */
function exhaustedAmount(held) {
    const { budget, calls, characters, running } = held;
    if (budget.calls !== null && calls < 1) {
        return 'calls';
    }
    if (budget.characters === null || free(held) > 0) {
        return undefined;
    }
    return running > 0 && characters > 0 ? 'busy' : 'characters';
}
/** Characters not reserved for running calls. */
function free({ characters, running }) {
    return characters - running * EXPECTED_ANSWER_CHARACTERS;
}
/** Seconds until budgets reset, at 00:00 UTC. */
export function secondsUntilReset(now) {
    return Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000);
}
