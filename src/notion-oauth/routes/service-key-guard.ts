import type { Request, RequestHandler, Response } from 'express';
import type { KeySpaces } from '../../access/key-rows.js';
import { resolveSpace } from '../../access/space-of-request.js';
import type { SpaceId } from '../../ids.js';
import { bearerChallenge, bearerToken } from '../../http/bearer-token.js';
import { refuse } from '../../http/http-responses.js';
import type { ServiceKeys } from '../../access/service-keys.js';
import type { AuthenticationThrottle } from '../../http/limits/authentication-throttle.js';

/** An authenticated caller. */
export interface AuthorizedCaller {
  /** The spaces the caller may act for. */
  readonly spaces: KeySpaces;
  /** Identifies the caller in the event log; not secret. */
  readonly caller?: string | undefined;
}

/** Too many invalid keys were presented. */
interface TooManyFailures {
  readonly retryAfterSeconds: number;
}

type Verdict = AuthorizedCaller | TooManyFailures | 'narrowed' | undefined;

/** Authenticates the caller; absent without proof. `narrowed`: the caller may not manage connections. */
export type Authorize = (request: Request) => Promise<Verdict> | Verdict;

/**
 * Lets backends with a service key start, list and end connections of the spaces their key is for. A key limited to
 * less than its whole space may do none of this: a connection covers more than the key can reach.
 */
export function authorizeWithKeys(
  keys: Pick<ServiceKeys, 'authenticate'>,
  failures: Pick<AuthenticationThrottle, 'authenticate'>,
): Authorize {
  return async (request) => {
    const presented = bearerToken(request.headers.authorization);
    if (presented === undefined) {
      return undefined;
    }
    const proof = await failures.authenticate(request, 'backend', presented, (text) =>
      keys.authenticate(text),
    );
    switch (proof.kind) {
      case 'flooding':
        return { retryAfterSeconds: proof.seconds };
      case 'refused':
        return undefined;
      case 'proven': {
        const { id, spaces, scopes, tools, roots } = proof.caller;
        if (!scopes.includes('write') || tools !== undefined || roots !== undefined) {
          return 'narrowed';
        }
        return { spaces, caller: `key ${id}` };
      }
    }
  };
}

const authorizedRequests = new WeakMap<Request, AuthorizedCaller>();

/** Lets only authenticated callers pass. */
export function serviceKeyGuard(authorize: Authorize): RequestHandler {
  return async (request, response, next) => {
    const authorized = await authorize(request);
    if (authorized === undefined) {
      const error = request.headers.authorization === undefined ? undefined : 'invalid_token';
      response.set('www-authenticate', bearerChallenge({ error }));
      refuse(
        response,
        401,
        'unauthorized',
        'Send a service key in the header "Authorization: Bearer <key>".',
      );
      return;
    }
    if (authorized === 'narrowed') {
      refuse(
        response,
        403,
        'forbidden',
        'This key is limited to reading, to some tools or to some pages. Manage connections with one that is not.',
      );
      return;
    }
    if ('retryAfterSeconds' in authorized) {
      response.set('retry-after', String(authorized.retryAfterSeconds));
      refuse(response, 429, 'too_many_requests', 'Too many invalid keys were presented.');
      return;
    }
    authorizedRequests.set(request, authorized);
    next();
  };
}

/** The caller of a request that the guard let pass. */
export function authorizedCallerOf(request: Request): AuthorizedCaller {
  const authorized = authorizedRequests.get(request);
  if (authorized === undefined) {
    throw new Error('A route that needs authorization was reached without it.');
  }
  return authorized;
}

/** The space that a request acts for. Otherwise answers it: a foreign space is answered like an unknown one. */
export function spaceOrRefuse(
  request: Request,
  response: Response,
  ...requested: readonly (SpaceId | undefined)[]
): SpaceId | undefined {
  const space = resolveSpace(authorizedCallerOf(request).spaces, requested);
  switch (space.kind) {
    case 'space':
      return space.spaceId;
    case 'unnamed':
      refuse(
        response,
        400,
        'invalid_request',
        'spaceId is needed: this key is not for one space.',
        'spaceId',
      );
      return undefined;
    case 'foreign':
      refuseUnknown(response);
      return undefined;
  }
}

/** The one answer for everything that does not exist or belongs to another space. */
export function refuseUnknown(response: Response): void {
  refuse(response, 404, 'not_found', 'There is no such space or connection.');
}
