import { arrayOf, field, recordOf } from '../text/json.js';
import { MAX_DIMENSIONS } from './embedder.js';
/**
 * The vectors of an answer in the order of the texts, each of length 1; undefined for what is no answer to so many texts:
 * one is missing or doubled, they differ in length, or hold something that is no number.
 */
export function readVectors(answer, texts) {
    const data = arrayOf(field(recordOf(answer), 'data'));
    if (data.length !== texts) {
        return undefined;
    }
    const vectors = Array.from({ length: texts });
    for (const [at, entry] of data.entries()) {
        // Some endpoints leave the index out.
        const index = field(recordOf(entry), 'index') ?? at;
        const vector = vectorOf(field(recordOf(entry), 'embedding'));
        if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= texts) {
            return undefined;
        }
        if (vector === undefined || vectors[index] !== undefined) {
            return undefined;
        }
        vectors[index] = vector;
    }
    const found = vectors.filter((vector) => vector !== undefined);
    const [first] = found;
    return found.length === texts && found.every((vector) => vector.length === first?.length)
        ? found
        : undefined;
}
function vectorOf(value) {
    if (!Array.isArray(value) || value.length === 0 || value.length > MAX_DIMENSIONS) {
        return undefined;
    }
    const vector = new Float32Array(value.length);
    let squares = 0;
    for (const [at, number] of value.entries()) {
        if (typeof number !== 'number' || !Number.isFinite(number)) {
            return undefined;
        }
        vector[at] = number;
        squares += number * number;
    }
    // Of a vector without direction nothing can be said.
    if (squares === 0 || !Number.isFinite(squares)) {
        return undefined;
    }
    const length = Math.sqrt(squares);
    return vector.map((number) => number / length);
}
