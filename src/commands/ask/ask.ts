import { toolsets } from '../../catalogue.js';
import { EXIT_FAILED, type Program } from '../../app/program.js';
import { stdioWorkspaces, timeZoneOf } from '../../app/stdio-server.js';
import type { IndexConfig } from '../../config/config.js';
import { quote } from '../../text/quote.js';
import { terminalText } from '../../text/terminal-text.js';
import type { Tool } from '../../tool.js';
import { askEach, toldBeside } from './ask-each.js';
import { showText } from './pager.js';

/** The tool behind each command, and the argument that its operand is. */
const ASKED = {
  search: { tool: 'notion_search', argument: 'query' },
  read: { tool: 'notion_read_page', argument: 'page' },
  query: { tool: 'notion_query_database', argument: 'database' },
  describe: { tool: 'notion_describe_database', argument: 'database' },
} as const;

interface AskConfig extends IndexConfig {
  readonly command: keyof typeof ASKED;
}

/** What one workspace answers. */
interface Answer {
  readonly workspace: string | undefined;
  readonly text: string;
  readonly boundary: string;
}

/** `search` asks every connected workspace; the others look for their page or database in one after the other. */
export async function askWorkspaces(config: AskConfig, program: Program): Promise<void> {
  const { tool, argument } = ASKED[config.command];
  const input = toolNamed(tool).input.safeParse({ [argument]: config.operand ?? '' });
  if (!input.success) {
    program.fail(`This is too long for ${config.command}.`, EXIT_FAILED);
  }
  const { workspacesOf, close } = await stdioWorkspaces({ ...config, command: 'stdio' }, program);
  const workspaces = workspacesOf(undefined);
  const cards = await workspaces.list();
  const ask = async (card: (typeof cards)[number] | undefined): Promise<Answer> => {
    const connection = await workspaces.open(card?.id);
    const notion = connection.openSession({ signal: new AbortController().signal });
    const boundary = program.randomText();
    try {
      const answer = await toolNamed(tool).run(input.data, {
        notion,
        workspaces: cards,
        now: new Date(),
        extraRequests: config.tools.extraRequests,
        readTimeZone: () => timeZoneOf(config.tools),
        boundary,
        openTextIndex: connection.textIndex,
      });
      return { workspace: card?.name, text: typeof answer === 'string' ? answer : '', boundary };
    } finally {
      notion.end();
    }
  };
  const all = config.command === 'search';
  const { answers, missed } = await askEach(cards.length === 0 ? [undefined] : cards, ask, { all });
  await close?.();
  for (const { workspace, error } of toldBeside({ answers, missed }, { all })) {
    process.stderr.write(
      `${quote(workspace ?? 'Notion')} did not answer: ${error.message.replaceAll('\n', ' ')}\n`,
    );
  }
  if (answers.length === 0) {
    throw missed.at(-1)?.error ?? new Error('A question went to no workspace.');
  }
  await print(answers, config, program);
  program.exit();
}

/** For scripts one JSON object a line, with the answer as a model gets it; for people the text. */
async function print(answers: readonly Answer[], { json }: AskConfig, program: Program): Promise<void> {
  if (json) {
    for (const { workspace, text } of answers) {
      program.print(`${JSON.stringify({ workspace, answer: text })}\n`);
    }
    return;
  }
  // Also false with NO_COLOR (no-color.org), and in a pipe.
  const isTerminal = process.stdout.isTTY && process.stdout.hasColors();
  const texts = answers.map(({ text, boundary }) => terminalText(text, { boundary, isTerminal }));
  await showText(`${texts.join('\n\n')}\n`, program);
}

function toolNamed(name: string): Tool {
  const tool = Object.values(toolsets)
    .flat()
    .find((one) => one.name === name);
  if (tool === undefined) {
    throw new Error(`There is no tool ${name}.`);
  }
  return tool;
}
