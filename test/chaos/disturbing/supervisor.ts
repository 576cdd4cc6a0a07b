import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../harness/processes/until.js';
import type { ServerProcess } from '../../harness/processes/server-process.js';
import { between, oneOf, type Random } from '../../harness/random.js';
import type { Gate } from '../notion/gate.js';
import type { Ledger } from '../notion/ledger.js';

/** From one kill to the next. */
const MIN_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2000;
/** A killed process stays away for so long. */
const MAX_ABSENCE_MS = 400;
/** A kill waits so long for its instant. */
const MAX_WAIT_MS = 10_000;
/** After an answer was handed over; storing it takes about as long. */
const MAX_HEAD_START_MS = 6;

/** A server process with its way to Notion. */
interface Target {
  readonly slot: number;
  readonly server: ServerProcess;
  readonly gate: Gate;
}

/**
 * Kills server processes with SIGKILL at random and starts them again. A kill is put off while a pair is on its way to
 * the process, unless that is its purpose.
 */
export class Supervisor {
  readonly counts = {
    kills: 0,
    'of these put off until no pair was on its way': 0,
    'of these while a pair was on its way': 0,
    'answers lost on the wire': 0,
  };
  readonly #targets: readonly Target[];
  readonly #ledger: Ledger;
  readonly #random: Random;
  /** Those that are being killed or started. */
  readonly #busy = new Set<Target>();
  #unavoidableLeft: number;

  /** `unavoidable`: how many kills are aimed at a pair on its way. */
  constructor(options: {
    readonly targets: readonly Target[];
    readonly ledger: Ledger;
    readonly random: Random;
    readonly unavoidable: number;
  }) {
    this.#targets = options.targets;
    this.#ledger = options.ledger;
    this.#random = options.random;
    this.#unavoidableLeft = options.unavoidable;
  }

  /** Whether everything that was to be lost has been lost. */
  get isDone(): boolean {
    return this.#unavoidableLeft === 0;
  }

  /** Kills until the signal aborts; every process serves again when this resolves. */
  async killAtRandom(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(between(this.#random, MIN_PAUSE_MS, MAX_PAUSE_MS), undefined, { signal }).catch(
        () => undefined,
      );
      const idle = this.#targets.filter((target) => !this.#busy.has(target));
      if (!signal.aborted && idle.length > 0) {
        await this.#strike(oneOf(this.#random, idle));
      }
    }
  }

  async #strike(target: Target): Promise<void> {
    this.#busy.add(target);
    if (this.#unavoidableLeft > 0 && this.#random() < 0.5) {
      this.#unavoidableLeft -= 1;
      await oneOf(this.#random, [() => this.#killWithinTheInstant(target), () => this.#loseAnswer(target)])();
    } else {
      await this.#killBetweenPairs(target);
    }
    this.#busy.delete(target);
  }

  async #killBetweenPairs(target: Target): Promise<void> {
    const isFree = (): boolean => this.#ledger.onTheirWayTo(target.slot).length === 0;
    if (!isFree()) {
      this.counts['of these put off until no pair was on its way'] += 1;
      await until(isFree, { withinMs: MAX_WAIT_MS, everyMs: 1 });
    }
    // No await between this look and the signal: nothing can pass the gate meanwhile.
    if (isFree()) {
      await this.#kill(target);
    }
  }

  /** Kills after Notion has issued a pair, before the process has the answer or just after. */
  async #killWithinTheInstant(target: Target): Promise<void> {
    const held = await target.gate.nextIssuedPair(AbortSignal.timeout(MAX_WAIT_MS));
    if (held === undefined) {
      this.#unavoidableLeft += 1;
      return;
    }
    if (this.#random() < 0.5) {
      held.handOver();
      await delay(this.#random() * MAX_HEAD_START_MS);
    }
    this.counts['of these while a pair was on its way'] += 1;
    await this.#kill(target);
  }

  async #loseAnswer({ gate }: Target): Promise<void> {
    if (await gate.loseNextAnswer(AbortSignal.timeout(MAX_WAIT_MS))) {
      this.counts['answers lost on the wire'] += 1;
    } else {
      this.#unavoidableLeft += 1;
    }
  }

  async #kill({ slot, server, gate }: Target): Promise<void> {
    gate.shut();
    const gone = server.kill();
    this.counts.kills += 1;
    await gone;
    await gate.settled();
    for (const pair of this.#ledger.onTheirWayTo(slot)) {
      this.#ledger.lose(pair);
    }
    await delay(this.#random() * MAX_ABSENCE_MS);
    gate.reopen();
    await server.start();
  }
}
