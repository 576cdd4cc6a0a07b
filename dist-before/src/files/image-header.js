/**
 * Reads an image's size, so that one that would take gigabytes as pixels is refused before it is decoded. Undefined where the
 * file states none. Linear in the number of its parts.
 */
export function imageHeader(bytes, mime) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
        switch (mime) {
            case 'image/png':
                return sized(view.getUint32(16), view.getUint32(20));
            case 'image/gif':
                return sized(view.getUint16(6, true), view.getUint16(8, true));
            case 'image/webp':
                return webpHeader(view);
            case 'image/jpeg':
                return jpegHeader(view);
        }
    }
    catch (error) {
        if (error instanceof RangeError) {
            return undefined; // the file ends within its header
        }
        throw error;
    }
}
function sized(width, height, orientation = 1) {
    return width > 0 && height > 0 ? { width, height, orientation } : undefined;
}
/** The canvas of an extended file (`VP8X`), or the size of its one picture. */
function webpHeader(view) {
    switch (view.getUint32(12)) {
        case 0x56_50_38_58: // VP8X: two sizes of 24 bits, each less one
            return sized(1 + uint24(view, 24), 1 + uint24(view, 27));
        case 0x56_50_38_4c: {
            // VP8L: two sizes of 14 bits, each less one
            const bits = view.getUint32(21, true);
            return sized(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
        }
        case 0x56_50_38_20: // VP8: two sizes of 14 bits below a scale
            return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
        default:
            return undefined;
    }
}
function uint24(view, at) {
    return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
/** Walks the segments up to the pixels. */
function jpegHeader(view) {
    let [width, height, orientation] = [0, 0, 1];
    let at = 2;
    while (at + 4 <= view.byteLength) {
        const marker = view.getUint16(at);
        if (marker === 0xff_ff) {
            at += 1; // filling between segments
            continue;
        }
        if (marker === 0xff_da || marker < 0xff_01) {
            break;
        }
        const length = view.getUint16(at + 2);
        if (isFrame(marker)) {
            height = Math.max(height, view.getUint16(at + 5));
            width = Math.max(width, view.getUint16(at + 7));
        }
        else if (marker === 0xff_e1 && orientation === 1) {
            orientation = exifOrientation(view, at + 4, length - 2);
        }
        at += 2 + Math.max(2, length);
    }
    return sized(width, height, orientation);
}
/** SOF0 to SOF15 without the tables that lie between them (DHT, JPG, DAC). */
function isFrame(marker) {
    return marker >= 0xff_c0 && marker <= 0xff_cf && ![0xff_c4, 0xff_c8, 0xff_cc].includes(marker);
}
const ORIENTATION_TAG = 0x0112;
/** Entries looked at in a directory of EXIF; cameras write some twenty. */
const MAX_EXIF_ENTRIES = 200;
/** The tag 0x0112 of the first directory; 1 where there is none that makes sense. */
function exifOrientation(view, start, length) {
    if (length < 14 || view.getUint32(start) !== 0x45_78_69_66) {
        return 1;
    }
    const tiff = start + 6;
    const end = Math.min(start + length, view.byteLength);
    const little = view.getUint16(tiff) === 0x49_49;
    const directory = tiff + view.getUint32(tiff + 4, little);
    const count = directory + 2 <= end ? Math.min(view.getUint16(directory, little), MAX_EXIF_ENTRIES) : 0;
    for (let entry = 0; entry < count; entry += 1) {
        const at = directory + 2 + entry * 12;
        if (at + 12 > end) {
            break;
        }
        if (view.getUint16(at, little) === ORIENTATION_TAG) {
            const value = view.getUint16(at + 8, little);
            return value >= 1 && value <= 8 ? value : 1;
        }
    }
    return 1;
}
