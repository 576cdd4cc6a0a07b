import type { Response } from 'express';

/** Milliseconds between comments that keep proxies from closing a quiet connection. */
const HEARTBEAT_MS = 15_000;
/** Bytes that wait for a slow reader when more is to be sent; one that lets so much pile up is let go. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** An event stream to a browser (WHATWG HTML §9.2). */
interface EventStream {
  /** Aborted when the reader has gone. */
  readonly left: AbortSignal;
  send(type: string, data: unknown): void;
  end(): void;
}

/** Begins an event stream. */
export function startEventStream(response: Response): EventStream {
  const left = new AbortController();
  response.set({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  response.once('close', () => {
    clearInterval(heartbeat);
    left.abort();
  });
  return {
    left: left.signal,
    send: (type, data) => {
      if (response.writableLength > MAX_WAITING_BYTES) {
        response.destroy();
        return;
      }
      // JSON has no line breaks of its own.
      response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end: () => {
      clearInterval(heartbeat);
      response.end();
    },
  };
}
