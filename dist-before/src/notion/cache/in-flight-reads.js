/**
 * Reads under way by what they ask for: who asks for the same meanwhile waits for the same answer. Nothing stays here once
 * the answer has come. A read goes on while anybody waits, and is aborted when the last one leaves.
 */
export class InFlightReads {
    #flights = new Map();
    has(key) {
        return this.#flights.has(key);
    }
    /** How long who started the read waits for it, in milliseconds since 1970; undefined where it is not under way. */
    deadlineOf(key) {
        return this.#flights.get(key)?.deadline;
    }
    /** Later callers start a read of their own. */
    forget(key) {
        this.#flights.delete(key);
    }
    forgetAll() {
        this.#flights.clear();
    }
    /**
     * Joins the read with this key, or starts it. Who leaves while others wait gets the reason of their own signal at once;
     * the last one to leave gets what the aborted read rejects with.
     */
    async join(key, caller, deadline, start) {
        caller.throwIfAborted();
        const known = this.#flights.get(key);
        const flight = known ?? this.#start(key, deadline, start);
        flight.isJoined = known !== undefined;
        flight.waiters += 1;
        let leave;
        try {
            const value = await new Promise((resolve, reject) => {
                leave = () => {
                    flight.waiters -= 1;
                    if (flight.waiters > 0) {
                        reject(caller.reason);
                    }
                    else {
                        this.#evict(key, flight);
                        flight.controller.abort(caller.reason);
                    }
                };
                caller.addEventListener('abort', leave, { once: true });
                flight.promise.then(resolve, reject);
            });
            // The key says what is read, and so what of.
            return { value: value, isJoined: flight.isJoined };
        }
        finally {
            if (leave !== undefined) {
                caller.removeEventListener('abort', leave);
            }
        }
    }
    #start(key, deadline, start) {
        const controller = new AbortController();
        const promise = start(controller.signal);
        const flight = { promise, controller, deadline, waiters: 0, isJoined: false };
        this.#flights.set(key, flight);
        const land = () => this.#evict(key, flight);
        promise.then(land, land);
        return flight;
    }
    #evict(key, flight) {
        if (this.#flights.get(key) === flight) {
            this.#flights.delete(key);
        }
    }
}
