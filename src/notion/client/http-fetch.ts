import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, type BrotliOptions, type ZlibOptions } from 'node:zlib';
import {
  ResponseTooLargeError,
  checkResponseShape,
  MAX_RESPONSE_BYTES,
  MAX_ERROR_BYTES,
  MAX_HEADER_BYTES,
  MAX_HEADERS,
  textOfAnswer,
} from './response-limits.js';

/** What the official client asks of a `fetch`, and no more. */
export interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  text(): Promise<string>;
}

interface Transport {
  readonly agent: Agent;
  readonly request: (url: string, options: RequestOptions) => ClientRequest;
}

/** Decoders for each accepted content coding. A few kilobytes can expand to gigabytes, so the output is bounded. */
const decoders: Readonly<
  Record<string, (body: Buffer, options: ZlibOptions & BrotliOptions) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  br: promisify(brotliDecompress),
};

/** By protocol; loaded with the first request, because a client that starts the server over stdio waits for it. */
const transports = new Map<string, Promise<Transport>>();

/**
 * Sends one request over keep-alive connections. Replaces the runtime's `fetch`, which takes two to three times
 * the processor time for the same request: it carries a body through several streams that no answer of an API needs.
 * Ends with the signal: it rejects with the signal's reason, or `text` with an error if the answer has begun. `text` rejects
 * with an {@link ResponseTooLargeError} for what is larger than `mostBytes`, packed or unpacked, or too deep for JSON; an
 * error answer is then returned without its text, because its status says enough.
 */
export async function httpFetch(
  url: string,
  init: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown },
  signal: AbortSignal,
  mostBytes = MAX_RESPONSE_BYTES,
): Promise<HttpAnswer> {
  const { request, agent } = await transportFor(url);
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const body = typeof init.body === 'string' ? Buffer.from(init.body) : undefined;
    const message = request(url, {
      agent,
      maxHeaderSize: MAX_HEADER_BYTES,
      method: init.method ?? 'GET',
      headers: {
        ...init.headers,
        'accept-encoding': Object.keys(decoders).join(', '),
        ...(body === undefined ? {} : { 'content-length': body.length }),
      },
    });
    message.maxHeadersCount = MAX_HEADERS;
    const abort = (): void => void message.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    message.once('close', () => signal.removeEventListener('abort', abort));
    message.on('error', reject);
    message.once('response', (response) => resolve(answerOf(response, mostBytes)));
    message.end(body);
  });
}

function answerOf(response: IncomingMessage, mostBytes: number): HttpAnswer {
  const status = response.statusCode ?? 0;
  const ok = status >= 200 && status < 300;
  // Collected from the start: an unread answer would keep its connection.
  const body = ok
    ? readBody(response, mostBytes)
    : readBody(response, Math.min(mostBytes, MAX_ERROR_BYTES)).catch(emptyIfTooLarge);
  // Without a reader, its failure would be an unhandled rejection.
  body.catch(() => {});
  return {
    ok,
    status,
    headers: singleHeaders(response.headers),
    text: async () => textOfAnswer(await body),
  };
}

function emptyIfTooLarge(error: unknown): Buffer {
  if (error instanceof ResponseTooLargeError) {
    return Buffer.alloc(0);
  }
  throw error;
}

/** Of all headers that an HTTP parser knows only `set-cookie` stays a list, and cookies mean nothing to an API. */
function singleHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => typeof header[1] === 'string'),
  );
}

async function readBody(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const body = await unpacked(
    await collect(response, mostBytes),
    response.headers['content-encoding'] ?? '',
    mostBytes,
  );
  await checkResponseShape(body);
  return body;
}

/** The bytes as they arrive. If the answer is too large the connection is closed: reading on would be the harm. */
async function collect(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    const refuse = (): void => {
      reject(new ResponseTooLargeError('bytes'));
      response.destroy();
    };
    response.once('end', resolve);
    response.on('error', reject);
    if (Number(response.headers['content-length'] ?? 0) > mostBytes) {
      refuse();
      return;
    }
    response.on('data', (part: Buffer) => {
      size += part.length;
      if (size > mostBytes) {
        refuse();
      } else {
        parts.push(part);
      }
    });
  });
  return Buffer.concat(parts);
}

async function unpacked(body: Buffer, coding: string, mostBytes: number): Promise<Buffer> {
  const decode = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
  if (decode === undefined) {
    return body;
  }
  try {
    return await decode(body, { maxOutputLength: mostBytes });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? new ResponseTooLargeError('bytes unpacked', { cause: error })
      : error;
  }
}

function transportFor(url: string): Promise<Transport> {
  const protocol = url.slice(0, url.indexOf(':'));
  const known = transports.get(protocol);
  if (known !== undefined) {
    return known;
  }
  const loading = protocol === 'https' ? import('node:https') : import('node:http');
  const transport = loading.then(({ Agent, request }) => ({
    request,
    agent: new Agent({ keepAlive: true }),
  }));
  transports.set(protocol, transport);
  return transport;
}
