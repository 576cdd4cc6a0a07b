import type { Authorise } from '../connect/authorisation.js';
import { bearerToken } from './bearer-token.js';
import type { ServiceKeys } from './service-keys.js';

/**
 * Lets backends with a service key start, list and end connections of the spaces their key is for. A key that is kept to less
 * than its whole space may do none of it: a connection is more than all that it can reach.
 */
export function authoriseWithKeys(keys: Pick<ServiceKeys, 'authenticate'>): Authorise {
  return async (request) => {
    const presented = bearerToken(request.headers.authorization);
    const key = presented === undefined ? undefined : await keys.authenticate(presented);
    if (
      key !== undefined &&
      (!key.scopes.includes('write') || key.tools !== undefined || key.roots !== undefined)
    ) {
      return 'narrowed';
    }
    return key && { spaces: key.spaces === 'all' ? 'all' : [key.spaces], caller: `key ${key.id}` };
  };
}
