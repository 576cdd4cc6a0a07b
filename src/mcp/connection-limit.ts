import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps at most so many connections open. One more ends the one that has been without a request for longest, so that
 * whoever opens connections and asks nothing is in nobody's way; it is refused only while all of them are being answered.
 */
export function limitConnections(server: Server, most: number): void {
  /** Requests that are being answered on each connection. */
  const busy = new Map<Socket, number>();
  /** The other connections, in the order in which they became idle. */
  const idle = new Set<Socket>();

  server.on('connection', (socket) => {
    if (busy.size + idle.size >= most) {
      const [oldest = socket] = idle;
      idle.delete(oldest);
      oldest.destroy();
      if (oldest === socket) {
        return;
      }
    }
    idle.add(socket);
    socket.once('close', () => {
      idle.delete(socket);
      busy.delete(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    busy.set(socket, (busy.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (busy.get(socket) ?? 0) - 1;
      if (left > 0) {
        busy.set(socket, left);
      } else if (busy.delete(socket) && !socket.destroyed) {
        idle.add(socket);
      }
    });
  });
}
