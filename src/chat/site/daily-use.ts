import { LRUCache } from 'lru-cache';
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

/** Persons whose use is remembered. One who is forgotten begins anew, so there are far more of them than of a server's people. */
const MAX_PEOPLE = 100_000;

interface Use {
  readonly day: string;
  messages: number;
  steps: number;
  tokens: number;
  cost: number;
}

/** A question that has begun: what it may take is set aside until it ends. */
interface Begun {
  readonly allowance: Allowance;
  /** Gives back what was not taken. */
  end(used: ChatUsage | undefined): void;
}

/** Counts what each person uses in a day, in this process. What an answer may take counts as taken while it runs. */
export class DailyUse {
  readonly #uses = new LRUCache<string, Use>({ max: MAX_PEOPLE });
  readonly #limits: DailyLimits;
  readonly #ofAnswer: AnswerLimits;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(limits: DailyLimits, ofAnswer: AnswerLimits, clock: Pick<Clock, 'now'>) {
    this.#limits = limits;
    this.#ofAnswer = ofAnswer;
    this.#clock = clock;
  }

  /** Counts a question, or says which limit is reached. */
  begin(personId: string): Begun | Exclude<ChatLimit, 'time'> {
    const use = this.#today(personId);
    const { messages, steps, tokens, cost } = this.#limits;
    const left = { steps: steps - use.steps, tokens: tokens - use.tokens };
    const money = cost === undefined ? undefined : cost - use.cost;
    if (use.messages >= messages) {
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
    const allowance = {
      steps: Math.min(left.steps, this.#ofAnswer.steps),
      tokens: Math.min(left.tokens, this.#ofAnswer.tokens),
      cost: lesser(money, this.#ofAnswer.cost),
    };
    use.messages += 1;
    use.steps += allowance.steps;
    use.tokens += allowance.tokens;
    use.cost += allowance.cost ?? 0;
    return {
      allowance,
      end: (used) => {
        // Without a count nothing is given back.
        if (used !== undefined) {
          use.steps += used.steps - allowance.steps;
          use.tokens += used.inputTokens + used.outputTokens - allowance.tokens;
          use.cost += (used.cost ?? 0) - (allowance.cost ?? 0);
        }
      },
    };
  }

  #today(personId: string): Use {
    const day = this.#clock.now().toISOString().slice(0, 10);
    const known = this.#uses.get(personId);
    if (known?.day === day) {
      return known;
    }
    const use = { day, messages: 0, steps: 0, tokens: 0, cost: 0 };
    this.#uses.set(personId, use);
    return use;
  }
}

function lesser(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
