import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Request, RequestHandler } from 'express';
import { bearerToken } from '../../../http/bearer-token.js';
import type { AppCaller, Authenticate, Caller } from '../../../access/caller.js';
import { readRoots, type Roots } from '../../../access/roots.js';
import { spaceOfRequest, type SpaceOfRequest } from '../../../access/space-of-request.js';
import { readSpaceId, type SpaceId } from '../../../ids.js';
import type { FailedCallers } from '../../../http/limits/authentication-throttle.js';
import { markProven } from '../connection-limit.js';
import { sendError } from '../http-errors.js';
import { refuseFlooding } from './http-guards.js';

/** Names the space where the path does not. */
const SPACE_HEADER = 'x-space-id';
const TOKEN_HINT =
  'Send a service key or an access token in the header "Authorization: Bearer <token>". Apps find out how to get one from the WWW-Authenticate header.';

/** Where apps that have no token are sent. */
interface Challenge {
  /** The metadata of this server as a protected resource (RFC 9728 §5.1). */
  readonly metadataUrl: string;
  /** What a token has to allow. */
  readonly scope: string;
}

/**
 * Lets only service keys and access tokens in, and fixes the space of the request and who calls once, here: from now on
 * both travel as the request's authentication and are never read from the request again.
 */
export function spaceGuard(
  authenticate: Authenticate,
  challenge: Challenge,
  failures: Pick<FailedCallers, 'prove'>,
): RequestHandler {
  return async (request, response, next) => {
    const presented = bearerToken(request.headers.authorization);
    const proof =
      presented === undefined ? undefined : await failures.prove(request, 'mcp', presented, authenticate);
    if (proof?.kind === 'flooding') {
      refuseFlooding(response, proof.seconds);
      return;
    }
    const caller = proof?.kind === 'proven' ? proof.caller : undefined;
    if (caller === undefined) {
      response.set('www-authenticate', challengeText(challenge, presented && 'invalid_token'));
      sendError(response, 401, TOKEN_HINT);
      return;
    }
    if (caller.kind === 'app' && !caller.scopes.includes(challenge.scope)) {
      response.set('www-authenticate', challengeText(challenge, 'insufficient_scope'));
      sendError(response, 403, `This token does not allow ${challenge.scope}.`);
      return;
    }
    const space = spaceOf(caller, [pathSpace(request), headerSpace(request)]);
    if (space.kind === 'unnamed') {
      sendError(response, 400, 'This key is for every space: call /mcp/{spaceId}, or send X-Space-Id.');
    } else if (space.kind === 'foreign') {
      sendError(response, 404, 'There is no such space.');
    } else {
      Object.assign(request, { auth: authInfo(caller, space.spaceId) });
      markProven(request.socket);
      next();
    }
  };
}

/** What the guard fixed for a request. */
interface FixedCaller {
  readonly spaceId: SpaceId;
  /** The app that calls, which sees what its person has chosen; absent for a service key, which sees the whole space. */
  readonly app?: AppCaller | undefined;
  /** Below which pages and databases whoever calls may read; absent for whole connections. */
  readonly roots?: Roots | undefined;
}

/** Reads what the guard fixed. Rejects everything else: without it nothing may be read. */
export function fixedCaller(auth: AuthInfo | undefined): FixedCaller {
  const { spaceId: space, kind } = auth?.extra ?? {};
  const spaceId = typeof space === 'string' ? readSpaceId(space) : undefined;
  if (auth === undefined || spaceId === undefined) {
    throw new Error('A request reached the tools without a space.');
  }
  const { clientId, scopes } = auth;
  const kept = rootsOf(auth);
  switch (kind) {
    case 'key':
      return { spaceId, ...kept };
    case 'app':
      return { spaceId, ...kept, app: { kind, clientId, spaceId, scopes, ...kept } };
    default:
      throw new Error('A request reached the tools without a caller.');
  }
}

/** Fails closed: roots that cannot be read must not become none. */
function rootsOf({ extra }: AuthInfo): { readonly roots?: Roots } {
  const stated = extra?.['roots'];
  if (stated === undefined) {
    return {};
  }
  const roots = readRoots(stated);
  if (roots === undefined) {
    throw new Error('A request reached the tools with roots that cannot be read.');
  }
  return { roots };
}

/** An app acts for its person and nobody else, so whatever a request of its names is not its own. */
function spaceOf(caller: Caller, named: readonly (string | undefined)[]): SpaceOfRequest {
  if (caller.kind === 'key') {
    return spaceOfRequest(caller.spaces, named);
  }
  return named.every((name) => name === undefined)
    ? { kind: 'space', spaceId: caller.spaceId }
    : { kind: 'foreign' };
}

/** The token itself stays behind: nothing after the guard needs it, and it cannot leak from where it is not. */
function authInfo(caller: Caller, spaceId: SpaceId): AuthInfo {
  const extra = {
    spaceId,
    kind: caller.kind,
    ...(caller.roots === undefined ? {} : { roots: caller.roots }),
  };
  if (caller.kind === 'app') {
    return { token: '', clientId: caller.clientId, scopes: [...caller.scopes], extra };
  }
  const { id, scopes, tools, daily } = caller;
  return {
    token: '',
    clientId: id,
    scopes: scopes.map((scope) => `notion:${scope}`),
    extra: { ...extra, daily, ...(tools === undefined ? {} : { tools }) },
  };
}

/** RFC 6750 §3 with the parameter of RFC 9728 §5.1. All parts are ours: nothing needs escaping. */
function challengeText({ metadataUrl, scope }: Challenge, error: string | undefined): string {
  return [
    'Bearer realm="notion-rest-mcp"',
    ...(error === undefined ? [] : [`error="${error}"`]),
    `scope="${scope}"`,
    `resource_metadata="${metadataUrl}"`,
  ].join(', ');
}

function pathSpace(request: Request): string | undefined {
  const { spaceId } = request.params;
  return typeof spaceId === 'string' ? spaceId : undefined;
}

function headerSpace(request: Request): string | undefined {
  const header = request.headers[SPACE_HEADER];
  return typeof header === 'string' ? header : undefined;
}
