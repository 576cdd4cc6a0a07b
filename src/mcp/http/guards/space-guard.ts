import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { bearerChallenge, bearerToken } from '../../../http/bearer-token.js';
import type { Authenticate } from '../../../access/caller.js';
import { spaceOfCaller } from '../../../access/space-of-request.js';
import type { AuthenticationThrottle } from '../../../http/limits/authentication-throttle.js';
import { authInfoOf } from '../../calls/request-caller.js';
import { markAuthenticated } from '../sockets/connection-limit.js';
import { sendError } from '../http-errors.js';
import { refuseFlooding } from './http-guards.js';

/** Header that names the space if the path does not. */
const SPACE_HEADER = 'x-space-id';
const TOKEN_HINT =
  'Send a service key or an access token in the header "Authorization: Bearer <token>". Apps find out how to get one from the WWW-Authenticate header.';
const KEY_HINT = 'Send a service key in the header "Authorization: Bearer <key>".';

/** Where apps without a token are directed. */
interface Challenge {
  /** The metadata of this server as a protected resource (RFC 9728 §5.1). */
  readonly metadataUrl: string;
  /** Required scope. */
  readonly scope: string;
}

/**
 * Authenticates service keys and access tokens, and fixes caller and space of the request (see `authInfoOf`). Without a
 * challenge there are no access tokens.
 */
export function spaceGuard(
  authenticate: Authenticate,
  challenge: Challenge | undefined,
  failures: Pick<AuthenticationThrottle, 'authenticate'>,
): RequestHandler {
  return async (request, response, next) => {
    const presented = bearerToken(request.headers.authorization);
    const proof =
      presented === undefined
        ? undefined
        : await failures.authenticate(request, 'mcp', presented, authenticate);
    if (proof?.kind === 'flooding') {
      refuseFlooding(response, proof.seconds);
      return;
    }
    const caller = proof?.kind === 'proven' ? proof.caller : undefined;
    if (caller === undefined) {
      response.set(
        'www-authenticate',
        bearerChallenge({ ...challenge, error: presented === undefined ? undefined : 'invalid_token' }),
      );
      sendError(response, 401, challenge === undefined ? KEY_HINT : TOKEN_HINT);
      return;
    }
    if (caller.kind === 'app' && challenge !== undefined && !caller.scopes.includes(challenge.scope)) {
      response.set('www-authenticate', bearerChallenge({ ...challenge, error: 'insufficient_scope' }));
      sendError(response, 403, `This token does not allow ${challenge.scope}.`);
      return;
    }
    const space = spaceOfCaller(caller, [pathSpace(request), headerSpace(request)]);
    if (space.kind === 'unnamed') {
      sendError(response, 400, 'This key is for every space: call /mcp/{spaceId}, or send X-Space-Id.');
    } else if (space.kind === 'foreign') {
      sendError(response, 404, 'Unknown space.');
    } else {
      Object.assign(request, { auth: authInfoOf(caller, space.spaceId) });
      markAuthenticated(request.socket);
      next();
    }
  };
}

function pathSpace(request: Request): string | undefined {
  const { spaceId } = request.params;
  return typeof spaceId === 'string' ? spaceId : undefined;
}

/** The space that the request names beside its path. */
export function headerSpace(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  const header = request.headers[SPACE_HEADER];
  return typeof header === 'string' ? header : undefined;
}
