import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { HostedConnection, HostedToken } from '../../../src/upstream/hosted-token.js';
import { startTestServer } from '../servers/test-server.js';

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
  const server = await startTestServer((request, response) => {
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
  const upstream: RawUpstream = {
    url: new URL(`${server.origin}/mcp`),
    seen,
    answer: (_request, response) => response.writeHead(202).end(),
    close: server.close,
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
