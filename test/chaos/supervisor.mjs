import { setTimeout as delay } from 'node:timers/promises';
import { between, oneOf } from './random.mjs';

/** Milliseconds from one kill to the next. */
const PAUSE = { least: 100, most: 2000 };
/** Milliseconds that a killed process stays away, at most. */
const LONGEST_ABSENCE = 400;
/** Milliseconds that a kill waits for its instant. */
const PATIENCE = 10_000;
/** Milliseconds after an answer was handed over; storing it takes about as long. */
const LONGEST_HEAD_START = 6;

/**
 * Kills server processes with SIGKILL at random and starts them again. A kill is put off while a pair is on its way to
 * the process, unless that is its purpose.
 */
export class Supervisor {
  counts = {
    kills: 0,
    'of these put off until no pair was on its way': 0,
    'of these while a pair was on its way': 0,
    'answers lost on the wire': 0,
  };
  #servers;
  #gates;
  #ledger;
  #random;
  /** Slots that are being killed or started. */
  #busy = new Set();
  #unavoidableLeft;

  /** `unavoidable`: how many kills are aimed at a pair on its way. */
  constructor({ servers, gates, ledger, random, unavoidable }) {
    this.#servers = servers;
    this.#gates = gates;
    this.#ledger = ledger;
    this.#random = random;
    this.#unavoidableLeft = unavoidable;
  }

  /** Whether everything that was to be lost has been lost. */
  get isDone() {
    return this.#unavoidableLeft === 0;
  }

  /** Kills until the signal aborts; every process serves again when this resolves. */
  async killAtRandom(signal) {
    while (!signal.aborted) {
      await delay(between(this.#random, PAUSE.least, PAUSE.most), undefined, { signal }).catch(
        () => undefined,
      );
      const idle = this.#servers.filter(({ slot }) => !this.#busy.has(slot));
      if (!signal.aborted && idle.length > 0) {
        await this.#strike(oneOf(this.#random, idle).slot);
      }
    }
  }

  async #strike(slot) {
    this.#busy.add(slot);
    if (this.#unavoidableLeft > 0 && this.#random() < 0.5) {
      this.#unavoidableLeft -= 1;
      await oneOf(this.#random, [() => this.#killWithinTheInstant(slot), () => this.#loseAnswer(slot)])();
    } else {
      await this.#killBetweenPairs(slot);
    }
    this.#busy.delete(slot);
  }

  async #killBetweenPairs(slot) {
    const end = performance.now() + PATIENCE;
    for (let attempt = 0; this.#ledger.onTheirWayTo(slot).length > 0; attempt += 1) {
      this.counts['of these put off until no pair was on its way'] += Number(attempt === 0);
      if (performance.now() > end) {
        return;
      }
      await delay(1);
    }
    // No await between the look above and the signal: nothing can pass the gate meanwhile.
    await this.#kill(slot);
  }

  /** Kills after Notion has issued a pair, before the process has the answer or just after. */
  async #killWithinTheInstant(slot) {
    const held = await this.#gates[slot].nextIssuedPair(AbortSignal.timeout(PATIENCE));
    if (held === undefined) {
      this.#unavoidableLeft += 1;
      return;
    }
    if (this.#random() < 0.5) {
      held.handOver();
      await delay(this.#random() * LONGEST_HEAD_START);
    }
    this.counts['of these while a pair was on its way'] += 1;
    await this.#kill(slot);
  }

  async #loseAnswer(slot) {
    if (await this.#gates[slot].loseNextAnswer(AbortSignal.timeout(PATIENCE))) {
      this.counts['answers lost on the wire'] += 1;
    } else {
      this.#unavoidableLeft += 1;
    }
  }

  async #kill(slot) {
    const [server, gate] = [this.#servers[slot], this.#gates[slot]];
    gate.shut();
    const gone = server.kill();
    this.counts.kills += 1;
    await gone;
    await gate.settled();
    for (const pair of this.#ledger.onTheirWayTo(slot)) {
      this.#ledger.lose(pair);
    }
    await delay(this.#random() * LONGEST_ABSENCE);
    gate.reopen();
    await server.start();
  }
}
