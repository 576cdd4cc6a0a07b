/** Milliseconds for one check. Load balancers give a health check a few seconds at most. */
const CHECK_TIMEOUT_MS = 2000;
/** Milliseconds that a result is cached: a flood of requests costs one check a second. */
const RESULT_LIFETIME_MS = 1000;
/** Runs the checks, one run at a time for all requests. */
export class ReadinessProbe {
    #checks;
    #optional;
    #now;
    #running = new Map();
    #last;
    /** `dispensable`: optional checks. `now`: milliseconds of a monotonic clock. */
    constructor(checks, dispensable = [], now = () => performance.now()) {
        this.#checks = checks;
        this.#optional = new Set(dispensable);
        this.#now = now;
    }
    check() {
        if (this.#last !== undefined && this.#now() < this.#last.until) {
            return this.#last.found;
        }
        // Shared while it runs, however long; its cache time starts when it ends.
        const look = { found: this.#checkNow(), until: Number.POSITIVE_INFINITY };
        this.#last = look;
        void look.found.finally(() => {
            look.until = this.#now() + RESULT_LIFETIME_MS;
        });
        return look.found;
    }
    async #checkNow() {
        const found = await Promise.all(Object.entries(this.#checks).map(async ([name, check]) => [name, await outcomeOf(this.#run(name, check))]));
        const missing = found.filter(([, outcome]) => outcome !== 'ok').map(([name]) => name);
        const isReady = missing.every((name) => this.#optional.has(name));
        return {
            status: isReady ? (missing.length === 0 ? 'ready' : 'degraded') : 'not ready',
            checks: Object.fromEntries(found),
        };
    }
    /** A pending check is awaited again instead of being started twice. */
    #run(name, check) {
        const known = this.#running.get(name);
        if (known !== undefined) {
            return known;
        }
        const running = Promise.resolve()
            .then(check)
            .finally(() => this.#running.delete(name));
        this.#running.set(name, running);
        return running;
    }
}
async function outcomeOf(running) {
    let timer;
    const timeout = new Promise((resolve) => {
        timer = setTimeout(() => resolve('no answer'), CHECK_TIMEOUT_MS);
    });
    try {
        return await Promise.race([running.then(() => 'ok'), timeout]);
    }
    catch {
        // No reason is given, as any stranger may ask; the doctor command reports it.
        return 'failed';
    }
    finally {
        clearTimeout(timer);
    }
}
