import { Readable, Transform, type TransformCallback } from 'node:stream';
import { RetryLaterError } from '../../errors.js';
import { say } from '../../text/words.js';
import type { HostedTokenSource } from '../hosted-token.js';
import { sendUpstream } from '../request/send-upstream.js';
import { UpstreamFailure } from '../request/upstream-failure.js';

/** Bytes of one answer: a page of the longest kind has some hundred kilobytes. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Seconds to wait where the hosted server refuses for load and does not say for how long. */
const DEFAULT_WAIT_SECONDS = 30;
/** Longest wait that is believed. */
const MAX_WAIT_SECONDS = 3600;
/** 429 is Notion's limit; 529 its overload. */
const LIMITED_STATUSES: readonly (number | undefined)[] = [429, 529];

/** What the SDK's transport asks of a `fetch`. */
type HostedFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` for the SDK's transport that sends with the connection's token, bounds what comes back, and knows one address.
 * Streams for notifications and the end of sessions are answered here: the hosted server keeps neither.
 */
export function hostedFetch(
  tokens: HostedTokenSource,
  {
    signal,
    timeoutMs,
    onBroken,
    onEnded,
  }: {
    readonly signal: AbortSignal;
    readonly timeoutMs: number;
    /** Called for an answer that breaks off: the SDK would wait for its end until the timeout. */
    readonly onBroken: (error: Error) => void;
    /** Called with a request when its whole answer has come. */
    readonly onEnded: (request: string) => void;
  },
): HostedFetch {
  return async (_url, init = {}) => {
    if (init.method !== 'POST') {
      return new Response(null, { status: 405 });
    }
    const body = typeof init.body === 'string' ? init.body : '';
    const { authorization: _none, ...headers } = Object.fromEntries(new Headers(init.headers));
    const ending = init.signal ? AbortSignal.any([signal, init.signal]) : signal;
    const isCall = body.includes('"tools/call"');
    const answer = await sendUpstream(
      tokens,
      { headers, body, isRepeatable: !isCall, headTimeoutMs: timeoutMs },
      ending,
    );
    const status = answer.statusCode ?? 502;
    if (LIMITED_STATUSES.includes(status)) {
      answer.destroy();
      throw limitedFor(Number(answer.headers['retry-after']));
    }
    if (
      (status >= 300 && status < 400) ||
      (answer.headers['content-encoding'] ?? 'identity') !== 'identity'
    ) {
      answer.destroy();
      throw new UpstreamFailure('malformed');
    }
    const bounded = answer.pipe(byteLimit(MAX_ANSWER_BYTES));
    answer.once('end', () => onEnded(body));
    answer.once('error', (cause) => bounded.destroy(new UpstreamFailure('network', { cause })));
    bounded.once('close', () => answer.destroy());
    bounded.on('error', onBroken);
    const received = new Headers();
    for (const name of ['content-type', 'mcp-session-id']) {
      const value = answer.headers[name];
      if (typeof value === 'string') {
        received.set(name, value);
      }
    }
    const isEmpty = status === 204 || status === 205;
    return new Response(isEmpty ? null : (Readable.toWeb(bounded) as ReadableStream<Uint8Array>), {
      status,
      headers: received,
    });
  };
}

/** The hosted server's own limit. */
export function limitedFor(stated: number | undefined): RetryLaterError {
  const isStated = stated !== undefined && Number.isFinite(stated) && stated >= 0;
  const seconds = isStated
    ? Math.min(Math.max(1, Math.ceil(stated)), MAX_WAIT_SECONDS)
    : DEFAULT_WAIT_SECONDS;
  return new RetryLaterError(say`Notion's hosted server answers no more calls for now.`, seconds);
}

function byteLimit(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        done(new UpstreamFailure('too_large'));
      } else {
        done(null, chunk);
      }
    },
  });
}
