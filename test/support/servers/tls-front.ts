import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** https in front of a server on this machine, as a load balancer does it, with a certificate of a throw-away authority. */
export interface TlsFront {
  readonly origin: string;
  /** The authority's key as Chromium is told to trust it: base64 of SHA-256 of its SPKI. */
  readonly trusted: string;
  close(): Promise<void>;
}

/** `target`: the port of the server behind, asked for with each connection. */
export async function startTlsFront(target: () => number): Promise<TlsFront> {
  const { authority, ...identity } = await newIdentity();
  const sockets = new Set<TLSSocket>();
  const server = createServer(identity, (near) => {
    const far = connect(target(), '127.0.0.1');
    sockets.add(near);
    near.once('close', () => sockets.delete(near));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const spki = new X509Certificate(authority).publicKey.export({ type: 'spki', format: 'der' });
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    trusted: createHash('sha256').update(spki).digest('base64'),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await once(server.close(), 'close');
    },
  };
}

async function newIdentity(): Promise<{ key: string; cert: string; authority: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'notion-tls-'));
  const file = (name: string): string => join(folder, name);
  const certificate = async (name: string, ...parameters: string[]): Promise<void> => {
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const output = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), '-subj', `/CN=${name}`];
    await run('openssl', ['req', '-x509', ...kind, ...output, ...parameters]);
  };
  try {
    await certificate('authority');
    const signed = ['-CA', file('authority.pem'), '-CAkey', file('authority.key')];
    await certificate('localhost', ...signed, '-addext', 'subjectAltName=DNS:localhost');
    const read = (name: string): Promise<string> => readFile(file(name), 'utf8');
    const authority = await read('authority.pem');
    return { key: await read('localhost.key'), cert: (await read('localhost.pem')) + authority, authority };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
