import type { Clock } from '../../clock.js';
import type { ChatLimit, ChatUsage } from '../chat-event.js';
import type { Allowance } from './ports.js';

/** What one person may use in a day, which begins at 00:00 UTC. */
export interface DailyLimits {
  /** Questions. */
  readonly messages: number;
  /** Requests to the model. */
  readonly steps: number;
  readonly tokens: number;
  /** In the unit of the configured prices; undefined for no limit. */
  readonly cost: number | undefined;
}

/** What one answer may take at most. */
export type AnswerLimits = Pick<DailyLimits, 'steps' | 'tokens' | 'cost'>;

/** What a person has used of a day, with what is set aside for answers under way. */
export interface UsedAmounts {
  readonly messages: number;
  readonly steps: number;
  readonly tokens: number;
  readonly cost: number;
}

/** Keeps what people have used, for all processes and over restarts. */
export interface DailyUseStore {
  /**
   * Replaces what is used by what `next` makes of it, which may be called again; undefined leaves it. Resolves to what it was
   * before. No other call for this person comes in between.
   */
  take(
    personId: string,
    day: string,
    next: (used: UsedAmounts) => UsedAmounts | undefined,
  ): Promise<UsedAmounts>;
  /** Adds amounts, negative ones as well; for a day that is over, nothing. */
  add(personId: string, day: string, amounts: UsedAmounts): Promise<void>;
}

/** A question that has begun: what it may take is set aside until it ends. */
export interface BegunUse {
  readonly allowance: Allowance;
  /** Gives back what was not taken; without a count, nothing. */
  end(used: ChatUsage | undefined): Promise<void>;
}

/** Counts what each person uses in a day. What an answer may take counts as taken while it runs. */
export class DailyUse {
  readonly #store: DailyUseStore;
  readonly #limits: DailyLimits;
  readonly #ofAnswer: AnswerLimits;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(store: DailyUseStore, limits: DailyLimits, ofAnswer: AnswerLimits, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#limits = limits;
    this.#ofAnswer = ofAnswer;
    this.#clock = clock;
  }

  /** Counts a question, or says which limit is reached. */
  async begin(personId: string): Promise<BegunUse | Exclude<ChatLimit, 'time'>> {
    const day = this.#clock.now().toISOString().slice(0, 10);
    const before = await this.#store.take(personId, day, (used) => {
      const allowed = this.#allowed(used);
      return typeof allowed === 'string' ? undefined : sum(used, setAside(allowed));
    });
    const allowance = this.#allowed(before);
    return typeof allowance === 'string'
      ? allowance
      : {
          allowance,
          end: async (used) => {
            if (used !== undefined) {
              await this.#store.add(personId, day, unused(allowance, used));
            }
          },
        };
  }

  #allowed(used: UsedAmounts): Allowance | Exclude<ChatLimit, 'time'> {
    const { messages, steps, tokens, cost } = this.#limits;
    const left = { steps: steps - used.steps, tokens: tokens - used.tokens };
    const money = cost === undefined ? undefined : cost - used.cost;
    if (used.messages >= messages) {
      return 'messages';
    }
    if (left.steps <= 0) {
      return 'steps';
    }
    if (left.tokens <= 0) {
      return 'tokens';
    }
    if (money !== undefined && money <= 0) {
      return 'cost';
    }
    return {
      steps: Math.min(left.steps, this.#ofAnswer.steps),
      tokens: Math.min(left.tokens, this.#ofAnswer.tokens),
      cost: lesser(money, this.#ofAnswer.cost),
    };
  }
}

function setAside({ steps, tokens, cost }: Allowance): UsedAmounts {
  return { messages: 1, steps, tokens, cost: cost ?? 0 };
}

/** What corrects the amounts that were set aside to those that were used. */
function unused({ steps, tokens, cost }: Allowance, used: ChatUsage): UsedAmounts {
  return {
    messages: 0,
    steps: used.steps - steps,
    tokens: used.inputTokens + used.outputTokens - tokens,
    cost: (used.cost ?? 0) - (cost ?? 0),
  };
}

function sum(one: UsedAmounts, other: UsedAmounts): UsedAmounts {
  return {
    messages: one.messages + other.messages,
    steps: one.steps + other.steps,
    tokens: one.tokens + other.tokens,
    cost: one.cost + other.cost,
  };
}

function lesser(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
