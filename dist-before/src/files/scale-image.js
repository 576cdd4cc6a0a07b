import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon/node';
import { imageHeader } from './image-header.js';
/** Pixels of the longest side: models see no more, and clients would scale it down themselves. */
const MAX_SIDE = 1568;
/** Pixels as they come out of the decoder, at four bytes each. */
const MAX_PIXELS = 32_000_000;
/** Bytes of an image in an answer. A client's limit for a whole answer is 1 MB, and Base64 takes a third more. */
const MAX_SHOWN_BYTES = 700_000;
/** JPEG qualities, tried until the image is small enough. */
const QUALITIES = [85, 70, 50];
/** Sides for what is too large in each of them. */
const FALLBACK_SIDES = [MAX_SIDE, 1024, 640];
/**
 * Decodes an image, turns it upright, scales it down and encodes it anew: what is passed on is an image, whatever else the
 * file held (a place in EXIF, a second format), and never one that the model's host cannot open. Of an animation the first
 * picture. Throws what the decoder throws on a damaged file; the thread must not be used afterwards.
 */
export function scaleImage(bytes, mime) {
    const header = imageHeader(bytes, mime);
    if (header === undefined) {
        return 'damaged';
    }
    if (header.width * header.height > MAX_PIXELS) {
        return 'pixels';
    }
    const decoded = PhotonImage.new_from_byteslice(bytes);
    try {
        return shown(decoded, header.orientation, mime);
    }
    finally {
        // Its pixels lie outside the heap, where no collector sees how much they take: the next image would come on top.
        decoded.free();
    }
}
function shown(decoded, orientation, mime) {
    const pixels = { width: decoded.get_width(), height: decoded.get_height() };
    for (const side of FALLBACK_SIDES) {
        const raster = upright(onWhite(fitted(decoded, side)), orientation);
        const encoded = encode(raster, mime);
        if (encoded !== undefined) {
            const isTurned = orientation > 4;
            const original = isTurned ? { width: pixels.height, height: pixels.width } : pixels;
            return { ...encoded, width: raster.width, height: raster.height, original };
        }
    }
    return 'pixels';
}
function fitted(image, side) {
    const [width, height] = [image.get_width(), image.get_height()];
    const scale = Math.min(1, side / Math.max(width, height));
    if (scale === 1) {
        return { width, height, data: image.get_raw_pixels() };
    }
    const [to, below] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const small = resize(image, to, below, SamplingFilter.CatmullRom);
    const data = small.get_raw_pixels();
    small.free();
    return { width: to, height: below, data };
}
/** Dark text without a ground would be black on black in a viewer that has no ground of its own. */
function onWhite({ width, height, data }) {
    for (let at = 3; at < data.length; at += 4) {
        const opacity = data[at] ?? 255;
        if (opacity < 255) {
            for (let channel = at - 3; channel < at; channel += 1) {
                data[channel] = Math.round(((data[channel] ?? 0) * opacity + 255 * (255 - opacity)) / 255);
            }
            data[at] = 255;
        }
    }
    return { width, height, data };
}
/** Undoes how the camera was held (EXIF orientation): mirrored from 2 on where even or 5 and 7, lying on its side from 5 on. */
function upright(raster, orientation) {
    if (orientation === 1) {
        return raster;
    }
    const isTurned = orientation > 4;
    const [width, height] = isTurned ? [raster.height, raster.width] : [raster.width, raster.height];
    const from = new Uint32Array(raster.data.buffer, raster.data.byteOffset, raster.width * raster.height);
    const to = new Uint32Array(width * height);
    const isFromRight = [2, 3, 7, 8].includes(orientation);
    const isFromBelow = [3, 4, 6, 7].includes(orientation);
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            const [column, row] = isTurned ? [y, x] : [x, y];
            const sourceX = isFromRight ? raster.width - 1 - column : column;
            const sourceY = isFromBelow ? raster.height - 1 - row : row;
            to[y * width + x] = from[sourceY * raster.width + sourceX] ?? 0;
        }
    }
    return { width, height, data: new Uint8Array(to.buffer) };
}
/** A photo as JPEG; anything else as PNG, whose edges stay sharp, where that is small enough. */
function encode({ width, height, data }, mime) {
    const image = new PhotonImage(data, width, height);
    try {
        if (mime !== 'image/jpeg') {
            const bytes = image.get_bytes();
            if (bytes.length <= MAX_SHOWN_BYTES) {
                return { bytes, mime: 'image/png' };
            }
        }
        for (const quality of QUALITIES) {
            const bytes = image.get_bytes_jpeg(quality);
            if (bytes.length <= MAX_SHOWN_BYTES) {
                return { bytes, mime: 'image/jpeg' };
            }
        }
        return undefined;
    }
    finally {
        image.free();
    }
}
