import { Agent } from 'node:http';
import { send, type HttpAnswer, type HttpRequest } from './http-request.js';

/** The revision of today's clients, and the one without sessions and `initialize`. */
export const eras = ['2025-11-25', '2026-07-28'] as const;
export type Era = (typeof eras)[number];

/** A call of a tool over HTTP. `url` is that of MCP, with its path. */
export interface ToolCall {
  readonly url: string;
  readonly key?: string | undefined;
  readonly era: Era;
  readonly name: string;
  readonly input: object;
}

/** A request for the list of tools. */
export type ListCall = Pick<ToolCall, 'url' | 'key' | 'era'>;

/** What came of it. The text of one that is no answer says why. */
export interface ToolAnswer {
  readonly status: number;
  /** Whether the tool was asked at all: neither HTTP nor the protocol refused. */
  readonly isResult: boolean;
  readonly isError: boolean;
  readonly text: string;
}

interface Message {
  readonly result?: {
    readonly content?: readonly { readonly text?: string }[];
    readonly isError?: boolean;
  };
  readonly error?: { readonly code?: number; readonly message?: string };
}

const kept = new Agent({ keepAlive: true });

/** One tools/call as each protocol era sends it. */
export function toolRequest({ name, input, ...list }: ToolCall): HttpRequest {
  return mcpRequest(list, 'tools/call', { name, arguments: input }, { 'mcp-name': name });
}

/** One tools/list as each protocol era sends it. */
export function listRequest({ url, key, era }: ListCall): HttpRequest {
  return mcpRequest({ url, key, era }, 'tools/list', {}, {});
}

/** `statelessHeaders` repeat parameters, from 2026-07-28 on. */
function mcpRequest(
  { url, key, era }: ListCall,
  method: string,
  parameters: object,
  statelessHeaders: Readonly<Record<string, string>>,
): HttpRequest {
  const isModern = era === '2026-07-28';
  const meta = {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': era,
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(isModern ? { 'mcp-method': method, ...statelessHeaders } : {}),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: { ...parameters, ...(isModern ? { _meta: meta } : {}) },
    }),
  };
}

/** Calls a tool; rejects if the connection breaks or the signal aborts. */
export async function callTool(
  call: ToolCall,
  { agent = kept, signal }: { readonly agent?: Agent; readonly signal?: AbortSignal } = {},
): Promise<ToolAnswer> {
  return readToolAnswer(await send(toolRequest(call), agent, signal));
}

/** Reads the HTTP answer to a call. */
export function readToolAnswer({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): ToolAnswer {
  const { result, error } = status === 200 ? messageIn(body) : {};
  return result === undefined
    ? { status, isResult: false, isError: true, text: error?.message ?? body }
    : {
        status,
        isResult: true,
        isError: result.isError === true,
        text: (result.content ?? []).map(({ text = '' }) => text).join('\n'),
      };
}

/** Why an HTTP answer is none to the call, in a few words; undefined where it is one. */
export function complaintAbout({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): string | undefined {
  if (status !== 200) {
    return `HTTP ${status}`;
  }
  const { result, error } = messageIn(body);
  if (result === undefined) {
    return `error ${error?.code}`;
  }
  return result.isError === true ? `isError: ${String(result.content?.[0]?.text).slice(0, 80)}` : undefined;
}

/** Older clients get an event stream, with the answer in its last event. */
function messageIn(body: string): Message {
  const json = body.startsWith('{') ? body : body.slice(body.lastIndexOf('data: ') + 'data: '.length);
  try {
    return JSON.parse(json) as Message;
  } catch {
    return {};
  }
}
