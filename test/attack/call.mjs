import { Agent } from 'node:http';
import { send } from '../load/http-request.mjs';
import { eras, toolRequest } from '../load/tool-request.mjs';
import { holds } from './breach.mjs';

const agent = new Agent({ keepAlive: true });
/** Milliseconds within which every call has an answer: the deadline of calls, and some for a busy machine. */
const MAX_ANSWER_MS = 40_000;

/** Sends one request; undefined if the connection breaks. Rejects with a breach if nothing comes in time. */
export async function ask(request, own = agent) {
  const signal = AbortSignal.timeout(MAX_ANSWER_MS);
  try {
    return await send(request, own, signal);
  } catch {
    holds(!signal.aborted, `no answer in ${MAX_ANSWER_MS / 1000} s`);
    return undefined;
  }
}

/** Calls a tool as a space's agent; gives the text, whether it is an error, and the milliseconds that it took. */
export async function callTool({ urlOf, key }, space, name, input, overrides = {}) {
  const begun = performance.now();
  const request = toolRequest({ url: urlOf(space), key, era: eras[0], name, input, ...overrides });
  const answer = await ask(request);
  const ms = performance.now() - begun;
  if (answer?.status !== 200) {
    return { status: answer?.status, text: answer?.body ?? '', isError: true, ms };
  }
  const { body } = answer;
  const json = body.startsWith('{') ? body : body.slice(body.lastIndexOf('data: ') + 'data: '.length);
  const { result, error } = JSON.parse(json);
  return {
    status: 200,
    text: result?.content?.[0]?.text ?? error?.message ?? '',
    isError: result?.isError === true || error !== undefined,
    ms,
  };
}

/** One line of how a call ended. */
export function outcomeOf({ status, isError, text, ms }) {
  const kind =
    status === 200 ? (isError ? 'refused' : `answered, ${text.length} characters`) : `HTTP ${status}`;
  return `${kind} after ${Math.round(ms)} ms`;
}
