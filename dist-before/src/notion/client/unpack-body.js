import { promisify } from 'node:util';
import { brotliDecompress, brotliDecompressSync, gunzip, gunzipSync, } from 'node:zlib';
import { ResponseTooLargeError } from './response-limits.js';
const decoders = new Map([
    ['gzip', { now: gunzipSync, later: promisify(gunzip) }],
    ['br', { now: brotliDecompressSync, later: promisify(brotliDecompress) }],
]);
/** As the header of a request names them. */
export const ACCEPTED_CODINGS = [...decoders.keys()].join(', ');
/**
 * Bytes, packed and unpacked, up to which a body is unpacked at once: less than half a millisecond. Handing it to another
 * thread and back takes a quarter, and as much processor time, of which the few kilobytes that most answers have need little.
 */
const MAX_PACKED_AT_ONCE_BYTES = 16_384;
const MAX_UNPACKED_AT_ONCE_BYTES = 131_072;
/** Unpacks a body; a few kilobytes can expand to gigabytes, so what comes out is bounded. A promise only for a large one. */
export function unpackBody(body, coding, maxBytes) {
    const decoder = coding === undefined ? undefined : decoders.get(coding);
    if (decoder === undefined) {
        return body;
    }
    if (body.length <= MAX_PACKED_AT_ONCE_BYTES) {
        try {
            return decoder.now(body, { maxOutputLength: Math.min(maxBytes, MAX_UNPACKED_AT_ONCE_BYTES) });
        }
        catch (error) {
            if (!isTooLarge(error)) {
                throw error;
            }
        }
    }
    return unpackLater(decoder, body, maxBytes);
}
async function unpackLater(decoder, body, maxBytes) {
    try {
        return await decoder.later(body, { maxOutputLength: maxBytes });
    }
    catch (error) {
        throw isTooLarge(error) ? new ResponseTooLargeError('bytes unpacked', { cause: error }) : error;
    }
}
function isTooLarge(error) {
    return error.code === 'ERR_BUFFER_TOO_LARGE';
}
