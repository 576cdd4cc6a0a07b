import type { Fault } from './fault.js';
import { choose, seededRandom } from '../seed/random.js';
import type { Random } from '../seed/random.js';

interface Planned {
  readonly fault: Fault;
  readonly match: RegExp | undefined;
  left: number;
}

/** Faults that hit by chance, the same requests in every run that sends the same ones in the same order. */
export interface FaultRate {
  readonly seed: number;
  /** From 0 to 1. */
  readonly rate: number;
  /** One of them, each as likely as the others. */
  readonly faults: readonly [Fault, ...Fault[]];
  /** Tried on method and path; all requests if not given. */
  readonly match?: RegExp;
}

/** Which request meets which fault: those planned one by one first, in the order in which they were planned. */
export class FaultPlan {
  #planned: Planned[] = [];
  #rates: { readonly options: FaultRate; readonly random: Random }[] = [];

  add(fault: Fault, times: number, match: RegExp | undefined): void {
    this.#planned.push({ fault, match, left: times });
  }

  addRate(options: FaultRate): void {
    this.#rates.push({ options, random: seededRandom(options.seed) });
  }

  clear(): void {
    this.#planned = [];
    this.#rates = [];
  }

  /** Uses up one fault that fits the request. `request` is such as `GET /v1/users/me`. */
  take(request: string): Fault | undefined {
    const planned = this.#planned.find(({ match }) => match === undefined || match.test(request));
    if (planned === undefined) {
      return this.#byChance(request);
    }
    planned.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return planned.fault;
  }

  #byChance(request: string): Fault | undefined {
    for (const { options, random } of this.#rates) {
      if ((options.match?.test(request) ?? true) && random() < options.rate) {
        return choose(random, options.faults);
      }
    }
    return undefined;
  }
}
