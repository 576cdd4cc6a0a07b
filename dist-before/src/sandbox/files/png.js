import { crc32, deflateSync } from 'node:zlib';
/** A PNG file of opaque pixels (PNG specification, 8 bits for each of red, green and blue). */
export function pngFile(width, height, colourAt) {
    const rows = Buffer.alloc(height * (1 + 3 * width));
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            // Each row begins with its filter: none.
            rows.set(colourAt(x, y), y * (1 + 3 * width) + 1 + 3 * x);
        }
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 2, 0, 0, 0], 8);
    return Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk('IHDR', header),
        chunk('IDAT', deflateSync(rows)),
        chunk('IEND', Buffer.alloc(0)),
    ]);
}
/** Length, type, data, checksum. */
function chunk(type, data) {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
