import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the range that Linux, macOS and Windows take the local ports of outgoing connections from: between the look at
 * a port here and the start of the server that is told to listen on it, a connection of some other test could take it.
 * Free of the ports that browsers and `fetch` refuse.
 */
const [MIN_PORT, END_PORT] = [12_000, 32_000];

/** Ports that nothing listens on, as many as there are places in the answer. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held = new Map<number, Server>();
  while (held.size < count) {
    const port = randomInt(MIN_PORT, END_PORT);
    const server = held.has(port) ? undefined : await listenOn(port);
    if (server !== undefined) {
      held.set(port, server);
    }
  }
  await Promise.all([...held.values()].map((server) => once(server.close(), 'close')));
  return [...held.keys()];
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

async function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}
