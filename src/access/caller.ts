import type { SpaceId } from '../credentials/identifiers.js';
import type { KeySpaces, ServiceKeys } from './service-keys.js';

/** Somebody with a service key. */
export interface KeyCaller {
  readonly kind: 'key';
  readonly id: string;
  readonly spaces: KeySpaces;
}

/** An app that a person has allowed to read some of their workspaces. */
export interface AppCaller {
  readonly kind: 'app';
  readonly clientId: string;
  /** The person's. */
  readonly spaceId: SpaceId;
  readonly scopes: readonly string[];
}

/** Who sends a request, once that is proven. */
export type Caller = KeyCaller | AppCaller;

/** Finds out who presents this bearer token: nobody if undefined, and nobody any more if it is `over`. */
export type Authenticate = (presented: string) => Promise<Caller | 'over' | undefined>;
/** Finds out which app presents this access token. */
export type AuthenticateApp = (presented: string) => Promise<AppCaller | 'over' | undefined>;

/** How every service key begins. Access tokens are looked up only for what does not. */
const KEY_PREFIX = 'nrm_';

/** Service keys, and beside them the access tokens of apps. */
export function authenticateWith(
  keys: Pick<ServiceKeys, 'authenticate'>,
  authenticateApp: AuthenticateApp,
): Authenticate {
  return async (presented) => {
    if (!presented.startsWith(KEY_PREFIX)) {
      return authenticateApp(presented);
    }
    const key = await keys.authenticate(presented);
    return key && { kind: 'key', id: key.id, spaces: key.spaces };
  };
}
