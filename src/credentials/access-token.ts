import { AccessError, ReconnectError } from '../errors.js';
import type { AccessToken } from '../notion/client/token-source.js';
import { say } from '../text/words.js';
import type { ReconnectReason } from './events/events.js';
import type { StoredCredential } from './connections/read-credential.js';
import type { Sealer } from '../sealing/seal.js';
import { openPair } from './events/sealed-pair.js';
import type { TokenPair } from './token-pair.js';

/** A person has to connect the workspace again. Thrown without asking Notion. */
export class ConnectionLostError extends ReconnectError {
  readonly reason: ReconnectReason | 'disconnected';

  constructor(reason: ReconnectReason | 'disconnected') {
    super(
      reason === 'disconnected'
        ? say`This Notion connection has been disconnected.`
        : say`Notion no longer accepts this connection.`,
      say`Connect the workspace again.`,
    );
    this.reason = reason;
  }
}

/** A token of the hosted server, for its one address. Its kind keeps it apart from an {@link AccessToken}. */
export interface HostedAccess {
  readonly kind: 'hosted';
  readonly accessToken: string;
  readonly version: number;
  readonly resource: string;
}

/** The opened pair of a usable credential, with its place in the credential's stream and in the whole log. */
export interface DecryptedPair extends TokenPair {
  readonly version: number;
  readonly position: number;
}

type UsablePair = Pick<DecryptedPair, 'accessToken' | 'position' | 'hosted'>;

/** A connection was used as one of the other kind. Nothing was sent. */
class WrongKindError extends AccessError {
  constructor() {
    super(
      say`This connection is of another kind than the one that was asked for.`,
      say`List the connections of the space.`,
    );
  }
}

/** The part of a pair that a tool call needs. Throws for a pair of the hosted server, which the REST API must never see. */
export function toAccessToken({ accessToken, position, hosted }: UsablePair): AccessToken {
  if (hosted !== undefined) {
    throw new WrongKindError();
  }
  return { accessToken, version: position };
}

/** The same for the hosted server, which must never see a token of the REST API. */
export function toHostedAccess({ accessToken, position, hosted }: UsablePair): HostedAccess {
  if (hosted === undefined) {
    throw new WrongKindError();
  }
  return { kind: 'hosted', accessToken, version: position, resource: hosted.serverUrl };
}

/** Opens the pair of a credential, or throws a {@link ConnectionLostError} or a `SealError`. */
export function openCredential(sealer: Sealer, { id, state, sealed }: StoredCredential): DecryptedPair {
  if (state.status === 'reconnect_needed') {
    throw new ConnectionLostError(state.reconnectReason ?? 'refused');
  }
  if (state.token === null) {
    throw new ConnectionLostError('disconnected');
  }
  const { version, position } = state.token;
  return {
    ...openPair(sealer, sealed, id, version),
    accessExpiresAt: state.accessExpiresAt === null ? null : new Date(state.accessExpiresAt),
    version,
    position,
  };
}
