// The logo as Claude Desktop shows it: what `src/icon.ts` has as SVG, drawn in points. One logo stands everywhere.
import { crc32, deflateSync } from 'node:zlib';

const GROUND = [27, 107, 87];
const SIGN = [255, 255, 255];
/** The measures of the SVG: its side, the radius of its corners, and the line of its sign with the width of the stroke. */
const SIDE = 32;
const RADIUS = 8;
const LINE = [
  [9, 22],
  [9, 10],
  [23, 22],
  [23, 10],
];
const STROKE = 3.5;
/** Points of colour looked up for each side of a pixel, so that edges are smooth. */
const SAMPLES = 4;

function isOnGround(x, y) {
  const dx = Math.max(RADIUS - x, x - (SIDE - RADIUS), 0);
  const dy = Math.max(RADIUS - y, y - (SIDE - RADIUS), 0);
  return dx * dx + dy * dy <= RADIUS * RADIUS;
}

/** Whether a point lies on the stroke, whose ends are round. */
function isOnSign(x, y) {
  return LINE.slice(1).some(([toX, toY], at) => {
    const [fromX, fromY] = LINE[at];
    const [wide, high] = [toX - fromX, toY - fromY];
    const along = ((x - fromX) * wide + (y - fromY) * high) / (wide * wide + high * high);
    const near = Math.min(Math.max(along, 0), 1);
    return Math.hypot(x - fromX - near * wide, y - fromY - near * high) <= STROKE / 2;
  });
}

function colourAt(x, y) {
  if (!isOnGround(x, y)) {
    return undefined;
  }
  return isOnSign(x, y) ? SIGN : GROUND;
}

/** Red, green, blue and opacity of one pixel, each 0 to 255. */
function pixel(column, row, size) {
  const sum = [0, 0, 0];
  let covered = 0;
  for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
    const x = ((column + ((sample % SAMPLES) + 0.5) / SAMPLES) * SIDE) / size;
    const y = ((row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) * SIDE) / size;
    const colour = colourAt(x, y);
    if (colour !== undefined) {
      covered += 1;
      colour.forEach((part, index) => (sum[index] += part));
    }
  }
  return [...sum.map((part) => Math.round(part / Math.max(covered, 1))), (255 * covered) / SAMPLES ** 2];
}

/** A chunk of a PNG file: length, type, data, checksum (PNG specification, section 5.3). */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [data.length, crc32(body)].map((number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(number);
    return bytes;
  });
  return Buffer.concat([length, body, checksum]);
}

/** The icon as a PNG file, `size` pixels wide and high. */
export function drawIcon(size) {
  const rows = Array.from({ length: size }, (_row, row) => {
    const pixels = Array.from({ length: size }, (_column, column) => pixel(column, row, size));
    // Each row begins with its filter: none.
    return Buffer.from([0, ...pixels.flat()]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
