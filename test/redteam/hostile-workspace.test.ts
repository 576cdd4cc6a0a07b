import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ToolError } from '../../src/errors.js';
import { toolsets } from '../../src/catalogue.js';
import { revealInvisible } from '../../src/text/invisible.js';
import { BOUNDARY, NOW, startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';
import { CANARY, hostileTexts } from './hostile-texts.js';
import { hostileWorkspace, type HostileWorkspace } from './hostile-workspace.js';
import { checkRefusal, parseStrictly, type StrictAnswer } from './strict-answer.js';

let hostile: HostileWorkspace;
let notion: ToolSandbox;

beforeAll(async () => {
  hostile = hostileWorkspace(NOW);
  notion = await startToolSandbox({ workspace: hostile.workspace }, { requestsPerWindow: 100_000 });
});

afterAll(() => notion.close());

/** Calls a tool and takes its answer apart; a refusal must be one of the server's own. */
async function ask(
  tool: string,
  input: Readonly<Record<string, unknown>>,
): Promise<StrictAnswer | undefined> {
  try {
    const text = await notion.call(tool, input);
    const most = Number(input['max_chars'] ?? Number.POSITIVE_INFINITY);
    expect(text.length).toBeLessThanOrEqual(most);
    return parseStrictly(text);
  } catch (error) {
    if (!(error instanceof ToolError)) {
      throw error;
    }
    checkRefusal(error.message, error.advice);
    return undefined;
  }
}

/** Calls that put every hostile text into an answer of each tool; a tool that is not here is called by its arguments' names. */
function inputsOf(tool: string, shape: object): Readonly<Record<string, unknown>>[] {
  const { pages, dataSources, ambiguous, columns } = hostile;
  const databases = dataSources.map((id) => `collection://${id}`);
  const asked = [...databases, ambiguous, `${CANARY} wide`, `${CANARY} wid`, ...hostileTexts.slice(0, 3)];
  switch (tool) {
    case 'notion_read_page':
      return pages.flatMap((page, at) => [
        { page, max_chars: at % 2 === 0 ? 50_000 : 2000, include_comments: true },
        ...(at % 8 === 0
          ? [
              { page, find: CANARY },
              { page, section: CANARY, max_chars: 5000 },
              { page, section: 'no such heading' },
            ]
          : []),
      ]);
    case 'notion_query_database':
      return databases.flatMap((database) => [
        { database },
        { database, columns: ['*'], limit: 3 },
        { database, columns: columns.slice(0, 20), limit: 50 },
        { database, columns: ['no such column'] },
        { database, where: [{ property: 'Status', operator: 'equals', value: 'no such option' }] },
        { database, where: [{ property: columns[1], operator: 'sounds like', value: 'x' }] },
        { database, where: [{ property: 'Related', operator: 'contains', value: CANARY }] },
        ...columns.slice(0, 8).map((column) => ({ database, count_by: column })),
        ...['Status', 'Related', 'Number'].map((column) => ({ database, count_by: column })),
      ]);
    default: {
      const names = Object.keys(shape);
      // Nobody can know the boundary before the answer, not even who asks.
      const words = hostileTexts
        .filter((text, at) => at % 3 === 0 && !text.toLowerCase().includes(BOUNDARY))
        .map((text) => text.slice(0, 200));
      const one = (name: string, values: readonly string[]): Readonly<Record<string, unknown>>[] =>
        names.includes(name) ? values.map((value) => ({ [name]: value })) : [];
      const calls = [
        // Some pages of each kind: such calls may cost a request for each block.
        ...one(
          'page',
          pages.filter((_, at) => at % 12 === 1),
        ),
        ...one('id', pages),
        ...one('database', asked),
        ...one('query', ['', CANARY, ...words]),
        ...(names.includes('in_text') ? [{ query: `${CANARY} server`, in_text: true, limit: 50 }] : []),
      ];
      return calls.length === 0 ? [{}] : calls;
    }
  }
}

/** Data for a program: titles are on their own there, but nothing is invisible in them, and a text has the one shape. */
function checkData(output: z.ZodObject, data: unknown): void {
  const { text, title, results } = z
    .object({
      text: z.string().optional(),
      title: z.string().optional(),
      results: z.array(z.object({ title: z.string() })).optional(),
    })
    .parse(data);
  expect(output.safeParse(data).success).toBe(true);
  for (const name of [title ?? '', ...(results ?? []).map((result) => result.title)]) {
    expect(revealInvisible(name)).toBe(name);
    expect(name).not.toContain('\n');
  }
  if (text !== undefined) {
    parseStrictly(text);
  }
}

/** Those of the hosted server stand in hosted/hostile-hosted.test.ts. */
const overRest = Object.entries(toolsets).flatMap(([name, some]) => (name === 'hosted' ? [] : some));

describe.each(overRest)('$name', ({ name, input, output }) => {
  it('answers in the one shape whatever strangers wrote', async () => {
    let answers = 0;
    let withContent = 0;
    for (const arguments_ of inputsOf(name, input.shape)) {
      if (output !== undefined) {
        checkData(output, JSON.parse(await notion.call(name, arguments_)));
        continue;
      }
      const answer = await ask(name, arguments_);
      answers += answer === undefined ? 0 : 1;
      withContent += answer?.content?.includes(CANARY) === true ? 1 : 0;
    }
    if (output === undefined && name !== 'notion_list_workspaces') {
      expect(answers).toBeGreaterThan(0);
      expect(withContent).toBeGreaterThan(0);
    }
  });
});
