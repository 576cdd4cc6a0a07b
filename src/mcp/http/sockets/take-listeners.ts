import type { Socket } from 'node:net';

/** Removes the listeners that Node has set, and gives what calls them. */
export function takeListeners(socket: Socket, event: 'data' | 'end'): (...values: unknown[]) => void {
  const own = socket.rawListeners(event);
  socket.removeAllListeners(event);
  return (...values) => {
    for (const listener of own) {
      Reflect.apply(listener, socket, values);
    }
  };
}
