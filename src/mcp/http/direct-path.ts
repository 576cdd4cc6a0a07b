import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { ProtocolError, SERVER_INFO_META_KEY, type AuthInfo } from '@modelcontextprotocol/server';
import type { Request, RequestHandler } from 'express';
import { DATA_SECURITY_HEADERS } from '../../http/security-headers.js';
import type { RequestOrigin } from '../calls/observe-call.js';
import { LIST_CACHE, serverInfo, type ToolRequests } from '../calls/tool-requests.js';
import { headerText, plainMessage, type PlainMessage } from './plain-message.js';

/** Milliseconds between two signs of life on the stream of a long call, as the SDK sends them. */
const KEEP_ALIVE_MS = 15_000;
/** Names and values by turns. */
const JSON_HEADERS = headerList({ 'content-type': 'application/json' });
const STREAM_HEADERS = headerList({
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
});

/** What the direct path needs. */
export interface DirectPathOptions {
  readonly requests: ToolRequests;
  readonly version: string;
  /** Whether calls may ask the person at the client: those of clients that can be asked take the SDK's path. */
  readonly mayAsk: boolean;
}

/** Answers a plain message. Rejects with an unexpected failure, before anything is sent. */
export type DirectAnswer = (
  message: PlainMessage,
  request: Pick<IncomingMessage, 'headers'>,
  response: ServerResponse,
  caller: AuthInfo | undefined,
) => Promise<void>;

/**
 * Answers the hot methods without the SDK's server, transport and schemas, which would be made for each request and take
 * half of its processor time. Only messages that are beyond doubt are answered here, byte for byte as the SDK answers
 * them; everything else, including whatever is new, passes on to the SDK. `test/mcp/http/direct-path.test.ts` sends the
 * same messages both ways and compares.
 */
export function directAnswer({ requests, version }: DirectPathOptions): DirectAnswer {
  const stamp = { _meta: { [SERVER_INFO_META_KEY]: serverInfo(version) } };
  /** The JSON of a tool's definition: tools are prepared once, and listed for every conversation. */
  const definitions = new WeakMap<object, string>();
  const jsonOf = (tool: object): string => {
    const known = definitions.get(tool) ?? JSON.stringify(tool);
    definitions.set(tool, known);
    return known;
  };

  const resultOf = async (
    message: PlainMessage,
    origin: RequestOrigin,
    caller: AuthInfo | undefined,
    headers: IncomingHttpHeaders,
  ): Promise<string> => {
    if (message.method === 'ping') {
      return '{}';
    }
    const tools = requests.toolsOf(caller, (name) => headerText(headers, name));
    if (message.method === 'tools/list') {
      const list = await requests.list(origin, caller, tools);
      const rest = message.isStateless ? { resultType: 'complete', ...LIST_CACHE, ...stamp } : {};
      return `{"tools":[${list.map(jsonOf).join(',')}]${JSON.stringify(rest)
        .slice(1)
        .replace(/^(?=")/, ',')}`;
    }
    const stated = { caller, tool: message.name, arguments: message.arguments };
    const result = await requests.call(origin, stated, tools);
    return JSON.stringify(message.isStateless ? { ...result, resultType: 'complete', ...stamp } : result);
  };

  return async (message, request, response, caller) => {
    const leaving = new AbortController();
    const endKeepAlive = message.isStateless ? undefined : keepAlive(response);
    response.once('close', () => {
      endKeepAlive?.();
      if (!response.writableFinished) {
        leaving.abort();
      }
    });
    const origin: RequestOrigin = {
      id: message.id,
      meta: message.meta,
      protocolVersion: message.version,
      headers: traceHeaders(request.headers),
      signal: leaving.signal,
    };
    const id = JSON.stringify(message.id);
    let body: string;
    try {
      const result = await resultOf(message, origin, caller, request.headers);
      body = `{"result":${result},"jsonrpc":"2.0","id":${id}}`;
    } catch (error) {
      if (!(error instanceof ProtocolError)) {
        throw error;
      }
      const { code, message: text } = error;
      body = `{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code, message: text })}}`;
    }
    send(response, body, message.isStateless);
  };
}

/** Answers plain messages behind the guards, and passes on the others. Express's error handler answers failures. */
export function directPath(answer: DirectAnswer, mayAsk: boolean): RequestHandler {
  return async (request: Request & { auth?: AuthInfo }, response, next) => {
    const message = plainMessage(request.headers, request.body, mayAsk);
    if (message === undefined) {
      next();
      return;
    }
    await answer(message, request, response, request.auth);
  };
}

/** Comments on the stream of a call that takes long, so that nothing between it and its client gives it up. */
function keepAlive(response: ServerResponse): () => void {
  const timer = setInterval(() => {
    beginStream(response);
    response.write(': keepalive\n\n');
  }, KEEP_ALIVE_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function beginStream(response: ServerResponse, length?: number): void {
  if (!response.headersSent) {
    writeHead(response, STREAM_HEADERS, length);
  }
}

function send(response: ServerResponse, body: string, isStateless: boolean): void {
  if (isStateless) {
    writeHead(response, JSON_HEADERS, Buffer.byteLength(body));
    response.end(body);
    return;
  }
  const event = `event: message\ndata: ${body}\n\n`;
  beginStream(response, Buffer.byteLength(event));
  response.end(event);
}

/** All headers at once, which Node takes as they are; Express would add a charset to the type. */
function writeHead(response: ServerResponse, headers: readonly string[], length: number | undefined): void {
  response.writeHead(
    200,
    length === undefined ? [...headers] : [...headers, 'content-length', String(length)],
  );
}

/** For trace context, in the form that telemetry reads. */
function traceHeaders(headers: IncomingHttpHeaders): RequestOrigin['headers'] {
  return { get: (name) => headerText(headers, name) ?? null, keys: () => Object.keys(headers).values() };
}

function headerList(own: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries({ ...DATA_SECURITY_HEADERS, ...own }).flat();
}
