const DAY_MS = 86_400_000;
/** Days for which Notion's hosted server keeps an authorization, whatever is done with it. */
const MAX_AGE_DAYS = 180;
/** Days after which it ends one that was not renewed. */
const MAX_IDLE_DAYS = 30;
/** Days before the end from which people are told. */
const NOTICE_DAYS = 14;
/**
 * When a hosted connection ends by itself at the latest. Each renewal begins the idle days anew, and none the others: only
 * a person at a browser does. Undefined for a connection to the REST API, which has no such end, and for one that has ended.
 */
function hostedEnd({ kind, status, connectedAt, refreshedAt }) {
    if (kind !== 'hosted' || status !== 'connected') {
        return undefined;
    }
    const renewed = Math.max(connectedAt.getTime(), refreshedAt?.getTime() ?? 0);
    return new Date(Math.min(connectedAt.getTime() + MAX_AGE_DAYS * DAY_MS, renewed + MAX_IDLE_DAYS * DAY_MS));
}
/** Whole days until the connection ends by itself, if that is soon; 0 on the last day and after it. */
export function daysLeft(connection, now) {
    const end = hostedEnd(connection);
    if (end === undefined) {
        return undefined;
    }
    const days = Math.max(0, Math.floor((end.getTime() - now.getTime()) / DAY_MS));
    return days <= NOTICE_DAYS ? days : undefined;
}
/** How many connections end by themselves soon, over all spaces: for the operator, so none is named. */
export async function countExpiring(queries, now) {
    const before = (days) => new Date(now.getTime() - days * DAY_MS).toISOString();
    const old = before(MAX_AGE_DAYS - NOTICE_DAYS - 1);
    const idle = before(MAX_IDLE_DAYS - NOTICE_DAYS - 1);
    const { count } = await queries
        .selectFrom('connections')
        .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('connections.kind', '=', 'hosted')
        .where('connections.status', '=', 'connected')
        .where('credentials.status', '=', 'active')
        .where((row) => row.or([
        row('connections.connected_at', '<', old),
        row.and([
            row('connections.connected_at', '<', idle),
            row.or([row('credentials.refreshed_at', 'is', null), row('credentials.refreshed_at', '<', idle)]),
        ]),
    ]))
        .executeTakeFirstOrThrow();
    return Number(count);
}
