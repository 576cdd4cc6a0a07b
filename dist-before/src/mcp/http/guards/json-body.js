import { findJsonExcess } from '../../../text/json-shape.js';
import { BodyError } from '../http-errors.js';
/**
 * Far deeper than any tool's arguments, far from stack limits; and few enough members to be checked without blocking
 * other requests.
 */
const MAX_BODY_SHAPE = { depth: 64, members: 10_000 };
const decoder = new TextDecoder('utf-8', { fatal: true });
/** Bodies that were read before the guards, of requests that turned out not to be plain. */
const readBefore = new WeakMap();
/** Keeps the whole body of a request for its guard. */
export function keepBody(request, bytes) {
    readBefore.set(request, bytes);
}
/**
 * Reads the body as JSON. A body that is too long is refused as soon as that is known: before reading if Content-Length
 * says so.
 */
export function jsonBody(limit) {
    return async (request, _response, next) => {
        checkEncoding(request);
        request.body = parseJsonBody(readBefore.get(request) ?? (await read(request, limit)));
        next();
    };
}
/** The JSON of a body. Throws a {@link BodyError}. */
export function parseJsonBody(bytes) {
    return parse(decode(bytes));
}
function checkEncoding({ headers }) {
    if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
        throw new BodyError('compressed');
    }
    const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '')?.[1];
    if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
        throw new BodyError('charset');
    }
}
function read(request, limit) {
    return new Promise((resolve, reject) => {
        if (Number(request.headers['content-length'] ?? 0) > limit) {
            reject(new BodyError('tooLarge'));
            return;
        }
        const chunks = [];
        let length = 0;
        const take = (chunk) => {
            length += chunk.length;
            if (length > limit) {
                end(() => reject(new BodyError('tooLarge')));
            }
            else {
                chunks.push(chunk);
            }
        };
        const whole = () => end(() => resolve(Buffer.concat(chunks)));
        const cut = () => end(() => reject(new BodyError('cut')));
        const end = (settle) => {
            request.off('data', take).off('end', whole).off('error', cut).off('close', cut);
            settle();
        };
        request.on('data', take).on('end', whole).on('error', cut).on('close', cut);
    });
}
function decode(bytes) {
    try {
        return decoder.decode(bytes);
    }
    catch {
        throw new BodyError('charset');
    }
}
function parse(text) {
    if (text === '') {
        throw new BodyError('empty');
    }
    const excess = findJsonExcess(text, MAX_BODY_SHAPE);
    if (excess !== undefined) {
        throw new BodyError(excess === 'depth' ? 'tooDeep' : 'tooMany');
    }
    try {
        return JSON.parse(text);
    }
    catch {
        throw new BodyError('notJson');
    }
}
