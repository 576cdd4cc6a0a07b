import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Request, RequestHandler } from 'express';
import { DATA_SECURITY_HEADERS } from '../../http/security-headers.js';
import type { RequestOrigin } from '../calls/observe-call.js';
import { plainAnswer } from '../calls/plain/plain-answer.js';
import { progressMessage, progressTokenOf } from '../calls/progress/progress.js';
import type { ToolRequests } from '../calls/tool-requests.js';
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
  /** The server's pages for people, where people can open them. */
  readonly site?: string | undefined;
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
export function directAnswer({ requests, version, site }: DirectPathOptions): DirectAnswer {
  const answer = plainAnswer(requests, version, site);
  return async (message, request, response, caller) => {
    const leaving = new AbortController();
    let endKeepAlive = message.isStateless ? undefined : keepAlive(response);
    response.once('close', () => {
      endKeepAlive?.();
      if (!response.writableFinished) {
        leaving.abort();
      }
    });
    const { headers } = request;
    const { id, meta, isStateless } = message;
    const origin: RequestOrigin = {
      id,
      meta,
      protocolVersion: message.version,
      headers: traceHeaders(headers),
      signal: leaving.signal,
      sendProgress: progressTo(response, meta, () => {
        // A JSON answer in the newer era becomes a stream with its first report.
        endKeepAlive ??= keepAlive(response);
      }),
    };
    const tools = requests.toolsOf(caller, (name) => headerText(headers, name));
    const body = await answer(message, { origin, caller, tools, isStateless });
    send(response, body, isStateless && !response.headersSent);
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

/** Sends reports before the answer; undefined where the client wants none. */
function progressTo(
  response: ServerResponse,
  meta: unknown,
  onFirst: () => void,
): RequestOrigin['sendProgress'] {
  const progressToken = progressTokenOf(meta);
  return progressToken === undefined
    ? undefined
    : (report) => {
        if (!response.writableEnded && !response.closed) {
          onFirst();
          beginStream(response);
          response.write(`event: message\ndata: ${progressMessage(progressToken, report)}\n\n`);
        }
      };
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
