import { instructions, tools } from './catalogue.js';
import type { Config } from './config/config.js';
import { startHttpServer, type RunningHttpServer } from './mcp/http.js';
import type { Log } from './mcp/log.js';
import { createServerFactory } from './mcp/server.js';
import { createConnection } from './notion/connection.js';
import { SANDBOX_TOKEN, startSandbox } from './sandbox/server.js';

/** What the demo needs of the program. */
export interface DemoOptions {
  readonly config: Extract<Config, { command: 'demo' }>;
  readonly version: string;
  readonly log: Log;
  readonly randomText: () => string;
  /** Writes to the terminal. */
  readonly write: (text: string) => void;
  /** Resolves when the person wants to stop. */
  readonly stopped: Promise<void>;
}

/** The three questions shown: find something, ask a database, read a page. `PAGE` is the first URL that the search found. */
const QUESTIONS: readonly { readonly tool: string; readonly arguments: Record<string, unknown> }[] = [
  { tool: 'notion_search', arguments: { query: 'deploy guide', limit: 3 } },
  {
    tool: 'notion_query_database',
    arguments: {
      database: 'Tasks',
      where: [
        { property: 'Status', operator: 'equals', value: 'In progress' },
        { property: 'Priority', operator: 'equals', value: ['Urgent', 'High'] },
      ],
      sort: [{ property: 'Due', direction: 'ascending' }],
      columns: ['Assignee', 'Due', 'Project', 'Project stage'],
      limit: 5,
    },
  },
  { tool: 'notion_read_page', arguments: { page: 'PAGE', max_chars: 4000 } },
];

/** Shows the tools on a made-up workspace over real MCP requests and, unless asked to do so once, goes on serving it. */
export async function runDemo({
  config,
  version,
  log,
  randomText,
  write,
  stopped,
}: DemoOptions): Promise<void> {
  const sandbox = await startSandbox();
  const server = await startHttpServer({
    ...config.http,
    ...(config.once ? { port: 0 } : {}),
    createServer: createServerFactory({
      connection: createConnection({
        token: SANDBOX_TOKEN,
        apiUrl: sandbox.url,
        deadlineMilliseconds: config.callDeadlineMilliseconds,
      }),
      tools,
      instructions,
      version,
      log,
      now: () => new Date(),
      randomText,
    }),
    log,
    drainMilliseconds: 0,
  });
  write(`notion-rest-mcp ${version} on a made-up workspace (no Notion account needed)\n`);
  let page = '';
  for (const question of QUESTIONS) {
    const text = JSON.stringify(question.arguments).replace('PAGE', page);
    const requests = sandbox.requests.length;
    const answer = await callTool(server, question.tool, JSON.parse(text), config.http.authToken);
    page ||= /https:\/\/\S+/.exec(answer)?.[0] ?? '';
    write(`\n▶ ${question.tool} ${text}\n\n${answer}\n`);
    write(`\n  (${sandbox.requests.length - requests} requests to Notion's API)\n`);
  }
  if (!config.once) {
    write(attachHelp(server.url, sandbox.url));
    await stopped;
  }
  await server.close();
  await sandbox.close();
}

/** One call in the 2026-07-28 form of the protocol: a single request without any opening. */
async function callTool(
  server: RunningHttpServer,
  name: string,
  input: unknown,
  authToken: string | undefined,
): Promise<string> {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': name,
      ...(authToken === undefined ? {} : { authorization: `Bearer ${authToken}` }),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name,
        arguments: input,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
    }),
  });
  const { result } = (await response.json()) as { result?: { content: { text: string }[] } };
  if (result === undefined) {
    throw new Error(`The demo's own call of ${name} failed with HTTP ${response.status}.`);
  }
  return result.content.map(({ text }) => text).join('\n');
}

function attachHelp(serverUrl: string, sandboxUrl: string): string {
  return `
Serving this workspace at ${serverUrl} until you press Ctrl+C. Attach

  Claude Code     claude mcp add --transport http notion-demo ${serverUrl}
  Inspector       npx @modelcontextprotocol/inspector --cli ${serverUrl} --transport http --method tools/list
  Claude Desktop  in claude_desktop_config.json:
    { "mcpServers": { "notion-demo": {
        "command": "node", "args": ["${process.argv[1]}", "stdio"],
        "env": { "NOTION_TOKEN": "${SANDBOX_TOKEN}", "NOTION_API_URL": "${sandboxUrl}" } } } }

With your own workspace: NOTION_TOKEN=ntn_… notion-rest-mcp stdio
`;
}
