/** Milliseconds of one turn of the event loop that tasks may take: a probe waits some three turns. */
const MAX_TURN_MS = 8;
const realClock = {
    now: () => performance.now(),
    nextTurn: (callback) => void setImmediate(callback),
};
/**
 * Runs tasks at once while the turn of the event loop has time for them, else in the turns that follow, in order. Node
 * hands over everything that happened at a thousand connections in one turn, so a crowd that leaves in the same moment
 * would hold up everybody else until the last of it is gone. Requests are not put off: what is written of an answer is what
 * tells Node to read no more of a connection that asks and does not read.
 */
export class TurnBudget {
    #clock;
    /** In order of arrival. */
    #waiting = new Set();
    /** When the first task of this turn began; undefined before. */
    #begun;
    constructor(clock = realClock) {
        this.#clock = clock;
    }
    run(task) {
        if (this.#begun === undefined) {
            this.#begun = this.#clock.now();
            this.#clock.nextTurn(() => this.#turn());
        }
        if (this.#waiting.size === 0 && this.#hasTime()) {
            task();
        }
        else {
            this.#waiting.add(task);
        }
    }
    #turn() {
        if (this.#waiting.size === 0) {
            this.#begun = undefined;
            return;
        }
        this.#begun = this.#clock.now();
        // First, so that a task that fails stops none of the others.
        this.#clock.nextTurn(() => this.#turn());
        for (const task of this.#waiting) {
            this.#waiting.delete(task);
            task();
            if (!this.#hasTime()) {
                break;
            }
        }
    }
    #hasTime() {
        return this.#clock.now() - (this.#begun ?? -Infinity) < MAX_TURN_MS;
    }
}
