import type { AuthInfo } from '@modelcontextprotocol/server';
import type { ImageAnswer } from '../../tool.js';

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
  | 'conflict'
  | 'uncertain'
  | 'report'
  | 'internal';

/** An answer for the client: text, an image below it, and the data that the text is the JSON of, if any; with figures for operators. */
export interface ToolAnswer {
  readonly text: string;
  readonly image?: ImageAnswer['image'];
  readonly structured?: object;
  /** Data beside a text that is not its JSON; the client gets it with the text as `answer`. */
  readonly data?: object;
  readonly outcome: CallOutcome;
  /** The arguments as they were understood; absent where they could not be. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Requests sent to Notion. */
  readonly requestCount: number;
  /** Where a person can fix this call, and why they have to. The text contains both as well. */
  readonly connect?: { readonly reason: string; readonly link: string };
  /** What a person has to confirm, and the token that stands for their consent. */
  readonly confirm?: { readonly effect: string; readonly token: string };
  /** Seconds after which calling again makes sense. The text contains them as well. */
  readonly retrySeconds?: number;
}

/**
 * Why a call failed, where a program can do something about it that needs no model: open a link, wait, ask for a
 * confirmation. Undefined for other failures, which the text explains.
 */
export function reasonOf({ outcome, connect, confirm, retrySeconds }: ToolAnswer): object | undefined {
  if (confirm !== undefined) {
    return { reason: 'confirm', ...confirm };
  }
  switch (outcome) {
    case 'reconnect':
      return { reason: outcome, ...(connect === undefined ? {} : { link: connect.link }) };
    case 'wait':
      return {
        reason: outcome,
        ...(retrySeconds === undefined ? {} : { retry_after_seconds: retrySeconds }),
      };
    case 'unavailable':
      return { reason: outcome };
    default:
      return undefined;
  }
}

/** Pixels for which a model pays as much as for a character: 750 for a token of some four characters. */
const PIXELS_PER_CHARACTER = 187.5;

/** Length of an answer in characters. An image counts as the text that costs a model the same, not by its bytes. */
export function answerLength({ text, image }: ToolAnswer): number {
  return (
    text.length + (image === undefined ? 0 : Math.ceil((image.width * image.height) / PIXELS_PER_CHARACTER))
  );
}
