import { Agent } from 'node:http';
import { send } from '../load/http-request.mjs';
import { toolRequest } from '../load/tool-request.mjs';
import { TITLES } from './facts.mjs';
import { readAnswer } from './read-answer.mjs';

const agent = new Agent();

/** What the callers can ask. */
const TOOLS = {
  search: (title) => ({ name: 'notion_search', input: { query: title }, expectsFact: false }),
  read: (_title, page) => ({ name: 'notion_read_page', input: { page }, expectsFact: true }),
  searchInText: (title) => ({
    name: 'notion_search',
    input: { query: title, in_text: true },
    expectsFact: false,
  }),
};

/** What the callers of a space may ask: every tool about every page. */
export async function questionsOf(connection, url) {
  const questions = [];
  for (const title of TITLES) {
    const text = await answerTo(TOOLS.search(title), connection, url);
    const [page] = /https:\/\/[\w./-]*[0-9a-f]{32}/.exec(text ?? '') ?? [];
    if (page === undefined) {
      throw new Error(`${connection.space} does not find its page ${title}.`);
    }
    questions.push(...Object.entries(TOOLS).map(([tool, ask]) => ({ tool, ...ask(title, page) })));
  }
  return questions;
}

/** Requests to Notion that each tool takes, once what can be remembered is. `countRequests` tells those so far. */
export async function requestsOfTools(questions, connection, url, countRequests) {
  const counted = {};
  for (const tool of Object.keys(TOOLS)) {
    const question = questions.find((each) => each.tool === tool);
    await answerTo(question, connection, url);
    const before = await countRequests();
    await answerTo(question, connection, url);
    counted[tool] = (await countRequests()) - before;
  }
  return counted;
}

async function answerTo({ name, input }, { key }, url) {
  const request = toolRequest({ url: `${url}/mcp`, key, era: '2026-07-28', name, input });
  return readAnswer(await send(request, agent)).text;
}
