import type { Request, RequestHandler, Response } from 'express';
import type { KeySpaces } from '../../access/key-rows.js';
import { spaceOfRequest } from '../../access/space-of-request.js';
import type { SpaceId } from '../../ids.js';
import { refuse } from '../../http/http-responses.js';

/** Who calls, once that is known. */
export interface Authorised {
  /** The spaces the caller may act for. */
  readonly spaces: KeySpaces;
  /** Names the caller in the event log; nothing secret. */
  readonly caller?: string | undefined;
}

/** Too much was presented that is nobody's. */
interface TooManyFailures {
  readonly retryAfterSeconds: number;
}

type Verdict = Authorised | TooManyFailures | 'narrowed' | undefined;

/** Finds out who calls; absent if the request does not prove it. `narrowed`: somebody who may not manage connections. */
export type Authorise = (request: Request) => Promise<Verdict> | Verdict;

const authorisedRequests = new WeakMap<Request, Authorised>();

/** Lets only those pass who are somebody. */
export function authoriseGuard(authorise: Authorise): RequestHandler {
  return async (request, response, next) => {
    const authorised = await authorise(request);
    if (authorised === undefined) {
      const reason = request.headers.authorization === undefined ? '' : ', error="invalid_token"';
      response.set('www-authenticate', `Bearer realm="notion-rest-mcp"${reason}`);
      refuse(
        response,
        401,
        'unauthorized',
        'Send a service key in the header "Authorization: Bearer <key>".',
      );
      return;
    }
    if (authorised === 'narrowed') {
      refuse(
        response,
        403,
        'forbidden',
        'This key is kept to reading, to some tools or to some pages. Connections are managed with a key that is not.',
      );
      return;
    }
    if ('retryAfterSeconds' in authorised) {
      response.set('retry-after', String(authorised.retryAfterSeconds));
      refuse(response, 429, 'too_many_requests', 'Too many keys were presented that are not valid.');
      return;
    }
    authorisedRequests.set(request, authorised);
    next();
  };
}

/** Who sent a request that the guard let pass. */
export function authorisedOf(request: Request): Authorised {
  const authorised = authorisedRequests.get(request);
  if (authorised === undefined) {
    throw new Error('A route that needs authorisation was reached without it.');
  }
  return authorised;
}

/** The space that a request acts for. Otherwise answers it: a foreign space gets the answer of an unknown one. */
export function spaceOrRefuse(
  request: Request,
  response: Response,
  requested: SpaceId | undefined,
): SpaceId | undefined {
  const space = spaceOfRequest(authorisedOf(request).spaces, [requested]);
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

/** The one answer for everything that is not there or belongs to somebody else. */
export function refuseUnknown(response: Response): void {
  refuse(response, 404, 'not_found', 'There is no such space or connection.');
}
