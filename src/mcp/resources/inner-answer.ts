import { RequestError } from '../calls/protocol.js';
import { reasonOf, type ToolAnswer } from '../calls/tool-answer.js';

/** The answer of a tool that went well. Throws another as an error of the protocol: these requests have no `isError`. */
export function succeeded(answer: ToolAnswer): ToolAnswer {
  if (answer.outcome === 'ok') {
    return answer;
  }
  const isAsked = ['input', 'access'].includes(answer.outcome);
  throw new RequestError(isAsked ? 'invalidParams' : 'internalError', answer.text, reasonOf(answer));
}
