/** Takes step after step in the background, and does not keep the process from ending. */
export class StepLoop {
    #options;
    #life = new AbortController();
    #running;
    #wake;
    constructor(options) {
        this.#options = options;
    }
    /** Aborts when the loop is stopped. */
    get signal() {
        return this.#life.signal;
    }
    start() {
        this.#running ??= this.#run();
    }
    /** The next step comes at once. */
    wake() {
        this.#wake?.();
    }
    /** Resolves when no step is under way. */
    async stop(reason) {
        this.#life.abort(new Error(reason));
        this.#wake?.();
        await this.#running;
    }
    async #run() {
        while (!this.signal.aborted) {
            let waitMs;
            try {
                waitMs = await this.#options.step();
            }
            catch (error) {
                if (this.signal.aborted) {
                    return;
                }
                waitMs = this.#options.onFailure(error);
            }
            await this.#sleep(waitMs);
        }
    }
    /** With 0 still a turn of the event loop, for calls. */
    #sleep(milliseconds) {
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, milliseconds);
            timer.unref();
            this.#wake = () => {
                clearTimeout(timer);
                resolve();
            };
            if (this.signal.aborted) {
                this.#wake();
            }
        });
    }
}
