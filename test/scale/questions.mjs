import { Agent } from 'node:http';
import { send } from '../load/http-request.mjs';
import { toolRequest } from '../load/tool-request.mjs';
import { TITLES } from './facts.mjs';
import { readAnswer } from './read-answer.mjs';

/**
 * What the callers of a space ask, a third each: to search by title, to read a page, and to look into the texts of pages,
 * which takes as many requests as there are pages.
 */
export async function questionsOf({ space, key }, url) {
  const agent = new Agent();
  const search = (query) => ({ name: 'notion_search', input: { query } });
  const questions = [];
  for (const title of TITLES) {
    const request = toolRequest({ url: `${url}/mcp`, key, era: '2026-07-28', ...search(title) });
    const { text } = readAnswer(await send(request, agent));
    const [page] = /https:\/\/[\w./-]*[0-9a-f]{32}/.exec(text ?? '') ?? [];
    if (page === undefined) {
      throw new Error(`${space} does not find its page ${title}.`);
    }
    questions.push(
      { ...search(title), expectsFact: false },
      { name: 'notion_read_page', input: { page }, expectsFact: true },
      { name: 'notion_search', input: { query: title, in_text: true }, expectsFact: false },
    );
  }
  return questions;
}
