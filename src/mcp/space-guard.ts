import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Request, RequestHandler } from 'express';
import type { ServiceKeys } from '../access/service-keys.js';
import { spaceOfRequest } from '../access/space-of-request.js';
import { parseSpaceId, type SpaceId } from '../credentials/identifiers.js';
import { bearerToken } from '../access/bearer-token.js';
import { sendError } from './http-errors.js';

/** Names the space where the path does not. */
const SPACE_HEADER = 'x-space-id';
const KEY_HINT = 'Send a service key in the header "Authorization: Bearer <key>".';

/**
 * Lets only service keys in, and fixes the space of the request once, here: from now on it travels as the request's
 * authentication and is never read from the request again.
 */
export function spaceGuard(keys: Pick<ServiceKeys, 'authenticate'>): RequestHandler {
  return async (request, response, next) => {
    const presented = bearerToken(request.headers.authorization);
    const key = presented === undefined ? undefined : await keys.authenticate(presented);
    if (key === undefined) {
      const reason = presented === undefined ? '' : ', error="invalid_token"';
      response.set('www-authenticate', `Bearer realm="notion-rest-mcp"${reason}`);
      sendError(response, 401, KEY_HINT);
      return;
    }
    const space = spaceOfRequest(key.spaces, [pathSpace(request), headerSpace(request)]);
    if (space.kind === 'unnamed') {
      sendError(response, 400, 'This key is for every space: call /mcp/{spaceId}, or send X-Space-Id.');
    } else if (space.kind === 'foreign') {
      sendError(response, 404, 'There is no such space.');
    } else {
      Object.assign(request, { auth: authInfo(key.id, space.spaceId) });
      next();
    }
  };
}

/** The space that the guard fixed for a request. */
export function spaceOfCaller(caller: AuthInfo | undefined): SpaceId {
  const spaceId = caller?.extra?.['spaceId'];
  const parsed = typeof spaceId === 'string' ? parseSpaceId(spaceId) : undefined;
  if (parsed === undefined) {
    throw new Error('A request reached the tools without a space.');
  }
  return parsed;
}

/** The key itself stays behind: nothing after the guard needs it, and it cannot leak from where it is not. */
function authInfo(keyId: string, spaceId: SpaceId): AuthInfo {
  return { token: '', clientId: keyId, scopes: ['notion:read'], extra: { spaceId } };
}

function pathSpace(request: Request): string | undefined {
  const { spaceId } = request.params;
  return typeof spaceId === 'string' ? spaceId : undefined;
}

function headerSpace(request: Request): string | undefined {
  const header = request.headers[SPACE_HEADER];
  return typeof header === 'string' ? header : undefined;
}
