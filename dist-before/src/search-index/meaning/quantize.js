/** Largest number of a signed byte. */
const MAX_BYTE = 127;
/** A vector as signed bytes: a quarter of its size. Its length is lost, its direction is kept to some tenths of a percent. */
export function bytesOfVector(vector) {
    const most = vector.reduce((found, number) => Math.max(found, Math.abs(number)), 0);
    const bytes = Int8Array.from(vector, (number) => Math.round((number * MAX_BYTE) / most));
    return Buffer.from(bytes.buffer);
}
/** Cosine of the angle between a vector of length 1 and one in bytes; 0 where they cannot be compared. */
export function similarityTo(vector, stored) {
    if (stored.length !== vector.length) {
        return 0;
    }
    const bytes = new Int8Array(stored.buffer, stored.byteOffset, stored.length);
    let product = 0;
    let squares = 0;
    for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at] ?? 0;
        product += byte * (vector[at] ?? 0);
        squares += byte * byte;
    }
    return squares === 0 ? 0 : product / Math.sqrt(squares);
}
/** The signs of a vector as `1` and `0`: the more of them two vectors share, the smaller their angle tends to be. */
export function signsOf(vector) {
    return Array.from(vector, (number) => (number > 0 ? '1' : '0')).join('');
}
