import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import {
  ResponseTooLargeError,
  checkResponseShape,
  MAX_RESPONSE_BYTES,
  MAX_ERROR_BYTES,
  MAX_HEADER_BYTES,
  MAX_HEADERS,
  textOfAnswer,
} from './response-limits.js';
import { ACCEPTED_CODINGS, unpackBody } from './unpack-body.js';

/** What the official client asks of a `fetch`, and no more. */
export interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  text(): Promise<string>;
}

/** What one request may take. */
interface HttpLimits {
  /** Milliseconds, the whole answer included; no limit but the signal if absent. */
  readonly milliseconds?: number;
  /** Bytes of the answer, packed or unpacked. */
  readonly bytes?: number;
}

/** A request was not answered in its time. */
export class RequestTimeError extends Error {
  override readonly name = 'RequestTimeError';
}

/** How requests to one origin are sent. */
interface Transport {
  readonly request: (options: RequestOptions) => ClientRequest;
  readonly options: RequestOptions;
}

/** By origin; loaded with the first request, because a client that starts the server over stdio waits for it. */
const transports = new Map<string, Transport>();

/**
 * Sends one request over keep-alive connections. Replaces the runtime's `fetch`, which takes two to three times
 * the processor time for the same request: it carries a body through several streams that no answer of an API needs.
 * Ends with the signal: it rejects with the signal's reason, and so does `text` if the answer has begun. `text` rejects
 * with an {@link ResponseTooLargeError} for what is larger than the limit, or too deep for JSON; an error answer is then
 * returned without its text, because its status says enough.
 */
export async function httpFetch(
  url: string,
  init: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: unknown },
  signal: AbortSignal,
  limits: HttpLimits = {},
): Promise<HttpAnswer> {
  const pathBegin = url.indexOf('/', url.indexOf('//') + 2);
  const origin = url.slice(0, pathBegin);
  const transport = transports.get(origin) ?? (await openTransport(origin));
  const form =
    typeof init.body === 'object' && init.body instanceof FormData ? await packForm(init.body) : undefined;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const body = typeof init.body === 'string' ? init.body : form?.bytes;
    const headers: Record<string, string | number> = {
      ...init.headers,
      ...(form === undefined ? {} : { 'content-type': form.type }),
      'accept-encoding': ACCEPTED_CODINGS,
    };
    if (body !== undefined) {
      headers['content-length'] = Buffer.byteLength(body);
    }
    const message = transport.request({
      ...transport.options,
      method: init.method ?? 'GET',
      path: url.slice(pathBegin),
      headers,
    });
    message.maxHeadersCount = MAX_HEADERS;
    let fail = reject;
    const stop = (reason: unknown): void => {
      fail(reason);
      message.destroy();
    };
    const abort = (): void => stop(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const timer =
      limits.milliseconds === undefined
        ? undefined
        : setTimeout(() => stop(new RequestTimeError()), limits.milliseconds).unref();
    message.on('error', (error) => fail(error));
    message.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
    message.once('response', (response) => {
      const status = response.statusCode ?? 0;
      const ok = status >= 200 && status < 300;
      const maxBytes = limits.bytes ?? MAX_RESPONSE_BYTES;
      // Collected from the start: an unread answer would keep its connection.
      const bytes = new Promise<Buffer>((collected, failed) => {
        fail = failed;
        collect(response, ok ? maxBytes : Math.min(maxBytes, MAX_ERROR_BYTES), collected, failed);
      });
      const text = textOf(bytes, response, maxBytes, ok);
      // Without a reader, its failure would be an unhandled rejection.
      text.catch(() => {});
      resolve({ ok, status, headers: singleHeaders(response.headers), text: () => text });
    });
    message.end(body);
  });
}

/** Of all headers that an HTTP parser knows only `set-cookie` stays a list, and cookies mean nothing to an API. */
function singleHeaders(received: IncomingHttpHeaders): Record<string, string> {
  if (received['set-cookie'] === undefined) {
    return received as Record<string, string>;
  }
  const { 'set-cookie': _cookies, ...headers } = received;
  return headers as Record<string, string>;
}

/** The bytes as they arrive. If the answer is too large the connection is closed: reading on would be the harm. */
function collect(
  response: IncomingMessage,
  maxBytes: number,
  collected: (body: Buffer) => void,
  failed: (error: unknown) => void,
): void {
  const parts: Buffer[] = [];
  let size = 0;
  const refuse = (): void => {
    failed(new ResponseTooLargeError('bytes'));
    response.destroy();
  };
  response.on('error', failed);
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    refuse();
    return;
  }
  response.on('data', (part: Buffer) => {
    size += part.length;
    if (size > maxBytes) {
      refuse();
    } else {
      parts.push(part);
    }
  });
  response.once('end', () => {
    const [only] = parts;
    collected(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, size));
  });
}

async function textOf(
  packed: Promise<Buffer>,
  { headers }: IncomingMessage,
  maxBytes: number,
  ok: boolean,
): Promise<string> {
  try {
    const unpacked = unpackBody(
      await packed,
      headers['content-encoding'],
      ok ? maxBytes : Math.min(maxBytes, MAX_ERROR_BYTES),
    );
    const body = Buffer.isBuffer(unpacked) ? unpacked : await unpacked;
    await checkResponseShape(body);
    return await textOfAnswer(body);
  } catch (error) {
    if (!ok && error instanceof ResponseTooLargeError) {
      return '';
    }
    throw error;
  }
}

async function openTransport(origin: string): Promise<Transport> {
  const address = new URL(origin);
  const { Agent, request } =
    address.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const known = transports.get(origin);
  if (known !== undefined) {
    return known;
  }
  const transport: Transport = {
    request,
    // No more than is needed: node:http copies them several times for each request.
    options: {
      protocol: address.protocol,
      hostname: address.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: address.port,
      agent: new Agent({ keepAlive: true }),
      maxHeaderSize: MAX_HEADER_BYTES,
    },
  };
  transports.set(origin, transport);
  return transport;
}

/** A form with files, as the runtime would send it. */
async function packForm(form: FormData): Promise<{ readonly bytes: Buffer; readonly type: string }> {
  const packed = new Response(form);
  return {
    bytes: Buffer.from(await packed.arrayBuffer()),
    type: packed.headers.get('content-type') ?? '',
  };
}
