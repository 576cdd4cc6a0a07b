import type { Authorise } from './service-key-guard.js';
import type { FailedCallers } from '../../http/limits/authentication-throttle.js';
import { bearerToken } from '../../http/bearer-token.js';
import type { ServiceKeys } from '../../access/service-keys.js';

/**
 * Lets backends with a service key start, list and end connections of the spaces their key is for. A key that is kept to less
 * than its whole space may do none of it: a connection is more than all that it can reach.
 */
export function authoriseWithKeys(
  keys: Pick<ServiceKeys, 'authenticate'>,
  failures: Pick<FailedCallers, 'prove'>,
): Authorise {
  return async (request) => {
    const presented = bearerToken(request.headers.authorization);
    if (presented === undefined) {
      return undefined;
    }
    const proof = await failures.prove(request, 'backend', presented, (text) => keys.authenticate(text));
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
