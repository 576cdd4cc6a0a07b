import type { RequestHandler, Response } from 'express';
import { isJsonContentType } from '@modelcontextprotocol/server';
import { isAllowedOrigin, type HostCheck } from './allowed-callers.js';
import { bearerChallenge, bearerCheck, bearerToken } from '../../../http/bearer-token.js';
import type { AuthenticationThrottle } from '../../../http/limits/authentication-throttle.js';
import { markAuthenticated } from '../sockets/connection-limit.js';
import { sendError, sendRetryLater } from '../http-errors.js';

/** Stops web pages: those that reach this server under a name of their own, and those of foreign origins. */
export function callerGuard(isAllowedHost: HostCheck, origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (!isAllowedHost(request.headers.host)) {
      sendError(
        response,
        403,
        'This Host is not allowed. The operator can add its name to the setting ALLOWED_HOSTS.',
      );
    } else if (!isAllowedOrigin(request.headers.origin, origins)) {
      sendError(
        response,
        403,
        'This Origin is not allowed. The operator can add it to the setting ALLOWED_ORIGINS.',
      );
    } else {
      next();
    }
  };
}

/** Authenticates requests by the server's token. */
export function bearerGuard(
  token: string,
  failures: Pick<AuthenticationThrottle, 'authenticate'>,
): RequestHandler {
  const isToken = bearerCheck(token);
  return async (request, response, next) => {
    const presented = bearerToken(request.headers.authorization);
    const proof =
      presented === undefined
        ? undefined
        : await failures.authenticate(request, 'mcp', presented, (text) =>
            isToken(text) ? true : undefined,
          );
    if (proof?.kind === 'proven') {
      markAuthenticated(request.socket);
      next();
      return;
    }
    if (proof?.kind === 'flooding') {
      refuseFlooding(response, proof.seconds);
      return;
    }
    const error = proof === undefined ? undefined : 'invalid_token';
    response.set('www-authenticate', bearerChallenge({ error }));
    sendError(
      response,
      401,
      'Send the server\'s MCP_AUTH_TOKEN in the header "Authorization: Bearer <token>".',
    );
  };
}

/** Refuses an address that has sent too many invalid tokens. */
export function refuseFlooding(response: Response, seconds: number): void {
  sendRetryLater(response, 429, 'Too many invalid tokens.', seconds);
}

/** The endpoint keeps no sessions and no streams, so there is nothing to GET or DELETE. */
export const postOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'POST') {
    next();
    return;
  }
  response.set('allow', 'POST');
  sendError(response, 405, 'Only POST is allowed here.');
};

/** A web page cannot send JSON to a foreign server without asking first, so the type is part of the defence. */
export const jsonOnly: RequestHandler = (request, response, next) => {
  if (isJsonContentType(request.headers['content-type'])) {
    next();
    return;
  }
  sendError(response, 415, 'The Content-Type must be application/json.');
};
