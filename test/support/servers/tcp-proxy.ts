import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A way to a server that can be taken away and given back, on a port of its own. */
export class TcpProxy {
  port = 0;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #isCut = false;

  constructor(host: string, port: number) {
    this.#target = { host, port };
  }

  /** Lets connections through, on the port it had before. */
  async open(): Promise<void> {
    this.#server = createServer((near) => this.#join(near));
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** As when the server is stopped: connections end, and new ones are refused. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    if (server !== undefined) {
      await once(server.close(), 'close');
    }
  }

  /** As when a cable is pulled: nothing ends, and nothing arrives any more. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) {
      socket.pause();
    }
  }

  /** What was sent meanwhile arrives now. */
  mend(): void {
    this.#isCut = false;
    for (const socket of this.#sockets) {
      socket.resume();
    }
  }

  #join(near: Socket): void {
    const far = connect(this.#target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.on('data', (bytes: Buffer) => void other.write(bytes));
      if (this.#isCut) {
        one.pause();
      }
    }
  }
}
