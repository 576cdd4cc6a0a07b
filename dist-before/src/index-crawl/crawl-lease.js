/** Milliseconds that a process has the crawl to itself without renewing. After a kill others wait so long. */
const LEASE_MS = 60_000;
/** Milliseconds before the end at which it is renewed. */
const RENEWAL_MS = 40_000;
const DEFAULT_KEY = 'lease';
/** Another process crawls now: whatever this one was about to write is the other's to write. */
export class LeaseLostError extends Error {
    constructor() {
        super('Another process crawls for this index.');
        this.name = 'LeaseLostError';
    }
}
/**
 * One process at a time crawls for an index. Each change is written only together with the lease still being held, so a
 * process that was suspended for long overwrites nothing when it goes on.
 */
export class CrawlLease {
    #index;
    #owner;
    #now;
    #key;
    /** As it was last written by this process. */
    #held;
    /** The lease's value must not change between a commit's check and its end. */
    #last = Promise.resolve();
    constructor(index, { owner, now, key = DEFAULT_KEY }) {
        this.#index = index;
        this.#owner = owner;
        this.#now = now;
        this.#key = key;
    }
    /** Takes the lease or renews it where that is due; false while another process has it. */
    hold() {
        return this.#inTurn(async () => {
            const now = this.#now();
            if (this.#held !== undefined && this.#held.until - now > RENEWAL_MS) {
                return true;
            }
            const found = this.#held?.value ?? (await this.#index.readState(this.#key));
            if (this.#held === undefined && found !== undefined && untilOf(found) > now) {
                return false;
            }
            const until = now + LEASE_MS;
            const value = `${until} ${this.#owner}`;
            const isTaken = await this.#index.commit({
                state: { [this.#key]: value },
                ifState: { [this.#key]: found ?? null },
            });
            this.#held = isTaken ? { value, until } : undefined;
            return isTaken;
        });
    }
    /** Writes if the lease is still held; rejects with a {@link LeaseLostError} otherwise. */
    commit(change) {
        return this.#inTurn(async () => {
            const held = this.#held;
            if (held === undefined ||
                !(await this.#index.commit({ ...change, ifState: { ...change.ifState, [this.#key]: held.value } }))) {
                this.#held = undefined;
                throw new LeaseLostError();
            }
        });
    }
    /** Leaves the crawl to others at once. */
    release() {
        return this.#inTurn(async () => {
            const held = this.#held;
            this.#held = undefined;
            if (held !== undefined) {
                await this.#index.commit({ state: { [this.#key]: null }, ifState: { [this.#key]: held.value } });
            }
        });
    }
    #inTurn(job) {
        const turn = this.#last.then(job);
        this.#last = turn.catch(() => { });
        return turn;
    }
}
function untilOf(value) {
    const until = Number(value.slice(0, Math.max(0, value.indexOf(' '))));
    return Number.isFinite(until) ? until : 0;
}
