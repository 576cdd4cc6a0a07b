import { PhotonImage } from '@cf-wasm/photon/node';
import { describe, expect, it, jest } from '@jest/globals';
import { scaleImage, type ShownImage } from '../../src/files/scale-image.js';
import { image, pixel, withOrientation } from './images.js';

function shown(result: ReturnType<typeof scaleImage>): ShownImage {
  if (typeof result === 'string') {
    throw new Error(result);
  }
  return result;
}

const RED = [220, 20, 20] as const;
const BLUE = [20, 20, 220] as const;

describe('scaleImage', () => {
  it('scales the longest side down to what models look at', () => {
    const wide = image(3000, 600, (x) => (x < 1500 ? RED : BLUE));
    const { width, height, original, mime, bytes } = shown(scaleImage(wide.get_bytes(), 'image/png'));
    expect({ width, height, original, mime }).toEqual({
      width: 1568,
      height: 314,
      original: { width: 3000, height: 600 },
      mime: 'image/png',
    });
    expect(pixel(bytes, 100, 100)).toEqual([...RED, 255]);
    expect(pixel(bytes, 1400, 100)).toEqual([...BLUE, 255]);
  });

  it('leaves the size of a small image as it is', () => {
    const small = image(40, 20, () => RED);
    expect(shown(scaleImage(small.get_bytes(), 'image/png'))).toMatchObject({
      width: 40,
      height: 20,
      original: { width: 40, height: 20 },
    });
  });

  it('puts what is transparent on white', () => {
    const ghost = image(10, 10, (x) => (x < 5 ? [0, 0, 0, 0] : [0, 0, 0, 255]));
    const { bytes } = shown(scaleImage(ghost.get_bytes(), 'image/png'));
    expect(pixel(bytes, 1, 1)).toEqual([255, 255, 255, 255]);
    expect(pixel(bytes, 8, 8)).toEqual([0, 0, 0, 255]);
  });

  it('passes noise on as JPEG below the limit of clients', () => {
    let state = 7;
    const noise = image(1500, 1500, () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff;
      return [state & 255, (state >> 8) & 255, (state >> 16) & 255];
    });
    const { bytes, mime } = shown(scaleImage(noise.get_bytes(), 'image/png'));
    expect(mime).toBe('image/jpeg');
    expect(bytes.length).toBeLessThanOrEqual(700_000);
  });

  // The corner that is red once the photo is upright: left or right, top or bottom.
  it.each([
    [1, 'left', 'top'],
    [2, 'right', 'top'],
    [3, 'right', 'bottom'],
    [4, 'left', 'bottom'],
    [5, 'left', 'top'],
    [6, 'right', 'top'],
    [7, 'right', 'bottom'],
    [8, 'left', 'bottom'],
  ])('turns a photo of orientation %d upright', (orientation, side, end) => {
    // Stored with the red corner at its left top.
    const photo = image(64, 32, (x, y) => (x < 24 && y < 12 ? RED : BLUE)).get_bytes_jpeg(95);
    const { bytes, width, height, original } = shown(
      scaleImage(withOrientation(photo, orientation), 'image/jpeg'),
    );
    expect([width, height]).toEqual(orientation > 4 ? [32, 64] : [64, 32]);
    expect(original).toEqual({ width, height });
    const at = pixel(bytes, side === 'left' ? 3 : width - 4, end === 'top' ? 3 : height - 4);
    expect((at[0] ?? 0) > (at[2] ?? 0)).toBe(true);
  });

  it('carries nothing on but the picture', () => {
    const photo = image(16, 16, () => RED).get_bytes_jpeg(90);
    const secret = Buffer.concat([withOrientation(photo, 1), Buffer.from('PLACE-OF-THE-CAMERA')]);
    const { bytes } = shown(scaleImage(secret, 'image/jpeg'));
    expect(Buffer.from(bytes).includes('PLACE-OF-THE-CAMERA')).toBe(false);
    expect(Buffer.from(bytes).includes('Exif')).toBe(false);
  });

  // Outside the heap, where no collector is driven by it: a row of large images would take gigabytes.
  it('gives the pixels of the file back, at once', () => {
    const bytes = image(12, 8, () => RED).get_bytes();
    const decode = jest.spyOn(PhotonImage, 'new_from_byteslice');
    shown(scaleImage(bytes, 'image/png'));
    const decoded = decode.mock.results.map(({ value }) => value as PhotonImage);
    decode.mockRestore();
    expect(decoded).toHaveLength(1);
    expect(() => decoded[0]?.get_width()).toThrow();
  });

  it('refuses an image of billions of pixels by its header', () => {
    const bomb = Buffer.from(image(8, 8, () => RED).get_bytes());
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(scaleImage(bomb, 'image/png')).toBe('pixels');
  });

  it('refuses what ends within its header', () => {
    const bytes = image(8, 8, () => RED).get_bytes();
    expect(scaleImage(bytes.subarray(0, 18), 'image/png')).toBe('damaged');
  });

  it('throws on what is damaged behind its header', () => {
    const bytes = image(8, 8, () => RED).get_bytes();
    expect(() => scaleImage(bytes.subarray(0, 40), 'image/png')).toThrow();
  });
});
