import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Run } from '../../harness/run.js';
import { between, oneOf, type Random } from '../../harness/random.js';

/** From one kill to the next. */
const MIN_PAUSE_MS = 100;
const MAX_PAUSE_MS = 1200;
/** A killed process stays away for so long. */
const MAX_ABSENCE_MS = 300;

interface Message {
  readonly counts?: Readonly<Record<string, number>>;
}

/** Processes that call and renew, and are killed at any instant, also in the middle of a refresh. */
export class Workers {
  /** When each process was killed, by its id; milliseconds since 1970. */
  readonly killed = new Map<number, number>();
  /** What they told of their calls. */
  readonly told = new Map<string, number>();
  readonly #run: Run;
  readonly #parameters: readonly string[];
  readonly #random: Random;
  readonly #children: ChildProcess[] = [];

  constructor(run: Run, parameters: readonly string[], random: Random) {
    this.#run = run;
    this.#parameters = parameters;
    this.#random = random;
  }

  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, slot) => this.#startAt(slot)));
  }

  /** Kills one after the other, each at a random instant, until the signal aborts. */
  async killAtRandom(signal: AbortSignal): Promise<void> {
    const slots = this.#children.map((_, slot) => slot);
    while (!signal.aborted) {
      await delay(between(this.#random, MIN_PAUSE_MS, MAX_PAUSE_MS));
      const slot = oneOf(this.#random, slots);
      await this.#killAt(slot);
      await delay(this.#random() * MAX_ABSENCE_MS);
      await this.#startAt(slot);
    }
  }

  get kills(): number {
    return this.killed.size;
  }

  async end(): Promise<void> {
    await Promise.all(this.#children.map((_, slot) => this.#killAt(slot)));
  }

  async #killAt(slot: number): Promise<void> {
    const child = this.#children[slot];
    const gone = child && once(child, 'exit');
    child?.kill('SIGKILL');
    if (child?.pid !== undefined) {
      this.killed.set(child.pid, Date.now());
    }
    await gone;
  }

  async #startAt(slot: number): Promise<void> {
    const program = fileURLToPath(new URL('worker.mjs', import.meta.url));
    const child = this.#run.keep(fork(program, this.#parameters, { execArgv: [] }));
    this.#children[slot] = child;
    await once(child, 'message');
    child.on('message', ({ counts = {} }: Message) => {
      for (const [name, count] of Object.entries(counts)) {
        this.told.set(name, (this.told.get(name) ?? 0) + count);
      }
    });
  }
}
