import * as z from 'zod';
import { connectionKinds, hostedGrant } from '../hosted-grant.js';
/**
 * Why a person has to connect again:
 * `refused`: Notion refused the refresh token, because the user removed the connection or left the workspace.
 * `interrupted`: it was refused after an earlier refresh with it had been sent and its answer never stored.
 * `no_refresh_token`: the access token was refused and Notion never issued a refresh token.
 */
export const reconnectReasons = ['refused', 'interrupted', 'no_refresh_token'];
const text = z.string();
/** Events of versions that knew the REST API alone name no kind. */
const kind = z.enum(connectionKinds).default('rest');
const connected = z.object({
    type: z.literal('NotionIntegrationConnected'),
    data: z.object({
        kind,
        spaceId: text.transform((id) => id),
        credentialId: text.transform((id) => id),
        workspace: z.object({ id: text, name: text.nullable(), icon: text.nullable() }),
        owner: z.object({ userId: text.nullable(), name: text.nullable() }),
        by: text,
        /** How a hosted connection is renewed. */
        hosted: hostedGrant.optional(),
    }),
});
const tokenRotated = z.object({
    type: z.literal('NotionIntegrationTokenRotated'),
    data: z.object({
        kind,
        cause: z.enum(['authorised', 'refreshed']),
        /** ISO 8601, UTC. */
        accessExpiresAt: text.nullable(),
    }),
});
const reconnectRequired = z.object({
    type: z.literal('NotionIntegrationReconnectRequired'),
    data: z.object({ kind, reason: z.enum(reconnectReasons) }),
});
const disconnected = z.object({
    type: z.literal('NotionIntegrationDisconnected'),
    data: z.object({ kind, by: text }),
});
/** What can happen to a connection: to the link between a space and an authorization. */
export const connectionEvent = z.discriminatedUnion('type', [connected, disconnected]);
/** What can happen to a credential: to the authorization itself, whichever spaces use it. */
export const credentialEvent = z.discriminatedUnion('type', [tokenRotated, reconnectRequired, disconnected]);
/** The stream of one connection. */
export function connectionStream(id) {
    return `connection:${id}`;
}
/** The stream of one credential. */
export function credentialStream(id) {
    return `credential:${id}`;
}
