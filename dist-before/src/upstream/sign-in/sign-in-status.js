import * as z from 'zod';
/** Sign-ins of one space that are looked at; the newest of them is enough. */
const MAX_LOOKED_AT = 50;
const opened = z.object({ kind: z.literal('hosted'), sealed: z.object({}) });
/** The status of a space. */
export async function signInStatus({ queries, macs }, credentials, spaceId, now) {
    const connections = await credentials.hostedConnectionsOf(spaceId);
    if (connections.some(({ status }) => status === 'connected')) {
        return 'connected';
    }
    const rows = await queries
        .selectFrom('oauth_states')
        .selectAll()
        .where('space_id', '=', spaceId)
        .where('expires_at', '>', now.toISOString())
        .where('browser_hash', 'is not', null)
        .orderBy('expires_at', 'desc')
        .limit(MAX_LOOKED_AT)
        .execute();
    const isOpen = macs
        .genuine('oauth_states', rows, { space_id: spaceId })
        .some(({ continues, expires_at }) => expires_at > now.toISOString() && opened.safeParse(JSON.parse(continues ?? 'null')).success);
    return isOpen ? 'connecting' : 'needs-auth';
}
