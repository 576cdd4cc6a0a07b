import type { HttpAnswer } from '../../harness/http/http-request.js';
import { readToolAnswer } from '../../harness/http/tool-call.js';

/** A client that was told no time comes again after so long. */
const UNTOLD_WAIT_SECONDS = 2;
/** What a load balancer says of a server that broke off. */
const BAD_GATEWAY = 502;

/**
 * What a sensible client makes of an HTTP answer: `answered`, `wait` and come again (the budget is used up, too many calls
 * run, or something is away for a moment), `late` (the call's deadline came first), `broken` (nobody knows whether it
 * arrived), or `wrong`.
 */
export type ReadAnswer =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'wait'; readonly why: string; readonly seconds: number }
  | { readonly kind: 'late'; readonly seconds: number }
  | { readonly kind: 'broken' }
  | { readonly kind: 'wrong'; readonly what: string };

export function readAnswer(answer: HttpAnswer): ReadAnswer {
  const { status, headers } = answer;
  if (status === BAD_GATEWAY) {
    return { kind: 'broken' };
  }
  if (status === 429 || status === 503) {
    const seconds = Number(headers['retry-after'] ?? UNTOLD_WAIT_SECONDS);
    return { kind: 'wait', why: `HTTP ${status}`, seconds };
  }
  const { isResult, isError, text } = readToolAnswer(answer);
  if (!isResult) {
    return { kind: 'wrong', what: `HTTP ${status}` };
  }
  if (!isError) {
    return { kind: 'answered', text };
  }
  if (/ within this call's \d+ s\./.test(text)) {
    return { kind: 'late', seconds: UNTOLD_WAIT_SECONDS };
  }
  const [, told] = /Call again in (\d+|a few) s/.exec(text) ?? [];
  const [first = ''] = text.split('\n');
  return told === undefined
    ? { kind: 'wrong', what: first }
    : { kind: 'wait', why: first, seconds: told === 'a few' ? UNTOLD_WAIT_SECONDS : Number(told) };
}
