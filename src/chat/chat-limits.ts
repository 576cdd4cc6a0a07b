/** How far an answer, and a conversation, may go. */
export interface ChatLimits {
  /** Questions of one conversation. */
  readonly messages: number;
  /** Requests to the model for one answer; each may call several tools. */
  readonly steps: number;
  /** Tokens of one answer, in and out, over all its steps. */
  readonly tokens: number;
  /** Of one answer, in the unit of the prices; undefined where it has none. */
  readonly cost: number | undefined;
  /** Of one answer, without the time in which it waits for the person. */
  readonly seconds: number;
}

/** What a million tokens cost, in any one currency. */
export interface ChatPrices {
  readonly input: number;
  readonly output: number;
}

/** Characters of a question. */
export const MAX_QUESTION_CHARACTERS = 20_000;
