import type { ServerResponse } from 'node:http';
import { BOUNDARY } from '../error-paths/refused-calls.js';
import { toolsets } from '../../../src/catalogue.js';
import { runWithHosted } from '../../../src/hosted-ways.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import { NOW } from '../../support/notion/tool-sandbox.js';
import { connectionTo, startRawUpstream } from '../../support/upstream/raw-upstream.js';
import { HostedClients } from '../../../src/upstream/client/hosted-clients.js';
import { openHostedSession } from '../../../src/upstream/client/open-hosted-session.js';
import { answerText } from '../../support/answer-text.js';

/** What a hosted server may do with a request; absent members are answered as a well-behaved one does. */
export interface Behavior {
  readonly initialize?: Answer;
  readonly list?: Answer;
  readonly call?: Answer;
}

type Message = { readonly id?: number; readonly method: string };
export type Answer = (message: Message, response: ServerResponse) => void;

/** The tools that are called, with the arguments that they take. */
const LISTED = Object.entries({
  search: ['query', 'query_type', 'content_search_mode', 'filters', 'page_size', 'max_highlight_length'],
  fetch: ['id', 'include_transcript'],
  'query-data-sources': ['data'],
  'get-comments': ['page_id', 'include_resolved', 'include_all_blocks'],
  'get-users': ['query', 'user_id', 'page_size'],
  'get-teams': ['query'],
}).map(([name, names]) => ({
  name: `notion-${name}`,
  inputSchema: { type: 'object', properties: Object.fromEntries(names.map((each) => [each, {}])) },
}));

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_message, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

export const result =
  (given: unknown): Answer =>
  (message, response) =>
    json({ jsonrpc: '2.0', id: message.id, result: given })(message, response);

export const rpcError =
  (code: number, message: string, data?: unknown): Answer =>
  (given, response) =>
    json({ jsonrpc: '2.0', id: given.id, error: { code, message, ...(data === undefined ? {} : { data }) } })(
      given,
      response,
    );

const wellBehaved: Required<Behavior> = {
  initialize: result({
    protocolVersion: '2025-06-18',
    capabilities: { tools: {} },
    serverInfo: { name: 'Notion MCP', version: '1' },
  }),
  list: result({ tools: LISTED }),
  call: result({ content: [{ type: 'text', text: '{}' }] }),
};

/** A tool's answer or refusal over a hosted server that behaves as it is told. */
export interface HostileUpstream {
  behavior: Behavior;
  /** Calls a tool of this server as somebody who is connected through the hosted server alone. */
  call(tool: string, input: object): Promise<string>;
  close(): Promise<void>;
}

export async function startHostileUpstream(): Promise<HostileUpstream> {
  const upstream = await startRawUpstream();
  const started: HostileUpstream = {
    behavior: {},
    call: async (name, input) => {
      const tool = Object.values(toolsets)
        .flat()
        .find((candidate) => candidate.name === name);
      if (tool === undefined) {
        throw new Error(`There is no tool ${name}.`);
      }
      const { signal } = new AbortController();
      const notion = createConnection({ token: 'ntn_x', apiUrl: 'http://127.0.0.1:1' }).openSession({
        signal,
      });
      const hosted = openHostedSession(connectionTo(upstream.url), {
        // Another one for each call, so that nothing is remembered.
        clients: new HostedClients(),
        isAlone: true,
        explainLoss: async (error) => error,
      })(signal);
      const context = { notion, workspaces: [], now: NOW, extraRequests: 0, boundary: BOUNDARY, hosted };
      return answerText(await runWithHosted(tool, tool.input.parse(input), context));
    },
    close: () => upstream.close(),
  };
  upstream.answer = ({ method, body }, response) => {
    if (method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const message = JSON.parse(body) as Message;
    const all = { ...wellBehaved, ...started.behavior };
    switch (message.method) {
      case 'initialize':
        return all.initialize(message, response);
      case 'tools/list':
        return all.list(message, response);
      case 'tools/call':
        return all.call(message, response);
      default:
        response.writeHead(202).end();
    }
  };
  return started;
}
