import { noAudit } from '../audit/audit-log.js';
/** Prefix of every service key. Only tokens without it are looked up as access tokens. */
const KEY_PREFIX = 'nrm_';
/** Authenticates service keys and the access tokens of apps. */
export function createAuthenticator(keys, authenticateApp, audit = noAudit) {
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
/** Authenticates service keys that are looked up already. The same caller comes back while nothing has changed. */
export function authenticatorAtOnce(keys) {
    const callers = new WeakMap();
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
function keyCaller({ id, spaces, scopes, tools, roots, changes, daily }) {
    return { kind: 'key', id, spaces, scopes, tools, daily, roots, changes };
}
