import { connect, type Socket } from 'node:net';

/** A TCP connection on which anything can be sent, in whatever pieces. */
export interface RawConnection {
  readonly socket: Socket;
  /** What has come back so far. */
  received(): string;
  /** Resolves when what came back matches; rejects when the connection ends before. */
  match(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly ended: Promise<void>;
}

const open = new Set<Socket>();

/** Connects to the server of a URL. */
export async function connectRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  open.add(socket);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  // A connection that is cut is what these tests are about.
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    const over = (): void => {
      open.delete(socket);
      socket.destroy();
      resolve();
    };
    socket.once('end', over).once('close', over);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve()).once('error', reject);
  });
  const match = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (found !== null) {
          resolve(found);
        }
      };
      socket.on('data', look);
      look();
      void ended.then(() => reject(new Error(`ended before ${pattern}: ${text.slice(0, 300)}`)));
    });
  return { socket, received: () => text, match, ended };
}

/** Ends what a test left open. */
export function closeRawConnections(): void {
  for (const socket of open) {
    socket.destroy();
  }
}

/** The head of a POST of JSON to a URL, up to the empty line. */
export function postHead(url: string, fields: Readonly<Record<string, string>>): string {
  const { host, pathname } = new URL(url);
  const all = {
    host,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`;
}
