/** One dependency of serving. Rejects, or never settles, if it is unavailable. */
export type ReadinessCheck = () => Promise<void>;

/** Whether calls can be served now, with the result of each check. */
interface Readiness {
  /** `degraded`: calls can be served without an optional dependency. */
  readonly status: 'ready' | 'degraded' | 'not ready';
  readonly checks: Readonly<Record<string, 'ok' | 'failed' | 'no answer'>>;
}

/** Milliseconds for one check. Load balancers give a health check a few seconds at most. */
const CHECK_TIMEOUT_MS = 2000;
/** Milliseconds that a result is cached: a flood of requests costs one check a second. */
const RESULT_LIFETIME_MS = 1000;

/** Runs the checks, one run at a time for all requests. */
export class ReadinessProbe {
  readonly #checks: Readonly<Record<string, ReadinessCheck>>;
  readonly #optional: ReadonlySet<string>;
  readonly #now: () => number;
  readonly #running = new Map<string, Promise<void>>();
  #last: { readonly found: Promise<Readiness>; until: number } | undefined;

  /** `dispensable`: optional checks. `now`: milliseconds of a monotonic clock. */
  constructor(
    checks: Readonly<Record<string, ReadinessCheck>>,
    dispensable: readonly string[] = [],
    now: () => number = () => performance.now(),
  ) {
    this.#checks = checks;
    this.#optional = new Set(dispensable);
    this.#now = now;
  }

  check(): Promise<Readiness> {
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

  async #checkNow(): Promise<Readiness> {
    const found = await Promise.all(
      Object.entries(this.#checks).map(
        async ([name, check]) => [name, await outcomeOf(this.#run(name, check))] as const,
      ),
    );
    const missing = found.filter(([, outcome]) => outcome !== 'ok').map(([name]) => name);
    const isReady = missing.every((name) => this.#optional.has(name));
    return {
      status: isReady ? (missing.length === 0 ? 'ready' : 'degraded') : 'not ready',
      checks: Object.fromEntries(found),
    };
  }

  /** A pending check is awaited again instead of being started twice. */
  #run(name: string, check: ReadinessCheck): Promise<void> {
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

async function outcomeOf(running: Promise<void>): Promise<Readiness['checks'][string]> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'no answer'>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([running.then(() => 'ok' as const), timeout]);
  } catch {
    // No reason is given, as any stranger may ask; the doctor command reports it.
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
