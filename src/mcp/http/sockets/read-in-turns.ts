import type { Socket } from 'node:net';
import { takeListeners } from './take-listeners.js';
import type { TurnBudget } from './turn-budget.js';

/**
 * Bytes that are parsed in one go, which cannot be divided among turns: as many as the longest head, and more than most
 * messages have. Of the requests that they hold few are run, see `limitPipelining`.
 */
const MAX_PIECE_BYTES = 16 * 1024;

/**
 * Hands what a connection receives over to Node's parser when the turn of the event loop has time for it, piece by piece,
 * and reads no more until then. Node itself parses all that has arrived at all connections in one turn, and runs each
 * request and each body that ends in it: a crowd that says its last words in the same moment would hold up everybody else.
 * Each connection waits with one piece at most, so none takes more turns than another, and what Node does to slow a
 * connection down holds: it is paused before the parser is. The client's end of the connection comes after all pieces.
 */
export function readInTurns(socket: Socket, turns: Pick<TurnBudget, 'run'>, isProven: () => boolean): void {
  const parse = takeListeners(socket, 'data');
  const end = takeListeners(socket, 'end');
  let [isWaiting, hasEnded] = [false, false];
  socket.on('data', (received: Buffer) => {
    if (isWaiting) {
      // Whoever reads a body, and the end of an answer, makes Node read on meanwhile.
      socket.pause();
      socket.unshift(received);
      return;
    }
    let piece = received;
    if (received.length > MAX_PIECE_BYTES) {
      piece = received.subarray(0, MAX_PIECE_BYTES);
      // Before the rest is put back, which a flowing connection would hand out again at once.
      socket.pause();
      socket.unshift(received.subarray(MAX_PIECE_BYTES));
    }
    isWaiting = true;
    turns.run(() => {
      isWaiting = false;
      // Whoever left before their turn has no parser any more.
      if (socket.destroyed) {
        return;
      }
      // First, so that whatever pauses the connection while the piece is parsed has the last word.
      if (socket.isPaused()) {
        socket.resume();
      }
      parse(piece);
      if (hasEnded) {
        end();
      }
    }, isProven());
    if (isWaiting) {
      socket.pause();
    }
  });
  socket.once('end', () => {
    if (isWaiting) {
      hasEnded = true;
    } else {
      end();
    }
  });
}
