import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Requests of one connection that may be without their whole answer. Clients send the next one when they have the answer
 * before it: browsers gave pipelining up, and HTTP libraries have it off (RFC 9112 §9.3.2 lets a server close instead).
 */
const MAX_UNANSWERED = 8;

/**
 * Ends connections that ask on and on without waiting for answers: a thousand short requests fit into what a connection
 * receives at once, and would take as many places among those of everybody else.
 */
export function limitPipelining(listener: RequestListener): RequestListener {
  const unanswered = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    const before = unanswered.get(socket) ?? 0;
    if (socket.destroyed || before >= MAX_UNANSWERED) {
      socket.destroy();
      return;
    }
    unanswered.set(socket, before + 1);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    listener(request, response);
  };
}
