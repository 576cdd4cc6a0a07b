import { AccessError, ReconnectError } from '../errors.js';
import { say } from '../text/words.js';
import { openPair } from './events/sealed-pair.js';
/** A person has to connect the workspace again. Thrown without asking Notion. */
export class ConnectionLostError extends ReconnectError {
    reason;
    constructor(reason) {
        super(reason === 'disconnected'
            ? say `This Notion connection has been disconnected.`
            : say `Notion no longer accepts this connection.`, say `Connect the workspace again.`);
        this.reason = reason;
    }
}
/** A connection was used as one of the other kind. Nothing was sent. */
class WrongKindError extends AccessError {
    constructor() {
        super(say `This connection is of another kind than the one that was asked for.`, say `List the connections of the space.`);
    }
}
/** The part of a pair that a tool call needs. Throws for a pair of the hosted server, which the REST API must never see. */
export function toAccessToken({ accessToken, position, hosted }) {
    if (hosted !== undefined) {
        throw new WrongKindError();
    }
    return { accessToken, version: position };
}
/** The same for the hosted server, which must never see a token of the REST API. */
export function toHostedAccess({ accessToken, position, hosted }) {
    if (hosted === undefined) {
        throw new WrongKindError();
    }
    return { kind: 'hosted', accessToken, version: position, resource: hosted.serverUrl };
}
/** Opens the pair of a credential, or throws a {@link ConnectionLostError} or a `SealError`. */
export function openCredential(sealer, { id, state, sealed }) {
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
