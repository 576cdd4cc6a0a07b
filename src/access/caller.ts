import { noAudit, type AuditLog } from '../audit/audit-log.js';
import type { SpaceId } from '../ids.js';
import type { DailyBudget, KeySpaces, ServiceKey } from './key-rows.js';
import type { KeyScope } from './key-scopes.js';
import type { ChangeLimits } from './change-limits.js';
import type { Roots } from './roots.js';
import type { ServiceKeys } from './service-keys.js';

/** A caller with a service key. */
export interface KeyCaller {
  readonly kind: 'key';
  readonly id: string;
  readonly spaces: KeySpaces;
  readonly scopes: readonly KeyScope[];
  /** The tools it may call; undefined for all that its scopes allow. */
  readonly tools: readonly string[] | undefined;
  readonly daily: DailyBudget;
  /** The pages and databases below which it may read; absent for the whole connection. */
  readonly roots?: Roots | undefined;
  /** What it may change of that; absent for all. */
  readonly changes?: ChangeLimits | undefined;
}

/** An app that a user has allowed to read some of their workspaces. */
export interface AppCaller {
  readonly kind: 'app';
  readonly clientId: string;
  /** The user's space. */
  readonly spaceId: SpaceId;
  readonly scopes: readonly string[];
  /** The pages and databases below which it may read; absent for the whole connection. */
  readonly roots?: Roots | undefined;
  /** What it may change of that; absent for all. */
  readonly changes?: ChangeLimits | undefined;
}

/** The authenticated sender of a request. */
export type Caller = KeyCaller | AppCaller;

/** Resolves a bearer token to its caller: undefined if unknown, `over` if no longer valid. */
export type Authenticate = (presented: string) => Promise<Caller | 'over' | undefined>;
/** Resolves an access token to its app. */
export type AuthenticateApp = (presented: string) => Promise<AppCaller | 'over' | undefined>;

/** Prefix of every service key. Only tokens without it are looked up as access tokens. */
const KEY_PREFIX = 'nrm_';

/** Authenticates service keys and the access tokens of apps. */
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
    return keyCaller(key);
  };
}

/** Resolves a bearer token at once, where that takes no look-up; undefined for all that {@link Authenticate} has to decide. */
export type AuthenticateAtOnce = (presented: string) => KeyCaller | undefined;

/** Authenticates service keys that are looked up already. The same caller comes back while nothing has changed. */
export function authenticatorAtOnce(keys: Pick<ServiceKeys, 'authenticateAtOnce'>): AuthenticateAtOnce {
  const callers = new WeakMap<ServiceKey, KeyCaller>();
  return (presented) => {
    const key = keys.authenticateAtOnce(presented);
    if (key === undefined) {
      return undefined;
    }
    const caller = callers.get(key) ?? keyCaller(key);
    callers.set(key, caller);
    return caller;
  };
}

function keyCaller({ id, spaces, scopes, tools, roots, changes, daily }: ServiceKey): KeyCaller {
  return { kind: 'key', id, spaces, scopes, tools, daily, roots, changes };
}
