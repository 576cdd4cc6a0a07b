import type { Authorise } from '../connect/authorisation.js';
import { bearerToken } from './bearer-token.js';
import type { ServiceKeys } from './service-keys.js';

/** Lets backends with a service key start, list and end connections of the spaces their key is for. */
export function authoriseWithKeys(keys: Pick<ServiceKeys, 'authenticate'>): Authorise {
  return async (request) => {
    const presented = bearerToken(request.headers.authorization);
    const key = presented === undefined ? undefined : await keys.authenticate(presented);
    return key && { spaces: key.spaces === 'all' ? 'all' : [key.spaces], caller: `key ${key.id}` };
  };
}
