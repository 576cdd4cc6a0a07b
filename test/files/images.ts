import { PhotonImage } from '@cf-wasm/photon/node';

type Pixel = readonly [red: number, green: number, blue: number, opacity?: number];

/** An image in memory, ready to be encoded. */
export function image(width: number, height: number, pixelAt: (x: number, y: number) => Pixel): PhotonImage {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [red, green, blue, opacity = 255] = pixelAt(x, y);
      data.set([red, green, blue, opacity], 4 * (y * width + x));
    }
  }
  return new PhotonImage(data, width, height);
}

/** Its pixel as it is decoded again. */
export function pixel(bytes: Uint8Array, x: number, y: number): number[] {
  const decoded = PhotonImage.new_from_byteslice(bytes);
  const at = 4 * (y * decoded.get_width() + x);
  return [...decoded.get_raw_pixels().slice(at, at + 4)];
}

/** A JPEG file with the EXIF tag that says how the camera was held. */
export function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.from([
    ...[0xff, 0xe1, 0, 34],
    ...Buffer.from('Exif\0\0MM\0*'),
    ...[0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}
