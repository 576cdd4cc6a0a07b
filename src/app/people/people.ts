import type { RequestHandler } from 'express';
import type { AppCaller, AuthenticateApp } from '../../access/caller.js';
import type { AuditLog } from '../../audit/audit-log.js';
import type { GuardedFetch } from '../../http/fetch/guarded-fetch.js';
import type { AuthenticationThrottle } from '../../http/limits/authentication-throttle.js';
import type { PersonId, SpaceId } from '../../ids.js';
import type { RevokeAtNotion } from '../../notion-oauth/revoke-at-notion.js';
import type { FindLinkCreator } from '../../notion-oauth/routes/confirm-link.js';
import type { Authorize } from '../../notion-oauth/routes/service-key-guard.js';
import type { VisibleSelection } from '../../oauth-server/consent/app-links.js';
import type { Log } from '../../telemetry/log/log.js';
import type { PersonChanges, PersonConnections, PersonSessions } from '../../web/ports.js';
import type { hostedServer } from '../hosted/hosted-server.js';
import type { OpenStore } from '../open-store.js';

/** What people and apps do at a server of many spaces; without a client of the REST API's OAuth there are no such. */
export interface People {
  readonly revoke: RevokeAtNotion;
  /** Finds who made a link, for the page that names them. */
  readonly makerOf: FindLinkCreator;
  /** Names the app or key that has done something for a person, if it is known. */
  readonly nameOf: (personId: PersonId, actor: string) => Promise<string | undefined>;
  readonly authenticateApp: AuthenticateApp;
  /** Where apps without a token are directed; undefined where none can get one. */
  readonly challenge: { readonly metadataUrl: string; readonly scope: string } | undefined;
  /** A link to connect over REST, for the calls of a key; undefined where nobody can. */
  readonly keyLinkFor: ((spaceId: SpaceId, keyId: string) => Promise<string>) | undefined;
  readonly appLinkFor: (app: AppCaller) => Promise<string | undefined>;
  readonly connectionsVisibleTo: (app: AppCaller) => Promise<VisibleSelection>;
  /** Pages, and addresses of backends. `changes`: absent where nothing can be changed. */
  routes(
    hosted: HostedServer | undefined,
    changes: PersonChanges | undefined,
    chat?: RequestHandler,
  ): readonly RequestHandler[];
  /** Who is signed in, and what is theirs; absent where nobody signs in. */
  readonly person?: { readonly sessions: PersonSessions; readonly connections: PersonConnections };
  /** Ends what is fetched for unknown clients. */
  stop(): void;
  close(): void;
}

export type HostedServer = ReturnType<typeof hostedServer>;

/** What both kinds of servers are made of. */
export interface PeopleOptions {
  readonly publicUrl: string;
  readonly returnOrigins: readonly string[];
  readonly store: Pick<OpenStore, 'database' | 'sealer' | 'credentials' | 'audit'>;
  readonly authorize: Authorize;
  readonly failures: AuthenticationThrottle;
  /** Whether this server makes changes. */
  readonly makesChanges: boolean;
  /** Whether texts of pages are kept for search. */
  readonly keepsIndex: boolean;
  readonly audit: AuditLog;
  readonly log: Log;
  readonly fetchDocument?: GuardedFetch | undefined;
}
