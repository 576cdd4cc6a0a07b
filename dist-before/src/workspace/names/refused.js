/** Ids that Notion refused recently: asking again for each answer would cost a request each time. */
const refusedCache = { name: 'refused', lifetimeMs: 60_000 };
/** Whether Notion has lately said that it has no such object for this connection. */
export function wasRefused(session, id) {
    return session.getCached(refusedCache, id) !== undefined;
}
export function noteRefused(session, id) {
    session.setCached(refusedCache, id, { refused: true });
}
