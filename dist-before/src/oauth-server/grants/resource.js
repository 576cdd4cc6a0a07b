/** Token scope: reads what the chosen workspaces share. */
export const READ_SCOPE = 'notion:read';
/** Token scope: changes it as well. Offered only where the server makes changes, and only with a person's consent to that. */
export const WRITE_SCOPE = 'notion:write';
/** Path of the MCP endpoint, below the public URL. */
const MCP_PATH = '/mcp';
const WELL_KNOWN = '/.well-known/oauth-protected-resource';
/** The resource of a server at this public URL, which may include a path. */
export function protectedResource(publicUrl, { makesChanges = false } = {}) {
    const issuer = publicUrl.replace(/(?<!\/)\/+$/, '');
    const { origin, pathname } = new URL(issuer);
    const base = pathname.replace(/(?<!\/)\/+$/, '');
    return {
        url: `${issuer}${MCP_PATH}`,
        issuer,
        scopes: makesChanges ? [READ_SCOPE, WRITE_SCOPE] : [READ_SCOPE],
        metadataUrl: `${origin}${WELL_KNOWN}${base}${MCP_PATH}`,
        // Some clients look only at the root; a proxy may or may not strip the base path before forwarding a request.
        metadataPaths: [...new Set([`${WELL_KNOWN}${base}${MCP_PATH}`, `${WELL_KNOWN}${MCP_PATH}`, WELL_KNOWN])],
    };
}
/** RFC 9728 §3.2. */
export function resourceMetadata({ url, issuer, scopes }) {
    return {
        resource: url,
        authorization_servers: [issuer],
        scopes_supported: scopes,
        bearer_methods_supported: ['header'],
        resource_name: 'notion-rest-mcp',
    };
}
/** Whether a resource indicator (RFC 8707 §2) means this server; clients differ about the trailing slash. */
export function isThisResource({ url }, indicator) {
    return URL.canParse(indicator) && new URL(indicator).href.replace(/\/$/, '') === new URL(url).href;
}
