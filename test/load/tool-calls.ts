import type { ChildProcess } from 'node:child_process';
import { Agent } from 'node:http';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { send, type HttpAnswer, type HttpRequest } from '../harness/http/http-request.js';
import { complaintAbout, toolRequest, type Era, type ToolCall } from '../harness/http/tool-call.js';
import { forkModule, nextMessage } from '../harness/processes/modules.js';
import type { Run } from '../harness/run.js';
import type { Stage } from '../harness/stage.js';
import { PAGE_TITLES } from './page-titles.js';

const agent = new Agent({ keepAlive: true });

/** Finds a page of the space. */
export function searchOf(stage: Stage, space: string, era: Era, query: string = PAGE_TITLES[0]): ToolCall {
  return { url: stage.urlOf(space), key: stage.key, era, name: 'notion_search', input: { query } };
}

/**
 * The two calls that agents make most: find a page, and read it. For each page of the space, because the requests of calls
 * that ask for the same at the same time are sent once.
 */
export async function usualCalls(stage: Stage, era: Era, space: string): Promise<readonly ToolCall[]> {
  const calls: ToolCall[] = [];
  for (const title of PAGE_TITLES) {
    const search = searchOf(stage, space, era, title);
    const { body } = await answered(search);
    const page = /https:\/\/[\w./-]*[0-9a-f]{32}/.exec(body)?.[0];
    calls.push(search, { ...search, name: 'notion_read_page', input: { page } });
  }
  return calls;
}

/** The bare server with its one tool, whose answers have this many characters. */
export async function startBareServer(
  run: Run,
  characters: number,
  era: Era,
): Promise<{ readonly child: ChildProcess; readonly echo: ToolCall }> {
  const child = run.keep(forkModule(new URL('bare-server.ts', import.meta.url), [String(characters)]));
  const { url } = await nextMessage<{ readonly url: string }>(child);
  return { child, echo: { url, era, name: 'echo', input: { query: PAGE_TITLES[0] } } };
}

/** The one REST request that this search needs, sent directly. */
export function restSearch(stage: Stage, { input }: Pick<ToolCall, 'input'>): HttpRequest {
  return {
    url: `${stage.notion.url}/v1/search`,
    method: 'POST',
    headers: {
      authorization: `Bearer ${SANDBOX_TOKEN}`,
      'content-type': 'application/json',
      'notion-version': '2026-03-11',
    },
    body: JSON.stringify({ page_size: 50, ...input }),
  };
}

/** One answer, which must not be a complaint. */
export async function answered(call: ToolCall): Promise<HttpAnswer> {
  const answer = await send(toolRequest(call), agent);
  const complaint = complaintAbout(answer);
  if (complaint !== undefined) {
    throw new Error(`${call.name}: ${complaint}`);
  }
  return answer;
}

/** Milliseconds that one request took. */
export async function timed(request: HttpRequest): Promise<number> {
  const begun = performance.now();
  const { status } = await send(request, agent);
  if (status !== 200) {
    throw new Error(`${request.url} answered ${status}.`);
  }
  return performance.now() - begun;
}
