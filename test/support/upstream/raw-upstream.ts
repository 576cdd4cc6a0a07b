import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HostedConnection, HostedToken } from '../../../src/upstream/hosted-token.js';

/** A request as the hosted server would see it. */
export interface SeenRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server in the place of Notion's hosted one that answers exactly as told, byte by byte. */
export interface RawUpstream {
  readonly url: URL;
  readonly seen: SeenRequest[];
  /** How the next requests are answered. */
  answer: (request: SeenRequest, response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function startRawUpstream(): Promise<RawUpstream> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(one);
      upstream.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const upstream: RawUpstream = {
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    seen,
    answer: (_request, response) => response.writeHead(202).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return upstream;
}

/** A connection with the hosted server at this address, whose tokens are `token-1`, `token-2`, … */
export function connectionTo(resource: URL, place: Partial<HostedConnection> = {}): HostedConnection {
  let version = 1;
  const token = (): HostedToken => ({
    kind: 'hosted',
    accessToken: `token-${version}`,
    version,
    resource: resource.href,
  });
  return {
    id: 'con_hosted' as HostedConnection['id'],
    spaceId: 'space' as HostedConnection['spaceId'],
    workspace: { id: '11111111-1111-4111-8111-111111111111', name: 'Acme' },
    status: 'connected',
    tokens: {
      resource,
      current: async () => token(),
      renewed: async ({ version: rejected }) => {
        version = Math.max(version, rejected + 1);
        return token();
      },
    },
    ...place,
  };
}
