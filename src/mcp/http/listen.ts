import type { Server } from 'node:http';

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
}

/** An address that cannot be listened on. `code`: the system's reason, such as EADDRINUSE. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly address: ListenAddress;
  readonly code: string;

  constructor(address: ListenAddress, cause: NodeJS.ErrnoException) {
    super('The address cannot be listened on.', { cause });
    this.address = address;
    this.code = cause.code ?? cause.name;
  }
}

/** Resolves to the port. Rejects with a `ListenError`. */
export function listen(server: Server, address: ListenAddress, backlog: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(new ListenError(address, error));
    server.once('error', onError);
    server.listen({ host: address.host, port: address.port, backlog }, () => {
      server.off('error', onError);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : address.port);
    });
  });
}

/** The URL for a client on this machine. A wildcard address cannot be called; loopback is used instead. */
export function originOf(host: string, port: number): string {
  const callable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}`;
}
