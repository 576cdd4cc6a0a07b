import type { AuditLog } from '../audit/audit-log.js';
import type { Clock } from '../clock.js';
import type { Credentials } from '../credentials/credentials.js';
import { OtherWorkspaceError } from '../credentials/connections/same-workspace.js';
import type { RandomBytes } from '../sealing/keys.js';
import type { Connection } from '../credentials/connections/read-connections.js';
import type { Log } from '../telemetry/log/log.js';
import type { OauthClient } from './oauth.js';
import { OauthFailure } from './oauth-failure.js';
import { parsePersonId, spaceOfPerson, type ConnectionId, type SpaceId } from '../ids.js';
import { exchangeCode } from './exchange-code.js';
import type { Continuation, OauthStateStore, PendingAuthorization } from './states/oauth-state-store.js';
import { CALLBACK_PATH, GO_PATH } from './settings.js';
import { hashSecret, newSecret, stateOfTicket } from '../http/secret.js';

/** Milliseconds from start to callback. */
export const STATE_LIFETIME_MS = 600_000;

/** Options of the connect flow. */
export interface ConnectFlowOptions {
  /** Public address of this server, without a trailing slash. */
  readonly publicUrl: string;
  readonly oauth: Pick<OauthClient, 'authorizeUrl' | 'exchange'>;
  readonly credentials: Pick<Credentials, 'recordConnection'>;
  readonly states: OauthStateStore;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly log: Log;
  readonly audit?: AuditLog | undefined;
}

/** Result of `start`. */
interface StartedFlow {
  /** The link for the person: our own address, which binds their browser and redirects to Notion. */
  readonly authorizeUrl: string;
  readonly state: string;
}

/** Notion's address, and the secret that proves at the callback that this browser was sent there. */
interface OpenedFlow {
  readonly authorizeUrl: string;
  readonly state: string;
  readonly browserSecret: string;
}

/** A link that has not been followed yet. */
interface PendingFlow {
  readonly pending: PendingAuthorization;
  readonly startedAt: Date;
}

/** The query of a callback. */
interface CallbackQuery {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}

/** Result of a callback. Only `connected` stored anything. */
export type FlowOutcome =
  | {
      readonly kind: 'connected';
      readonly connection: Connection;
      /** The connection to renew. */
      readonly reconnects: ConnectionId | null;
      readonly returnTo: string | null;
      readonly continues?: Continuation | undefined;
    }
  | {
      /** The person declined; Notion refused the code; Notion did not respond; Notion refuses this server. */
      readonly kind: 'denied' | 'refused' | 'unavailable' | 'misconfigured';
      readonly returnTo: string | null;
      readonly continues?: Continuation | undefined;
    }
  | {
      /** The space has a connection of the other kind, to another workspace: names as Notion gives them. */
      readonly kind: 'other_workspace';
      readonly chosen: string | null;
      readonly connected: string | null;
      readonly returnTo: string | null;
      readonly continues?: Continuation | undefined;
    }
  | { readonly kind: 'gone' | 'wrong_browser' };

/** The result if the person declines on our own page, before Notion. */
export type Cancelled =
  { readonly kind: 'cancelled'; readonly returnTo: string | null } | { readonly kind: 'gone' };

/** Notion's classic OAuth, from the backend's start to the stored connection; independent of HTTP servers. */
export class ConnectFlow {
  readonly #options: ConnectFlowOptions;

  constructor(options: ConnectFlowOptions) {
    this.#options = options;
  }

  /** Starts an authorization bound to the requesting browser, which must return from Notion: no link is issued. */
  async begin(pending: PendingAuthorization): Promise<OpenedFlow> {
    const { authorizeUrl } = await this.start(pending);
    const opened = await this.open(authorizeUrl.slice(authorizeUrl.lastIndexOf('/') + 1));
    if (opened === undefined) {
      throw new Error('An authorization that was just begun is gone.');
    }
    return opened;
  }

  /** Starts an authorization for a space; the caller has checked the requester and the return address. */
  async start(pending: PendingAuthorization): Promise<StartedFlow> {
    const { states, clock, randomBytes, publicUrl } = this.#options;
    const ticket = newSecret(randomBytes);
    const state = stateOfTicket(ticket);
    const now = clock.now();
    await states.put(hashSecret(state), pending, new Date(now.getTime() + STATE_LIFETIME_MS), now);
    return { authorizeUrl: `${publicUrl}${GO_PATH}/${ticket}`, state };
  }

  /** Whether a started authorization is neither finished nor expired. */
  isPending(state: string): Promise<boolean> {
    return this.#options.states.isPending(hashSecret(state), this.#options.clock.now());
  }

  /** What a link is for, for the page before Notion; undefined if it is gone. Changes nothing. */
  async getPending(ticket: string): Promise<PendingFlow | undefined> {
    const { states, clock } = this.#options;
    const found = await states.find(hashSecret(stateOfTicket(ticket)), clock.now());
    return (
      found && {
        pending: found.pending,
        startedAt: new Date(found.expiresAt.getTime() - STATE_LIFETIME_MS),
      }
    );
  }

  /** Ends an authorization that the person declined before Notion. The link stops working. */
  async cancel(ticket: string): Promise<Cancelled> {
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
  async open(ticket: string): Promise<OpenedFlow | undefined> {
    const { states, clock, randomBytes, oauth } = this.#options;
    const state = stateOfTicket(ticket);
    const browserSecret = newSecret(randomBytes);
    const bound = await states.bind(hashSecret(state), hashSecret(browserSecret), clock.now());
    return bound
      ? { authorizeUrl: oauth.authorizeUrl({ redirectUri: this.#redirectUri, state }), state, browserSecret }
      : undefined;
  }

  /** Finishes the authorization that returns from Notion, once, and stores the connection. */
  async finish(query: CallbackQuery, browserSecret: string | undefined): Promise<FlowOutcome> {
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
    const outcome =
      query.code === undefined
        ? { kind: kindOfError(query.error), returnTo, continues }
        : await this.#connect(query.code, pending);
    if (outcome.kind === 'connected') {
      const { id, spaceId } = outcome.connection;
      log.info('connected a workspace', { space: spaceId, connection: id });
    } else {
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

  async #connect(code: string, pending: PendingAuthorization): Promise<FlowOutcome> {
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
    } catch (error) {
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

  get #redirectUri(): string {
    return `${this.#options.publicUrl}${CALLBACK_PATH}`;
  }
}

/** Undefined if the authorization belongs to the workspace itself. */
function spaceOfOwner(userId: string | null): SpaceId | undefined {
  const person = userId === null ? undefined : parsePersonId(userId);
  return person && spaceOfPerson(person);
}

/** The `error` of a callback: RFC 6749 §4.1.2.1. */
function kindOfError(error: string | undefined): 'denied' | 'unavailable' | 'misconfigured' {
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

function kindOfFailure({ kind }: OauthFailure): 'refused' | 'unavailable' | 'misconfigured' {
  switch (kind) {
    case 'invalid_grant':
      return 'refused';
    case 'transient':
      return 'unavailable';
    case 'configuration':
      return 'misconfigured';
  }
}
