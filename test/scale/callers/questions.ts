import { sumOf } from '../../harness/figures/statistics.js';
import { callTool } from '../../harness/http/tool-call.js';
import { TITLES } from '../notion/facts.js';
import type { ToolMix } from '../growth/assumptions.js';
import type { NotionCounts } from '../notion/notion-process.js';
import type { ScaleConnection } from '../stage.js';

/** A kind of call, as the mix and the figures name it. */
export type AskedTool = keyof ToolMix;

/** What a caller may ask. */
export interface ScaleQuestion {
  readonly tool: AskedTool;
  readonly name: string;
  readonly input: object;
  /** Whether the answer shows what only this space knows. */
  readonly expectsFact: boolean;
}

const TOOLS: Readonly<Record<AskedTool, (title: string, page: string) => Omit<ScaleQuestion, 'tool'>>> = {
  search: (title) => ({ name: 'notion_search', input: { query: title }, expectsFact: false }),
  read: (_title, page) => ({ name: 'notion_read_page', input: { page }, expectsFact: true }),
  searchInText: (title) => ({
    name: 'notion_search',
    input: { query: title, in_text: true },
    expectsFact: false,
  }),
};
const NAMES = Object.keys(TOOLS) as readonly AskedTool[];

/** What the callers of a space may ask: every tool about every page. */
export async function questionsOf(
  connection: ScaleConnection,
  url: string,
): Promise<readonly ScaleQuestion[]> {
  const questions: ScaleQuestion[] = [];
  for (const title of TITLES) {
    const text = await answerTo(TOOLS.search(title, ''), connection, url);
    const [page] = /https:\/\/[\w./-]*[0-9a-f]{32}/.exec(text) ?? [];
    if (page === undefined) {
      throw new Error(`${connection.space} does not find its page ${title}.`);
    }
    questions.push(...NAMES.map((tool) => ({ tool, ...TOOLS[tool](title, page) })));
  }
  return questions;
}

/** Requests to Notion that each tool takes, once what can be remembered is. `count` gives Notion's counts so far. */
export async function requestsOfTools(
  questions: readonly ScaleQuestion[],
  connection: ScaleConnection,
  url: string,
  count: () => Promise<NotionCounts>,
): Promise<Readonly<Record<AskedTool, number>>> {
  const countRequests = async (): Promise<number> => sumOf((await count()).budgets, ({ used }) => used);
  const counted = { search: 0, read: 0, searchInText: 0 };
  for (const tool of NAMES) {
    const question = questions.find((each) => each.tool === tool);
    if (question !== undefined) {
      await answerTo(question, connection, url);
      const before = await countRequests();
      await answerTo(question, connection, url);
      counted[tool] = (await countRequests()) - before;
    }
  }
  return counted;
}

async function answerTo(
  { name, input }: Omit<ScaleQuestion, 'tool'>,
  { key }: ScaleConnection,
  url: string,
): Promise<string> {
  return (await callTool({ url: `${url}/mcp`, key, era: '2026-07-28', name, input })).text;
}
