import { noAudit, type AuditLog } from '../audit/audit-log.js';
import type { SpaceId } from '../ids.js';
import type { DailyBudget, KeyScope, KeySpaces } from './key-rows.js';
import type { Roots } from './roots.js';
import type { ServiceKeys } from './service-keys.js';

/** Somebody with a service key. */
export interface KeyCaller {
  readonly kind: 'key';
  readonly id: string;
  readonly spaces: KeySpaces;
  readonly scopes: readonly KeyScope[];
  /** The tools it may call; undefined for all that its scopes allow. */
  readonly tools: readonly string[] | undefined;
  readonly daily: DailyBudget;
  /** Below which pages and databases it may read; absent for the whole connection. */
  readonly roots?: Roots | undefined;
}

/** An app that a person has allowed to read some of their workspaces. */
export interface AppCaller {
  readonly kind: 'app';
  readonly clientId: string;
  /** The person's. */
  readonly spaceId: SpaceId;
  readonly scopes: readonly string[];
  /** Below which pages and databases it may read; absent for the whole connection. */
  readonly roots?: Roots | undefined;
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
export function createAuthenticator(
  keys: Pick<ServiceKeys, 'authenticate'>,
  authenticateApp: AuthenticateApp,
  audit: Pick<AuditLog, 'recordAggregated'> = noAudit,
): Authenticate {
  return async (presented) => {
    if (!presented.startsWith(KEY_PREFIX)) {
      const app = await authenticateApp(presented);
      if (app === undefined) {
        audit.recordAggregated({
          actor: 'anybody',
          action: 'authentication.failed',
          outcome: 'refused',
          details: { with: 'access token' },
        });
      }
      return app;
    }
    const key = await keys.authenticate(presented);
    if (key === undefined) {
      return undefined;
    }
    const { id, spaces, scopes, tools, roots, daily } = key;
    return { kind: 'key', id, spaces, scopes, tools, daily, roots };
  };
}
