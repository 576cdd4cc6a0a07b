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
  return Array.from(decoded.get_raw_pixels().subarray(at, at + 4));
}

/** A JPEG file with the EXIF tag that says how the camera was held. */
export function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.alloc(36);
  exif.write('Exif', 4, 'latin1');
  exif.write('MM\0*', 10, 'latin1');
  exif.writeUInt16BE(0xff_e1, 0);
  exif.writeUInt16BE(exif.length - 2, 2);
  exif.writeUInt32BE(8, 14);
  exif.writeUInt16BE(1, 18);
  exif.writeUInt32BE(0x0112_0003, 20);
  exif.writeUInt32BE(1, 24);
  exif.writeUInt32BE(orientation * 0x1_00_00, 28);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}
