/** Another writer appended to the stream first. Nothing was changed; read again and decide again. */
export class ConflictError extends Error {
    streamId;
    expectedVersion;
    constructor(streamId, expectedVersion, options) {
        super(`The stream ${streamId} is no longer at version ${expectedVersion}.`, options);
        this.name = 'ConflictError';
        this.streamId = streamId;
        this.expectedVersion = expectedVersion;
    }
}
/** The version of a stream's last event; 0 for a stream that does not exist yet. */
export async function streamVersion(changes, streamId) {
    const row = await changes
        .selectFrom('events')
        .select((select) => select.fn.max('version').as('version'))
        .where('stream_id', '=', streamId)
        .executeTakeFirst();
    return row?.version ?? 0;
}
/**
 * Appends to one stream if it is still at `expectedVersion`, else rejects with a {@link ConflictError}. The unique key
 * on stream and version decides between two processes that both read the same version.
 */
export async function appendEvents(changes, { dialect, macs }, streamId, expectedVersion, events, now) {
    if ((await streamVersion(changes, streamId)) !== expectedVersion) {
        throw new ConflictError(streamId, expectedVersion);
    }
    const occurredAt = now.toISOString();
    const recorded = [];
    for (const [index, { event, sealed }] of events.entries()) {
        const version = expectedVersion + index + 1;
        const row = macs.signed('events', {
            stream_id: streamId,
            version,
            type: event.type,
            occurred_at: occurredAt,
            payload: JSON.stringify(event.data),
            wrapped_key: sealed?.wrappedKey ?? null,
            ciphertext: sealed?.ciphertext ?? null,
        });
        try {
            const { position } = await changes
                .insertInto('events')
                .values(row)
                .returning('position')
                .executeTakeFirstOrThrow();
            recorded.push({ position, version, occurredAt, event });
        }
        catch (error) {
            if (dialect.isUniqueViolation(error)) {
                throw new ConflictError(streamId, expectedVersion, { cause: error });
            }
            throw error;
        }
    }
    return recorded;
}
