import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of a test, on loopback. */
export interface TestServer {
  readonly server: Server;
  readonly port: number;
  /** Without a trailing slash. */
  readonly origin: string;
  /** Ends all connections, and stops. */
  readonly close: () => Promise<void>;
}

/** Serves on a free port of loopback; `made` is a server with options of its own, or what answers. */
export async function startTestServer(made: Server | RequestListener): Promise<TestServer> {
  const server = typeof made === 'function' ? createServer(made) : made;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
