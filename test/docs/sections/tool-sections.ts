import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { format } from 'prettier';
import { tools, toolsets } from '../../../src/catalogue.js';
import { listTool } from '../../../src/mcp/calls/tool-listing.js';
import type { Tool } from '../../../src/tool.js';
import { firstUrl, startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';
import { hostedHalf } from '../../support/upstream/hosted-half.js';
import { fenced, table } from '../markdown.js';
import { argumentTable } from './argument-rows.js';
import { plainCall } from './plain-call.js';
import { toolExamples, type ToolExample } from './tool-examples.js';

/** JSON of the calls, as wide as the page shows it. */
const CALL_WIDTH = 100;

/** The tool whose call the README begins with. */
const SHOWN_FIRST = 'notion_query_database';

/** What pages hold of the catalogue: a table of all tools, what the list costs, and a section for each tool. */
export async function toolSections(): Promise<[string, string][]> {
  const sandbox = await startToolSandbox();
  const both = await startToolSandbox({}, {}, { hosted: hostedHalf(false) });
  try {
    const sections: [string, string][] = [
      ['tools', toolTable()],
      ['tool list tokens', listTokens()],
    ];
    // One after the other: each starts from nothing known, so that its requests are its own.
    for (const tool of Object.values(toolsets).flat()) {
      const isHosted = toolsets['hosted']?.includes(tool) === true;
      const shown = await showTool(tool, isHosted ? both : sandbox);
      sections.push([`tool ${tool.name}`, toolSection(tool, shown)]);
      if (tool.name === SHOWN_FIRST) {
        sections.push(['first example', firstExample(tool, exampleOf(tool).input, shown)]);
      }
    }
    return sections;
  } finally {
    await both.close();
    await sandbox.close();
  }
}

function toolTable(): string {
  const hint = (value: boolean): string => (value ? 'yes' : 'no');
  const rows = Object.entries(toolsets).flatMap(([toolset, members]) =>
    members.map((tool) => {
      const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = tool.annotations;
      return [
        `[\`${tool.name}\`](#${tool.name})`,
        tool.title,
        `\`${toolset}\``,
        ...[readOnlyHint, destructiveHint, idempotentHint, openWorldHint].map((value) => hint(value)),
        String(tokensOf(listTool(tool))),
      ];
    }),
  );
  const head = ['tool', 'title', 'toolset', 'read-only', 'destructive', 'idempotent', 'open world', 'tokens'];
  return table(head, rows);
}

function listTokens(): string {
  const tokens = tokensOf({ tools: tools.map((tool) => listTool(tool)) });
  return `The whole list for one workspace costs a model ${tokens.toLocaleString('en')} tokens (o200k), as counted by \`npm run docs\`.`;
}

/** A call and what came of it. */
interface ShownCall {
  /** JSON. */
  readonly input: string;
  readonly answer: string;
  readonly cost: string;
}

function exampleOf(tool: Tool): ToolExample {
  const example = toolExamples[tool.name];
  if (example === undefined) {
    throw new Error(`test/docs/sections/tool-examples.ts has no call of ${tool.name}.`);
  }
  return example;
}

async function showTool(tool: Tool, sandbox: ToolSandbox): Promise<ShownCall> {
  const { page: words, input, workspaces } = exampleOf(tool);
  const page = words === undefined ? '' : firstUrl(await sandbox.call('notion_search', { query: words }));
  const id = /[0-9a-f]{32}$/.exec(page)?.[0] ?? '';
  const text = JSON.stringify(input).replaceAll('PAGE_ID', id).replaceAll('PAGE', page);
  sandbox.restart();
  const answer = await sandbox.call(tool.name, JSON.parse(text) as object, workspaces);
  const requests = sandbox.requests();
  return {
    input: (await format(text, { parser: 'json', printWidth: CALL_WIDTH })).trim(),
    answer,
    cost: `${countTokens(answer).toLocaleString('en')} tokens, ${requests} ${requests === 1 ? 'request' : 'requests'} to Notion`,
  };
}

function toolSection(tool: Tool, { input, answer, cost }: ShownCall): string {
  return [
    tool.description,
    argumentTable(tool),
    fenced('json', input),
    `answers (${cost}):`,
    tool.output === undefined
      ? fenced('text', answer)
      : fenced('json', JSON.stringify(JSON.parse(answer), undefined, 2)),
  ].join('\n\n');
}

function firstExample(tool: Tool, input: ToolExample['input'], { answer, cost }: ShownCall): string {
  return `${fenced('text', `${plainCall(tool.name, input)}\n\n${answer}`)}\n\n${cost}, and the answer says that it is complete.`;
}

function tokensOf(value: unknown): number {
  return countTokens(JSON.stringify(value));
}
