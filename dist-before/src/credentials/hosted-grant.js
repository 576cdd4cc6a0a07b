import * as z from 'zod';
/** The two kinds of connections: Notion's REST API, and Notion's own MCP server. */
export const connectionKinds = ['rest', 'hosted'];
/** Characters of an address or an id; a client id may be an address. */
const MAX_CHARACTERS = 2048;
const text = z.string().min(1).max(MAX_CHARACTERS);
/**
 * What is needed to renew an authorization of the hosted server, as discovered when the person signed in: nothing secret,
 * and nothing that a later discovery document could change, so that a refresh token is only ever sent to the server that
 * issued it.
 */
export const hostedGrant = z.object({
    issuer: text,
    tokenEndpoint: text,
    revocationEndpoint: text.nullable(),
    /** The value of `resource` (RFC 8707). */
    resource: text,
    /** The address that calls are sent to. */
    serverUrl: text,
    clientId: text,
    /**
     * `registered`: for this connection alone, and forgotten by the issuer after some months. The others outlive an answer
     * that the client is unknown, because the operator can put that right.
     */
    clientKind: z.enum(['configured', 'document', 'registered']),
});
