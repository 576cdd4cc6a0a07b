import type { ChatUsage } from '../chat-event.js';
import type { ChatPrices } from '../chat-limits.js';

/** Characters of a token, where the endpoint does not count: English has some four, other writing fewer. */
const CHARACTERS_PER_TOKEN = 4;
const MILLION = 1_000_000;

/** What an answer has taken so far. */
export class Spending {
  readonly #prices: ChatPrices | undefined;
  #inputTokens = 0;
  #outputTokens = 0;
  #steps = 0;

  constructor(prices: ChatPrices | undefined) {
    this.#prices = prices;
  }

  get tokens(): number {
    return this.#inputTokens + this.#outputTokens;
  }

  get usage(): ChatUsage {
    return {
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      steps: this.#steps,
      cost: this.costOf(0),
    };
  }

  /** What it would have cost with so many more tokens of input; undefined without prices. */
  costOf(moreInput: number): number | undefined {
    return this.#prices === undefined
      ? undefined
      : ((this.#inputTokens + moreInput) * this.#prices.input + this.#outputTokens * this.#prices.output) /
          MILLION;
  }

  /** Counts one request to the model, as far as its endpoint has counted it. */
  addStep(
    told: { readonly inputTokens?: number | undefined; readonly outputTokens?: number | undefined },
    estimate: { readonly inputTokens: number; readonly outputCharacters: number },
  ): void {
    this.#steps += 1;
    this.#inputTokens += countOf(told.inputTokens) ?? estimate.inputTokens;
    this.#outputTokens += countOf(told.outputTokens) ?? tokensIn(estimate.outputCharacters);
  }
}

/** What an endpoint has counted. Less than nothing would give back what was used before. */
function countOf(told: number | undefined): number | undefined {
  return told !== undefined && Number.isSafeInteger(told) && told >= 0 ? told : undefined;
}

/** An estimate of the tokens in so many characters. */
export function tokensIn(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
