import { sumOf } from '../../harness/figures/statistics.js';
import type { StoredPairs } from '../database/stored-pairs.js';

/** A pair of tokens that Notion was asked for. */
export interface Pair {
  readonly slot: number;
  /** Undefined until Notion has issued it. */
  botId: string | undefined;
  /** Which one of its authorization it is, from 1 on. */
  number: number;
}

/** What the token endpoint answers with. */
export interface IssuedTokens {
  readonly bot_id: string;
  readonly access_token: string;
  readonly refresh_token: string;
}

/**
 * What Notion has issued and what became of it. A pair is on its way from the moment the token request is handed to
 * Notion until the pair is committed in the servers' database: the one instant in which a kill loses a connection.
 */
export class Ledger {
  /** Every token, code and other secret that ever passed a gate. */
  readonly secrets = new Set<string>();
  readonly counts = {
    'token requests answered with 500': 0,
    'token requests reset': 0,
    'token requests delayed': 0,
    'answers of the token endpoint delayed': 0,
    'refreshes refused': 0,
    'token requests cut off by a kill before Notion had them': 0,
  };
  readonly #issued = new Map<string, number>();
  readonly #lost = new Map<string, number>();
  readonly #needsPerson = new Set<string>();
  readonly #travelling = new Set<Pair>();
  readonly #stored: StoredPairs;

  constructor(stored: StoredPairs) {
    this.#stored = stored;
  }

  /** A token request is handed to Notion. */
  depart(slot: number): Pair {
    const pair: Pair = { slot, botId: undefined, number: 0 };
    this.#travelling.add(pair);
    return pair;
  }

  /** Notion has issued the pair. */
  issue(pair: Pair, tokens: IssuedTokens): void {
    const { bot_id: botId, access_token: accessToken, refresh_token: refreshToken } = tokens;
    pair.botId = botId;
    pair.number = (this.#issued.get(botId) ?? 0) + 1;
    this.#issued.set(botId, pair.number);
    this.secrets.add(accessToken).add(refreshToken);
  }

  /** Notion has issued nothing. */
  drop(pair: Pair): void {
    this.#travelling.delete(pair);
  }

  /** Pairs on their way to the process of a slot. */
  onTheirWayTo(slot: number): readonly Pair[] {
    for (const pair of this.#travelling) {
      if (this.#isStored(pair)) {
        this.#travelling.delete(pair);
      }
    }
    return [...this.#travelling].filter((pair) => pair.slot === slot);
  }

  /** The process is gone, or the answer is: whatever is not in the database by now will never be. */
  lose(pair: Pair): void {
    this.#travelling.delete(pair);
    if (pair.botId !== undefined && !this.#isStored(pair)) {
      this.#lost.set(pair.botId, this.#lostOf(pair.botId) + 1);
      this.#needsPerson.add(pair.botId);
    }
  }

  /** A person has connected it again. */
  heal(botId: string): void {
    this.#needsPerson.delete(botId);
  }

  needsPerson(botId: string): boolean {
    return this.#needsPerson.has(botId);
  }

  get lost(): number {
    return sumOf(this.#lost.values(), (count) => count);
  }

  /** Pairs that were issued, and are neither stored nor known to be lost. */
  get unaccounted(): number {
    return sumOf(this.#issued, ([botId, issued]) =>
      Math.abs(issued - this.#lostOf(botId) - this.#stored.countOf(botId)),
    );
  }

  #lostOf(botId: string): number {
    return this.#lost.get(botId) ?? 0;
  }

  #isStored({ botId, number }: Pair): boolean {
    return botId !== undefined && this.#stored.countOf(botId) + this.#lostOf(botId) >= number;
  }
}
