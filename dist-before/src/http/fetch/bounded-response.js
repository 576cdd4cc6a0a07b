/** Why a fetch was refused or failed. Never shown to the requester: it would reveal this server's network. */
export class FetchRefusedError extends Error {
    name = 'FetchRefusedError';
}
/** The body has more bytes than the caller wants. */
export class BodyTooLargeError extends FetchRefusedError {
    constructor() {
        super('The document is too large.');
    }
}
/** The response with its whole body; rejects with a {@link BodyTooLargeError} if that has more bytes. */
export async function toResponse(message, maxBytes) {
    const { statusCode = 0, headers } = message;
    const chunks = [];
    let size = 0;
    try {
        if (Number(headers['content-length'] ?? 0) > maxBytes) {
            throw new BodyTooLargeError();
        }
        for await (const chunk of message) {
            const bytes = Buffer.from(chunk);
            size += bytes.length;
            if (size > maxBytes) {
                throw new BodyTooLargeError();
            }
            chunks.push(bytes);
        }
    }
    finally {
        message.destroy();
    }
    const known = [
        'cache-control',
        'content-type',
        'expires',
        'location',
        'mcp-session-id',
        'retry-after',
    ];
    return new Response(hasNoBody(statusCode) ? null : Buffer.concat(chunks), {
        status: statusCode,
        headers: known.flatMap((name) => {
            const value = headers[name];
            return value === undefined ? [] : [[name, value]];
        }),
    });
}
/** Statuses for which a `Response` must not have a body. */
function hasNoBody(status) {
    return status === 204 || status === 205 || status === 304;
}
