import { Agent } from 'node:http';
import { send } from './http-request.mjs';
import { complaintAbout, toolRequest } from './tool-request.mjs';

const agent = new Agent({ keepAlive: true });

/** The two calls that agents make most, for each space: find a page, and read it. */
export async function usualCalls(stage, era) {
  const calls = [];
  for (const space of stage.names) {
    const common = { url: stage.urlOf(space), key: stage.key, era };
    const search = { ...common, name: 'notion_search', input: { query: 'Release checklist' } };
    const { body } = await answered(search);
    const page = /https:\/\/[\w./-]*[0-9a-f]{32}/.exec(body)[0];
    calls.push(search, { ...common, name: 'notion_read_page', input: { page } });
  }
  return calls;
}

/** One answer, which must not be a complaint. */
export async function answered(call) {
  const answer = await send(toolRequest(call), agent);
  const complaint = complaintAbout(answer);
  if (complaint !== undefined) {
    throw new Error(`${call.name}: ${complaint}`);
  }
  return answer;
}

/** Milliseconds that one request took. */
export async function timed(request) {
  const begun = performance.now();
  const { status } = await send(request, agent);
  if (status !== 200) {
    throw new Error(`${request.url} answered ${status}.`);
  }
  return performance.now() - begun;
}
