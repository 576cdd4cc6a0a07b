import { OtherWorkspaceError } from '../credentials/connections/same-workspace.js';
import { OauthFailure } from './oauth-failure.js';
import { parsePersonId, spaceOfPerson } from '../ids.js';
import { exchangeCode } from './exchange-code.js';
import { CALLBACK_PATH, GO_PATH } from './settings.js';
import { hashSecret, newSecret, stateOfTicket } from '../http/secret.js';
/** Milliseconds from start to callback. */
export const STATE_LIFETIME_MS = 600_000;
/** Notion's classic OAuth, from the backend's start to the stored connection; independent of HTTP servers. */
export class ConnectFlow {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** Starts an authorization bound to the requesting browser, which must return from Notion: no link is issued. */
    async begin(pending) {
        const { authorizeUrl } = await this.start(pending);
        const opened = await this.open(authorizeUrl.slice(authorizeUrl.lastIndexOf('/') + 1));
        if (opened === undefined) {
            throw new Error('An authorization that was just begun is gone.');
        }
        return opened;
    }
    /** Starts an authorization for a space; the caller has checked the requester and the return address. */
    async start(pending) {
        const { states, clock, randomBytes, publicUrl } = this.#options;
        const ticket = newSecret(randomBytes);
        const state = stateOfTicket(ticket);
        const now = clock.now();
        await states.put(hashSecret(state), pending, new Date(now.getTime() + STATE_LIFETIME_MS), now);
        return { authorizeUrl: `${publicUrl}${GO_PATH}/${ticket}`, state };
    }
    /** Whether a started authorization is neither finished nor expired. */
    isPending(state) {
        return this.#options.states.isPending(hashSecret(state), this.#options.clock.now());
    }
    /** What a link is for, for the page before Notion; undefined if it is gone. Changes nothing. */
    async getPending(ticket) {
        const { states, clock } = this.#options;
        const found = await states.find(hashSecret(stateOfTicket(ticket)), clock.now());
        return (found && {
            pending: found.pending,
            startedAt: new Date(found.expiresAt.getTime() - STATE_LIFETIME_MS),
        });
    }
    /** Ends an authorization that the person declined before Notion. The link stops working. */
    async cancel(ticket) {
        const { states, clock, log, audit } = this.#options;
        const ended = await states.end(hashSecret(stateOfTicket(ticket)), clock.now());
        if (ended === undefined) {
            return { kind: 'gone' };
        }
        audit?.recordAggregated({
            actor: ended.by,
            action: 'connection.refused',
            space: ended.spaceId ?? undefined,
            outcome: 'refused',
            details: { reason: 'cancelled' },
        });
        log.info('a person cancelled a connect link', { space: ended.spaceId ?? undefined });
        return { kind: 'cancelled', returnTo: ended.returnTo };
    }
    /**
     * Binds the authorization to the browser that continues to Notion; undefined if it is gone. The last browser wins.
     * The secret is always new: one that the browser already has may have been planted.
     */
    async open(ticket) {
        const { states, clock, randomBytes, oauth } = this.#options;
        const state = stateOfTicket(ticket);
        const browserSecret = newSecret(randomBytes);
        const bound = await states.bind(hashSecret(state), hashSecret(browserSecret), clock.now());
        return bound
            ? { authorizeUrl: oauth.authorizeUrl({ redirectUri: this.#redirectUri, state }), state, browserSecret }
            : undefined;
    }
    /** Finishes the authorization that returns from Notion, once, and stores the connection. */
    async finish(query, browserSecret) {
        const { states, clock, log, audit } = this.#options;
        const taken = await states.consume(hashSecret(query.state), hashSecret(browserSecret ?? ''), clock.now());
        if (taken.kind !== 'taken') {
            log.warn('refused an OAuth callback', { reason: taken.kind });
            audit?.recordAggregated({
                actor: 'anybody',
                action: 'connection.refused',
                outcome: 'refused',
                details: { reason: taken.kind },
            });
            return taken;
        }
        const { pending } = taken;
        const { returnTo, continues } = pending;
        const outcome = query.code === undefined
            ? { kind: kindOfError(query.error), returnTo, continues }
            : await this.#connect(query.code, pending);
        if (outcome.kind === 'connected') {
            const { id, spaceId } = outcome.connection;
            log.info('connected a workspace', { space: spaceId, connection: id });
        }
        else {
            audit?.recordAggregated({
                actor: pending.by,
                action: 'connection.refused',
                space: pending.spaceId ?? undefined,
                outcome: outcome.kind === 'denied' ? 'refused' : 'failed',
                details: { reason: outcome.kind },
            });
            log.warn('did not connect a workspace', {
                space: pending.spaceId ?? undefined,
                reason: outcome.kind,
            });
        }
        return outcome;
    }
    async #connect(code, pending) {
        const { oauth, credentials, clock, log } = this.#options;
        const { returnTo, reconnects, by, continues } = pending;
        try {
            const authorization = await exchangeCode(oauth, code, this.#redirectUri, clock);
            const spaceId = pending.spaceId ?? spaceOfOwner(authorization.owner.userId);
            if (spaceId === undefined) {
                log.warn('Notion did not say who authorized');
                return { kind: 'misconfigured', returnTo, continues };
            }
            const connection = await credentials.recordConnection({ spaceId, authorization, by });
            return { kind: 'connected', connection, reconnects, returnTo, continues };
        }
        catch (error) {
            if (error instanceof OtherWorkspaceError) {
                // Not revoked: other spaces may use the same authorization.
                const { chosen, connected } = error;
                return {
                    kind: 'other_workspace',
                    chosen: chosen.name,
                    connected: connected.name,
                    returnTo,
                    continues,
                };
            }
            if (!(error instanceof OauthFailure)) {
                throw error;
            }
            log.warn("Notion's token endpoint failed", {
                kind: error.kind,
                status: error.status,
                error_code: error.code,
            });
            return { kind: kindOfFailure(error), returnTo, continues };
        }
    }
    get #redirectUri() {
        return `${this.#options.publicUrl}${CALLBACK_PATH}`;
    }
}
/** Undefined if the authorization belongs to the workspace itself. */
function spaceOfOwner(userId) {
    const person = userId === null ? undefined : parsePersonId(userId);
    return person && spaceOfPerson(person);
}
/** The `error` of a callback: RFC 6749 §4.1.2.1. */
function kindOfError(error) {
    switch (error) {
        case 'access_denied':
            return 'denied';
        case 'server_error':
        case 'temporarily_unavailable':
            return 'unavailable';
        default:
            return 'misconfigured';
    }
}
function kindOfFailure({ kind }) {
    switch (kind) {
        case 'invalid_grant':
            return 'refused';
        case 'transient':
            return 'unavailable';
        case 'configuration':
            return 'misconfigured';
    }
}
