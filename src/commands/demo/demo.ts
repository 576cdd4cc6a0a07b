import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoConfig } from '../../config/config.js';
import { parseSpaceId, type SpaceId } from '../../ids.js';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../sandbox/oauth/options.js';
import { demoWorkspace } from '../../sandbox/seed/demo-workspace.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../sandbox/server.js';
import { giveConsent } from './browser.js';
import { connectHosted, demoHosted, hostedQuestions } from './hosted.js';
import type { Question } from './question.js';
import { DEMO_READS } from './demo-reads.js';
import { startServer } from '../../app/http-server.js';
import { spacesServerSetup } from '../../app/multi-space-server.js';
import { withChat } from '../serving/with-chat.js';
import { thisProgram } from '../install/this-program.js';
import type { Program } from '../../app/program.js';
import { loadWriteTools } from '../../app/changes/change-support.js';
import { servedTools } from '../../app/served-tools.js';

/** "Create a new page titled Weekly Report in my Work database." */
const WRITE: Question = {
  tool: 'notion_create_pages',
  arguments: { parent: 'Work', pages: [{ title: 'Weekly Report' }] },
};

/** The space that the demo connects a workspace to. */
const SPACE = 'demo';

/**
 * Demonstrates the whole flow on a made-up workspace, over real HTTP: a service key, Notion's consent, and a
 * few calls, one of which changes something: nothing here is anybody's. Keeps serving afterwards unless `--once` is given.
 */
export async function runDemo(config: DemoConfig, program: Program): Promise<void> {
  const { version, print } = program;
  // Output is the purpose of this command.
  const quiet: Program = { ...program, log: { ...program.log, info: () => {} } };
  const served = servedTools(config.tools, await loadWriteTools(config.writes));
  const telemetry = await program.startTelemetry();
  const sandbox = await startSandbox({ workspace: demoWorkspace(), oauth: {} });
  const folder = await mkdtemp(join(tmpdir(), 'notion-rest-mcp-demo-'));
  const http = { ...config.http, port: await freePort(config.http.host, config.once ? 0 : config.http.port) };
  const publicUrl = `http://${http.host}:${http.port}`;
  const { setup, store } = await spacesServerSetup(
    await withChat(
      {
        storage: { folder, keys: [randomBytes(32).toString('base64')] },
        oauth: { clientId: SANDBOX_CLIENT_ID, clientSecret: SANDBOX_CLIENT_SECRET },
        hosted: config.hosted ? demoHosted(sandbox) : undefined,
        publicUrl,
        returnOrigins: [],
        audit: { reads: false, days: undefined, failure: 'open' },
      },
      config.chat,
      served,
      program,
    ),
    { ...config, apiUrl: sandbox.url, http },
    quiet,
  );
  const server = await startServer(setup, { ...config, http }, served, quiet);
  try {
    print(`notion-rest-mcp ${version} on a made-up workspace (no Notion account needed)\n`);
    const { key } = await store.serviceKeys.create(requireSpace(SPACE), 'demo');
    print(
      `\nA service key for the space "${SPACE}" is made, and a call before anything is connected answers:\n\n`,
    );
    const unconnected = await callTool(server.url, 'notion_search', {}, key);
    print(
      `${indented(unconnected)}\n\nA browser opens that link, allows access on Notion's page and comes back. From now on:\n`,
    );
    await giveConsent(/https?:\S+/.exec(unconnected)?.[0] ?? '');
    await showAnswers(
      server.url,
      key,
      sandbox,
      config.writes === undefined ? DEMO_READS : [...DEMO_READS, WRITE],
      print,
    );
    if (config.hosted) {
      print(
        "\nThe person signs in to Notion's own MCP server too, which knows the same workspace. From now on both answer:\n",
      );
      await connectHosted(publicUrl, SPACE, key);
      await showAnswers(server.url, key, sandbox, hostedQuestions(sandbox), print);
    }
    if (!config.once) {
      print(connectionHelp(server.url, sandbox.url, key));
      print(chatHelp(publicUrl, config.chat !== undefined));
      await program.stopRequested();
    }
  } finally {
    await server.close();
    await telemetry.end();
    await setup.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function showAnswers(
  url: string,
  key: string,
  sandbox: Sandbox,
  questions: readonly Question[],
  print: (text: string) => void,
): Promise<void> {
  let page = '';
  for (const question of questions) {
    const text = JSON.stringify(question.arguments).replace('PAGE', page);
    const requests = sandbox.requests.length;
    const calls = sandbox.hosted.callsOf();
    const answer = await callTool(url, question.tool, JSON.parse(text), key);
    page ||= /https:\/\/\S+/.exec(answer)?.[0] ?? '';
    print(`\n▶ ${question.tool} ${text}\n\n${answer}\n`);
    const sent = sandbox.requests.length - requests;
    const passed = sandbox.hosted.callsOf() - calls;
    const more = passed === 0 ? '' : `, ${counted(passed, 'call')} of its hosted server`;
    print(`\n  (${counted(sent, 'request')} to Notion's API${more})\n`);
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

/** One call in the 2026-07-28 protocol: a single request without a handshake. */
async function callTool(url: string, name: string, input: unknown, key: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': name,
      authorization: `Bearer ${key}`,
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

/** Desktop apps start programs without the paths of a shell, so it names them whole. */
function connectionHelp(serverUrl: string, sandboxUrl: string, key: string): string {
  const { command, args } = thisProgram();
  const started = [command, ...args].map((word) => (/\s/.test(word) ? JSON.stringify(word) : word)).join(' ');
  const asJson = [...args, 'stdio'].map((word) => JSON.stringify(word)).join(', ');
  return `
Serving this workspace at ${serverUrl} until you press Ctrl+C. Attach

  Claude Code     claude mcp add --transport http notion-demo ${serverUrl} --header "Authorization: Bearer ${key}"
  Inspector       npx @modelcontextprotocol/inspector --cli ${serverUrl} --transport http --method tools/list --header "Authorization: Bearer ${key}"
  Claude Desktop  in claude_desktop_config.json:
    { "mcpServers": { "notion-demo": {
        "command": ${JSON.stringify(command)}, "args": [${asJson}],
        "env": { "NOTION_TOKEN": "${SANDBOX_TOKEN}", "NOTION_API_URL": "${sandboxUrl}" } } } }
  Others          open ${new URL('/', serverUrl).href} in a browser: it has buttons for Cursor and VS Code

What a client needs for your own workspace: ${started} install <client>
`;
}

/** The demo answers nothing by itself: a chat needs a model that somebody has configured. */
function chatHelp(publicUrl: string, hasChat: boolean): string {
  return hasChat
    ? `Chat with this workspace in a browser: ${publicUrl}/chat (answered by the model in CHAT_MODEL)\n`
    : `Chat with this workspace in a browser: set CHAT_API_URL and CHAT_MODEL, and start again.\n`;
}

function requireSpace(text: string): SpaceId {
  const space = parseSpaceId(text);
  if (space === undefined) {
    throw new Error(`${text} is no space id.`);
  }
  return space;
}

/** The redirect URL is fixed before the server listens, so a free port is chosen first. */
async function freePort(host: string, wanted: number): Promise<number> {
  const probe = createServer();
  const listening = new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(wanted, host, () => resolve(true));
  });
  if (!(await listening)) {
    return freePort(host, 0);
  }
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
