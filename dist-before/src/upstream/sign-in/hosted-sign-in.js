import { hashSecret, newSecret, stateOfTicket } from '../../http/secret.js';
import { identify } from '../client-identity/client-identity.js';
import { discover, revocationEndpoint } from '../discovery/discover.js';
import { UpstreamProblem } from '../problem.js';
import { finishSignIn } from './finish-sign-in.js';
import { HOSTED_CALLBACK_PATH, HOSTED_GO_PATH } from './hosted-settings.js';
import { openSignIn, sealSignIn } from './pending-sign-in.js';
import { problemOfCallback } from './problem-of-callback.js';
/** Bytes of the id in the address of a client's metadata document. */
const DOCUMENT_ID_BYTES = 16;
/**
 * The sign-in to the hosted server, from a link or a button to the stored connection: OAuth 2.1 for a public client, with
 * PKCE, the exact resource and a state that is bound to one browser. Independent of HTTP servers.
 */
export class HostedSignIn {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** Makes a link; nothing is asked of the hosted server before it is followed. */
    async start(request) {
        const { randomBytes, publicUrl } = this.#options;
        const ticket = newSecret(randomBytes);
        const state = stateOfTicket(ticket);
        await this.#put(state, {
            ...pendingOf(request),
            continues: { kind: 'hosted', person: request.person, toConnections: request.toConnections },
        });
        return { authorizeUrl: `${publicUrl}${HOSTED_GO_PATH}/${ticket}`, state };
    }
    /** Whether a link can still be followed. */
    isPending(state) {
        return this.#options.states.isPending(hashOf(state), this.#options.clock.now());
    }
    /** What a link is for; undefined if it is gone. Changes nothing. */
    async getPending(ticket) {
        const { states, clock, settings } = this.#options;
        const found = await states.find(hashOf(stateOfTicket(ticket)), clock.now());
        return (found && {
            pending: found.pending,
            startedAt: new Date(found.expiresAt.getTime() - settings.stateTtlMs),
        });
    }
    /** Ends a link that the person declined. */
    async cancel(ticket) {
        const { states, clock } = this.#options;
        const ended = await states.end(hashOf(stateOfTicket(ticket)), clock.now());
        if (ended === undefined) {
            return { kind: 'gone' };
        }
        this.#refused(ended, 'cancelled');
        return { kind: 'cancelled', returnTo: ended.returnTo };
    }
    /** Follows a link: the browser that gets the answer may finish it. Undefined if it is gone. */
    async open(ticket) {
        const { states, clock } = this.#options;
        const link = hashOf(stateOfTicket(ticket));
        const found = await states.find(link, clock.now());
        return found && this.#send(found.pending, link);
    }
    /** Starts a sign-in that is bound to the requesting browser at once: no link is made. */
    begin(request) {
        const { person, toConnections } = request;
        return this.#send({ ...pendingOf(request), continues: { kind: 'hosted', person, toConnections } }, undefined);
    }
    /** Finishes the sign-in that returns, once. */
    async finish(query, browserSecret) {
        const { states, clock, log, sealer } = this.#options;
        const stateHash = hashOf(query.state);
        const taken = await states.consume(stateHash, hashSecret(browserSecret ?? ''), clock.now());
        if (taken.kind !== 'taken') {
            log.warn('refused a callback of the hosted server', { reason: taken.kind });
            this.#refused(undefined, taken.kind);
            return taken;
        }
        const { pending } = taken;
        const { continues, returnTo, spaceId } = pending;
        if (continues?.kind !== 'hosted' || continues.sealed === undefined || spaceId === null) {
            return { kind: 'gone' };
        }
        const { sealed, person, toConnections, link } = continues;
        try {
            const signIn = openSignIn(sealer, stateHash, sealed);
            if (query.code === undefined) {
                throw await problemOfCallback(signIn, query);
            }
            const answer = { code: query.code, issuer: query.iss };
            const owner = { spaceId, by: pending.by, person };
            const connection = await finishSignIn(this.#options, signIn, answer, owner);
            if (link !== undefined) {
                await states.end(link, clock.now());
            }
            log.info('connected a workspace through the hosted server', {
                space: spaceId,
                connection: connection.id,
            });
            return { kind: 'connected', connection, returnTo, toConnections };
        }
        catch (error) {
            if (!(error instanceof UpstreamProblem)) {
                throw error;
            }
            log.warn('did not connect a workspace through the hosted server', {
                space: spaceId,
                reason: error.code,
            });
            this.#refused(pending, error.code);
            return { kind: 'failed', problem: error, returnTo, toConnections };
        }
    }
    /** Finds the server, makes its client, and stores what the callback needs. */
    async #send(pending, link) {
        const { settings, fetch, publicUrl, isPublic, randomBytes, sealer, states, clock } = this.#options;
        const redirectUri = settings.redirectUri ?? `${publicUrl}${HOSTED_CALLBACK_PATH}`;
        const server = await discover(new URL(settings.serverUrl), fetch);
        const client = await identify({
            server,
            redirectUri,
            configuredId: settings.clientId,
            publicUrl: isPublic ? publicUrl : undefined,
            fetch,
            newId: () => Buffer.from(randomBytes(DOCUMENT_ID_BYTES)).toString('base64url'),
        });
        const state = newSecret(randomBytes);
        const { startAuthorization } = await import('@modelcontextprotocol/client');
        const { authorizationUrl, codeVerifier } = await startAuthorization(server.issuer, {
            metadata: server.metadata,
            clientInformation: { client_id: client.clientId },
            redirectUrl: redirectUri,
            state,
            resource: server.resource,
        });
        const stateHash = hashOf(state);
        const sealed = sealSignIn(sealer, stateHash, {
            ...client,
            issuer: server.issuer,
            tokenEndpoint: server.metadata.token_endpoint,
            revocationEndpoint: revocationEndpoint(server.metadata) ?? null,
            resource: server.resource,
            serverUrl: server.serverUrl.href,
            codeVerifier,
            redirectUri,
            namesIssuer: server.metadata.authorization_response_iss_parameter_supported === true,
        });
        const { continues } = pending;
        if (continues?.kind !== 'hosted') {
            throw new Error('A link of another kind was followed to the hosted server.');
        }
        await this.#put(state, { ...pending, continues: { ...continues, link, sealed } });
        const browserSecret = newSecret(randomBytes);
        await states.bind(stateHash, hashSecret(browserSecret), clock.now());
        return { authorizeUrl: authorizationUrl.href, state, browserSecret };
    }
    #put(state, pending) {
        const { states, clock, settings } = this.#options;
        const now = clock.now();
        return states.put(hashOf(state), pending, new Date(now.getTime() + settings.stateTtlMs), now);
    }
    #refused(pending, reason) {
        this.#options.audit?.recordAggregated({
            actor: pending?.by ?? 'anybody',
            action: 'connection.refused',
            space: pending?.spaceId ?? undefined,
            outcome: 'refused',
            details: { reason },
        });
    }
}
function pendingOf({ spaceId, returnTo, reconnects, by }) {
    return { spaceId, returnTo, reconnects, by };
}
/** Apart from the states of the classic flow: a state of one kind does not exist at the callback of the other. */
function hashOf(state) {
    return hashSecret(`hosted\n${state}`);
}
