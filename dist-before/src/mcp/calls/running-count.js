/** Counts running work, so that a stop can wait for it. */
export class RunningCount {
    #running = 0;
    #idleListeners;
    get running() {
        return this.#running;
    }
    /** Counts one more until the returned function is called. */
    enter() {
        this.#running += 1;
        return () => {
            this.#running -= 1;
            if (this.#running === 0) {
                this.#idleListeners?.();
            }
        };
    }
    /** Resolves when none runs, or on timeout. */
    async whenIdle(milliseconds) {
        if (this.#running === 0) {
            return;
        }
        await new Promise((resolve) => {
            const timer = setTimeout(resolve, milliseconds);
            this.#idleListeners = () => {
                clearTimeout(timer);
                resolve();
            };
        });
    }
}
