import type { Authorise } from '../connect/authorisation.js';
import type { FailedCallers } from '../http/failed-callers.js';
import { bearerToken } from './bearer-token.js';
import type { ServiceKeys } from './service-keys.js';

/** Lets backends with a service key start, list and end connections of the spaces their key is for. */
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
        const { id, spaces } = proof.caller;
        return { spaces: spaces === 'all' ? 'all' : [spaces], caller: `key ${id}` };
      }
    }
  };
}
