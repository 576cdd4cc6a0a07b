import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { takeListeners } from './take-listeners.js';
import type { TurnBudget } from './turn-budget.js';

/** What Node answers, by the code of what failed: its own listener, which a listener of ours replaces, says the same. */
const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/**
 * Ends a connection on which no request can be read any more, with an answer unless one has begun: a part of another
 * one would be taken for its body.
 */
export function refuseConnection(
  socket: Duplex,
  error: Error & { readonly code?: string | undefined },
  response: ServerResponse | undefined,
): void {
  if (socket.writable && response?.headersSent !== true) {
    const status = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request';
    socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  }
  socket.destroy(error);
}

/**
 * Calls `drop` in place of Node's own listeners when the client ends its side within a request: they would parse what is
 * missing, make an error with its stack of it, and write an answer that nobody reads. The end waits for a turn of
 * its own.
 */
export function onTruncated(
  socket: Socket,
  isTruncated: () => boolean,
  drop: () => void,
  turns: Pick<TurnBudget, 'run'>,
  isProven: () => boolean,
): void {
  const end = takeListeners(socket, 'end');
  socket.once('end', () => {
    turns.run(() => {
      if (isTruncated()) {
        drop();
      } else if (!socket.destroyed) {
        end();
      }
    }, isProven());
  });
}
