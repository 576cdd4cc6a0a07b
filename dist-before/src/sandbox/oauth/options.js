import { stableId } from '../ids.js';
/** The OAuth client that a sandbox knows by default. Like Notion's own, a UUID. */
export const SANDBOX_CLIENT_ID = stableId('oauth client of the sandbox');
/** Its secret. It opens nothing else. */
export const SANDBOX_CLIENT_SECRET = 'secret_sandbox_demo_client';
/** The client of these options. */
export function registeredClient(options) {
    const { redirectUris } = options;
    return {
        id: options.clientId ?? SANDBOX_CLIENT_ID,
        secret: options.clientSecret ?? SANDBOX_CLIENT_SECRET,
        name: options.clientName ?? 'Notion REST MCP',
        acceptsRedirect: redirectUris === undefined ? isLoopbackUri : (uri) => redirectUris.includes(uri),
    };
}
function isLoopbackUri(uri) {
    const url = URL.canParse(uri) ? new URL(uri) : undefined;
    return url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}
