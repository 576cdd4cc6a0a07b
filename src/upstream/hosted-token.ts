import type { ConnectionId, SpaceId } from '../ids.js';

/**
 * A token of Notion's hosted MCP server. Its kind keeps it apart from a token of the REST API: where one is wanted, the
 * other does not compile, because each is refused at the other's address and must never be shown to it.
 */
export interface HostedToken {
  readonly kind: 'hosted';
  readonly accessToken: string;
  /** Identifies this token when the server answers it with 401. Increases with every new pair. */
  readonly version: number;
  /** The address that it was issued for (RFC 8707): it is sent nowhere else. */
  readonly resource: string;
}

/** Where the token of a hosted connection comes from. Both methods reject with a `ToolError`. */
export interface HostedTokenSource {
  /** The address of the hosted server. */
  readonly resource: URL;
  /** Renewed beforehand where most of its life is over. */
  current(signal: AbortSignal): Promise<HostedToken>;
  /** A newer token than the one that was answered with 401. */
  renewed(rejected: HostedToken, signal: AbortSignal): Promise<HostedToken>;
}

/** A hosted connection of a space: one at most for each workspace and person. */
export interface HostedConnection {
  readonly id: ConnectionId;
  readonly spaceId: SpaceId;
  readonly workspace: { readonly id: string; readonly name: string | null };
  readonly status: 'connected' | 'reconnect_needed';
  readonly tokens: HostedTokenSource;
}

/** The hosted connections of spaces, as the proxy and the combined tools see them. */
export interface HostedConnections {
  /** Those of one space that are not disconnected, oldest first. */
  of(spaceId: SpaceId): Promise<readonly HostedConnection[]>;
}

/** A token was about to be sent to an address that it was not issued for. A fault of this server; nothing was sent. */
export class MisdirectedTokenError extends Error {
  override readonly name = 'MisdirectedTokenError';

  constructor() {
    super('A token of the hosted server was about to be sent to another address.');
  }
}

/** The `Authorization` header for a request to the hosted server. Throws for every address but the token's own. */
export function hostedAuthorization({ accessToken, resource }: HostedToken, to: URL): string {
  const own = new URL(resource);
  const isOwn = to.origin === own.origin && to.pathname === own.pathname;
  if (!isOwn) {
    throw new MisdirectedTokenError();
  }
  return `Bearer ${accessToken}`;
}
