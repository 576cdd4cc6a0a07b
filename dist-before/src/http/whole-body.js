import { parse } from 'node:querystring';
import { hasBody, readBody } from './read-body.js';
/** A body that cannot be used. `status` is what the route's error handler answers with. */
class UnreadableBodyError extends Error {
    status;
    constructor(status) {
        super('The body cannot be read.');
        this.status = status;
    }
}
/**
 * Reads the whole body, which is then what `parse` makes of it in `request.body`; undefined without one. A client that
 * goes away before the end is forgotten here: handing an error through all handlers takes half a millisecond, so a crowd
 * that leaves at once would hold up everybody else. Compressed bodies are refused (415), longer ones too (413).
 */
function wholeBody(maxBytes, parseBody) {
    return async (request, _response, next) => {
        request.body = undefined;
        if (!hasBody(request)) {
            next();
            return;
        }
        if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
            throw new UnreadableBodyError(415);
        }
        const body = await readBody(request, maxBytes);
        if (body === 'cut') {
            return;
        }
        if (typeof body === 'string') {
            throw new UnreadableBodyError(413);
        }
        request.body = parseBody(body, request);
        next();
    };
}
/** The body as it came, such as for a signature over it. */
export function bytesBody(maxBytes) {
    return wholeBody(maxBytes, (body) => body);
}
/** A body of JSON in UTF-8, or an empty one; its type is checked before. */
export function jsonBody(maxBytes) {
    return wholeBody(maxBytes, (body, request) => {
        const text = textOf(body, request);
        if (text === '') {
            return undefined;
        }
        try {
            return JSON.parse(text);
        }
        catch {
            throw new UnreadableBodyError(400);
        }
    });
}
/** A form's fields; undefined if the body is none. Beyond `maxFields` it is refused. */
export function formBody(maxBytes, maxFields) {
    return wholeBody(maxBytes, (body, request) => {
        if (request.is('application/x-www-form-urlencoded') === false) {
            return undefined;
        }
        const text = textOf(body, request);
        if (text.split('&', maxFields + 1).length > maxFields) {
            throw new UnreadableBodyError(413);
        }
        return parse(text, '&', '=', { maxKeys: maxFields });
    });
}
function textOf(body, request) {
    const charset = /;\s{0,8}charset="?([\w-]{1,40})/iu.exec(request.headers['content-type'] ?? '')?.[1];
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
        throw new UnreadableBodyError(415);
    }
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(body);
    }
    catch {
        throw new UnreadableBodyError(400);
    }
}
