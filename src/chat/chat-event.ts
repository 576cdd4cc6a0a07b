/** One call of a tool, as it is told to people and to scripts. */
export interface ChatToolCall {
  /** The tool's own name, without the server's. */
  readonly tool: string;
  readonly server: string;
  readonly arguments: unknown;
  /** What the tool answered, cut to what the model was given; for a failed call, why it failed. */
  readonly result: string;
  readonly failed: boolean;
  readonly seconds: number;
}

/** A call that changes something, or may, and waits for the person's yes or no. */
export interface ChatConfirmation {
  /** The call's id, as in its other events. */
  readonly id: string;
  readonly server: string;
  readonly tool: string;
  readonly arguments: unknown;
  /** What the call would do: the answer of a dry run where the tool has one, else its arguments. Foreign text. */
  readonly preview: string;
}

/** What ends an answer before the model has ended it. */
export type ChatLimit = 'messages' | 'steps' | 'tokens' | 'cost' | 'time';

/**
 * Why there is no whole answer. `denied`: the key is not accepted. `refused`: the model, or its endpoint, does not take the
 * question. `busy`: too many requests, also after waiting. `unavailable`: the endpoint fails, or cannot be reached. `late`:
 * it did not answer in time. `cut`: the answer broke off. `malformed`: it is no answer, or too large a one. `empty`: the
 * model said nothing. `stopped`: the person stopped it. `unkept`: the conversation could not be stored with it.
 */
export type ChatFailureReason =
  | 'denied'
  | 'refused'
  | 'busy'
  | 'unavailable'
  | 'late'
  | 'cut'
  | 'malformed'
  | 'empty'
  | 'stopped'
  | 'unkept';

/**
 * What happens while an answer is made, in the order in which it happens. Calls may run side by side: `id` says which is
 * meant. The last event is `done`, also after `limit` and `failed`, with what there is until then. Every text in it but
 * `message` and `reason` is foreign: the model's, a server's or Notion's.
 */
export type ChatEvent =
  | { readonly type: 'text'; readonly delta: string }
  | {
      readonly type: 'tool-call';
      readonly id: string;
      readonly server: string;
      readonly tool: string;
      readonly arguments: unknown;
    }
  | ({ readonly type: 'confirm' } & ChatConfirmation)
  | {
      readonly type: 'tool-result';
      readonly id: string;
      readonly server: string;
      readonly tool: string;
      readonly result: string;
      readonly failed: boolean;
      readonly seconds: number;
    }
  | { readonly type: 'server-left-out'; readonly server: string; readonly reason: string }
  | { readonly type: 'limit'; readonly limit: ChatLimit; readonly message: string }
  | { readonly type: 'failed'; readonly reason: ChatFailureReason; readonly message: string }
  | {
      readonly type: 'done';
      readonly response: string;
      readonly toolCalls: readonly ChatToolCall[];
      /** Servers of which a tool was called, each once, in the order of their first call. */
      readonly serversUsed: readonly string[];
      /** What the model's endpoint has counted, or an estimate where it does not count. */
      readonly usage: ChatUsage;
    };

/** What an answer has taken. */
export interface ChatUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Model requests; calls of tools lie between them. */
  readonly steps: number;
  /** In the unit of the configured prices; undefined without prices. */
  readonly cost: number | undefined;
}
