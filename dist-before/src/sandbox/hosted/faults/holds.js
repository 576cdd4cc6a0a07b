function nothing() { }
/** Slowness without a clock: requests wait for their test. */
export class Holds {
    #waiting = [];
    #releases = new Set();
    /** Every request that fits waits from now on. */
    add(match) {
        let arrive = nothing;
        let open = nothing;
        const arrived = new Promise((resolve) => {
            arrive = resolve;
        });
        const released = new Promise((resolve) => {
            open = resolve;
        });
        const waiting = { match, released, arrive };
        const release = () => {
            this.#waiting = this.#waiting.filter((each) => each !== waiting);
            this.#releases.delete(release);
            open();
        };
        this.#waiting.push(waiting);
        this.#releases.add(release);
        return { arrived, release };
    }
    /** Resolves when nothing holds the request. */
    async pass(label) {
        const waiting = this.#waiting.find(({ match }) => match.test(label));
        if (waiting !== undefined) {
            waiting.arrive();
            await waiting.released;
        }
    }
    releaseAll() {
        for (const release of this.#releases) {
            release();
        }
    }
}
