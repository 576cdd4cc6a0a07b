import { nextTurn } from '../../bounded-work/turns.js';
import { JsonShape } from '../../text/json-shape.js';
/**
 * Largest answer of Notion that is read, in bytes, unpacked: a hundred rows or blocks are mostly a fifth of it. Parsing it
 * as JSON takes a twentieth of a second, and blocks all other callers. What precedes it is done in pieces.
 */
export const MAX_RESPONSE_BYTES = 4_194_304;
/** Largest body read of an error answer, in bytes. Anything longer is not Notion's and has no useful content. */
export const MAX_ERROR_BYTES = 65_536;
/** All headers of an answer, in bytes; Notion and its edge send some two thousand. */
export const MAX_HEADER_BYTES = 16_384;
/** Headers of an answer. */
export const MAX_HEADERS = 100;
/** Bytes of an answer processed before the event loop gets a turn: some two milliseconds. */
const MAX_BYTES_PER_TURN = 524_288;
/** Rows of many columns nest some twelve deep and have some thousand members each. */
const MAX_RESPONSE_SHAPE = { depth: 64, members: 250_000 };
/** An answer that is not read to its end, because it exceeds what this process accepts. */
export class ResponseTooLargeError extends Error {
    name = 'ResponseTooLargeError';
}
/** Rejects JSON that is so deep or has so many members that parsing and walking it would take too much. */
export async function checkResponseShape(json) {
    const shape = new JsonShape(json, MAX_RESPONSE_SHAPE);
    for (let begin = 0; begin < json.length; begin += MAX_BYTES_PER_TURN) {
        if (begin > 0) {
            await nextTurn();
        }
        const excess = shape.readTo(Math.min(begin + MAX_BYTES_PER_TURN, json.length));
        if (excess !== undefined) {
            throw new ResponseTooLargeError(excess);
        }
    }
}
/** The text of an answer. Decoding a long one and processing it in the caller take separate event loop turns. */
export async function textOfAnswer(body) {
    const isLong = body.length > MAX_BYTES_PER_TURN;
    if (isLong) {
        await nextTurn();
    }
    const text = body.toString('utf8');
    if (isLong) {
        await nextTurn();
    }
    return text;
}
