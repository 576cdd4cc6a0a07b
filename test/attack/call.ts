import { Agent } from 'node:http';
import { send, type HttpAnswer, type HttpRequest } from '../harness/http/http-request.js';
import { eras, readToolAnswer, toolRequest, type ToolAnswer } from '../harness/http/tool-call.js';
import { holds } from './attack.js';

const agent = new Agent({ keepAlive: true });
/** Within this time every call has an answer: the deadline of calls, and some for a busy machine. */
const MAX_ANSWER_MS = 40_000;

/** What the server made of a call; the status is undefined if the connection broke. */
interface TimedAnswer extends Omit<ToolAnswer, 'status'> {
  readonly status: number | undefined;
  readonly ms: number;
}

/** Sends one request; undefined if the connection breaks. Rejects with a breach if nothing comes in time. */
export async function ask(request: HttpRequest): Promise<HttpAnswer | undefined> {
  const signal = AbortSignal.timeout(MAX_ANSWER_MS);
  try {
    return await send(request, agent, signal);
  } catch {
    holds(!signal.aborted, `no answer in ${MAX_ANSWER_MS / 1000} s`);
    return undefined;
  }
}

/** As `ask`, where a broken connection is a breach. */
export async function answerTo(request: HttpRequest): Promise<HttpAnswer> {
  const answer = await ask(request);
  holds(answer !== undefined, 'the connection broke');
  return answer;
}

/** A JSON body and the header that says so. */
export function json(value: unknown): Pick<HttpRequest, 'headers'> & { readonly body: string } {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** The fields of a form and the header that says so. */
export function form(
  fields: Readonly<Record<string, string>>,
): Pick<HttpRequest, 'headers'> & { readonly body: string } {
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}

/** Calls a tool as a space's agent. */
export async function callTool(
  { urlOf, key }: { urlOf(this: void, space: string): string; readonly key: string },
  space: string,
  name: string,
  input: object,
): Promise<TimedAnswer> {
  const begun = performance.now();
  const answer = await ask(toolRequest({ url: urlOf(space), key, era: eras[0], name, input }));
  const ms = performance.now() - begun;
  return answer === undefined
    ? { status: undefined, isResult: false, isError: true, text: '', ms }
    : { ...readToolAnswer(answer), ms };
}

/** One line of how a call ended. */
export function outcomeOf({ status, isError, text, ms }: TimedAnswer): string {
  const kind =
    status === 200 ? (isError ? 'refused' : `answered, ${text.length} characters`) : `HTTP ${status}`;
  return `${kind} after ${Math.round(ms)} ms`;
}
