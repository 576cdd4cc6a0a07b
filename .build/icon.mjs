// The icon that Claude Desktop shows: a page with lines of text, one of which is being read. Drawn here, so that it can be
// changed like everything else.
import { crc32, deflateSync } from 'node:zlib';

const PAPER = [255, 255, 255];
const GROUND = [31, 78, 95];
const LINE = [173, 190, 198];
const READ = [242, 153, 74];
/** Points of colour looked up for each side of a pixel, so that edges are smooth. */
const SAMPLES = 4;

/** Shapes from back to front, in parts of the icon's side: left, top, right, bottom, radius of the corners. */
const SHAPES = [
  { box: [0, 0, 1, 1], radius: 0.22, colour: GROUND },
  { box: [0.24, 0.16, 0.76, 0.84], radius: 0.05, colour: PAPER },
  { box: [0.32, 0.27, 0.56, 0.33], radius: 0.03, colour: LINE },
  { box: [0.32, 0.41, 0.68, 0.45], radius: 0.02, colour: LINE },
  { box: [0.28, 0.515, 0.72, 0.605], radius: 0.045, colour: READ },
  { box: [0.32, 0.67, 0.6, 0.71], radius: 0.02, colour: LINE },
];

function covers({ box: [left, top, right, bottom], radius }, x, y) {
  if (x < left || x > right || y < top || y > bottom) {
    return false;
  }
  const dx = Math.max(left + radius - x, x - (right - radius), 0);
  const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
  return dx * dx + dy * dy <= radius * radius;
}

/** Red, green, blue and opacity of one pixel, each 0 to 255. */
function pixel(column, row, size) {
  const sum = [0, 0, 0];
  let covered = 0;
  for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
    const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
    const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
    const shape = SHAPES.findLast((candidate) => covers(candidate, x, y));
    if (shape !== undefined) {
      covered += 1;
      shape.colour.forEach((part, index) => (sum[index] += part));
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
