import type { AuthInfo } from '@modelcontextprotocol/server';

/** A tool call as sent by the client, unvalidated. */
export interface ConsentCall {
  readonly caller: AuthInfo | undefined;
  readonly tool: string;
  readonly arguments: unknown;
}

/** How a tool call ended, for logs and telemetry. `internal` is an unexpected failure. */
export type CallOutcome =
  | 'ok'
  | 'cancelled'
  | 'input'
  | 'access'
  | 'reconnect'
  | 'wait'
  | 'unavailable'
  | 'too_large'
  | 'report'
  | 'internal';

/** An answer for the client: text, and the data that the text is the JSON of, if any; with figures for operators. */
export interface ToolAnswer {
  readonly text: string;
  readonly structured?: object;
  readonly outcome: CallOutcome;
  /** The arguments as they were understood; absent where they could not be. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Requests sent to Notion. */
  readonly requestCount: number;
  /** Where a person can fix this call, and why they have to. The text contains both as well. */
  readonly connect?: { readonly reason: string; readonly link: string };
}
