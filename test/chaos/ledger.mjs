/**
 * What Notion has issued and what became of it. A pair is on its way from the moment the token request is handed to
 * Notion until the pair is committed in the servers' database: the one instant in which a kill loses a connection.
 */
export class Ledger {
  /** Every token, code and other secret that ever passed a gate. */
  secrets = new Set();
  counts = {
    'token requests answered with 500': 0,
    'token requests reset': 0,
    'token requests delayed': 0,
    'answers of the token endpoint delayed': 0,
    'refreshes refused': 0,
    'token requests cut off by a kill before Notion had them': 0,
  };
  #issued = new Map();
  #lost = new Map();
  #needsPerson = new Set();
  #travelling = new Set();
  #stored;

  constructor(stored) {
    this.#stored = stored;
  }

  /** A token request is handed to Notion. */
  depart(slot) {
    const pair = { slot, botId: undefined, number: 0 };
    this.#travelling.add(pair);
    return pair;
  }

  /** Notion has issued the pair. */
  issue(pair, { bot_id: botId, access_token: accessToken, refresh_token: refreshToken }) {
    pair.botId = botId;
    pair.number = (this.#issued.get(botId) ?? 0) + 1;
    this.#issued.set(botId, pair.number);
    this.secrets.add(accessToken).add(refreshToken);
  }

  /** Notion has issued nothing. */
  drop(pair) {
    this.#travelling.delete(pair);
  }

  /** Pairs on their way to the process of a slot. */
  onTheirWayTo(slot) {
    for (const pair of this.#travelling) {
      if (pair.botId !== undefined && this.#isStored(pair)) {
        this.#travelling.delete(pair);
      }
    }
    return [...this.#travelling].filter((pair) => pair.slot === slot);
  }

  /** The process is gone, or the answer is: whatever is not in the database by now will never be. */
  lose(pair) {
    this.#travelling.delete(pair);
    if (pair.botId !== undefined && !this.#isStored(pair)) {
      this.#lost.set(pair.botId, this.lostOf(pair.botId) + 1);
      this.#needsPerson.add(pair.botId);
    }
  }

  /** A person has connected it again. */
  heal(botId) {
    this.#needsPerson.delete(botId);
  }

  needsPerson(botId) {
    return this.#needsPerson.has(botId);
  }

  lostOf(botId) {
    return this.#lost.get(botId) ?? 0;
  }

  get lost() {
    return sum(this.#lost.values());
  }

  get issued() {
    return sum(this.#issued.values());
  }

  /** Pairs that were issued, and are neither stored nor known to be lost. */
  get unaccounted() {
    return sum(
      [...this.#issued].map(([botId, issued]) =>
        Math.abs(issued - this.lostOf(botId) - this.#stored.countOf(botId)),
      ),
    );
  }

  #isStored({ botId, number }) {
    return this.#stored.countOf(botId) + this.lostOf(botId) >= number;
  }
}

function sum(numbers) {
  return [...numbers].reduce((total, number) => total + number, 0);
}
