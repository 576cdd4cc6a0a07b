import type { Sandbox } from '../../../src/sandbox/server.js';

/** The answer to a JSON-RPC message: what HTTP says, and the message in it. */
export interface RpcReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly message: {
    readonly result?: Record<string, unknown>;
    readonly error?: { readonly code: number; readonly message: string };
  };
}

/** What a tool answered. */
export interface ToolReply {
  readonly isError: boolean;
  readonly text: string;
  /** The text as JSON; undefined if it is none. */
  readonly json: unknown;
  readonly structured: unknown;
}

/** One message to `/mcp`. */
export async function post(
  { hosted }: Sandbox,
  token: string,
  message: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<RpcReply> {
  const response = await fetch(hosted.resource, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, message: messageIn(response, text) };
}

/** The last message of a stream, or the body. */
function messageIn(response: Response, text: string): RpcReply['message'] {
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  const data = isStream ? [...text.matchAll(/^data: (\{.*)$/gm)].at(-1)?.[1] : text;
  try {
    return JSON.parse(data ?? '') as RpcReply['message'];
  } catch {
    return {};
  }
}

export function request(
  sandbox: Sandbox,
  token: string,
  method: string,
  params: unknown = {},
): Promise<RpcReply> {
  return post(sandbox, token, { jsonrpc: '2.0', id: 1, method, params });
}

/** Calls a tool that answers with a result. */
export async function callTool(
  sandbox: Sandbox,
  token: string,
  name: string,
  input: unknown = {},
): Promise<ToolReply> {
  const { message, status } = await request(sandbox, token, 'tools/call', { name, arguments: input });
  if (message.result === undefined) {
    throw new Error(`${name} answered HTTP ${status} ${JSON.stringify(message)}`);
  }
  const { content, isError = false, structuredContent } = message.result;
  const text = (content as { text: string }[])[0]?.text ?? '';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { isError: isError === true, text, json, structured: structuredContent };
}
