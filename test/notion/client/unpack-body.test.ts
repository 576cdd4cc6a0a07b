import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ResponseTooLargeError } from '../../../src/notion/client/response-limits.js';
import { unpackBody } from '../../../src/notion/client/unpack-body.js';

const PLENTY = 4_194_304;
/** Packs to next to nothing. */
const uniform = (bytes: number): Buffer => Buffer.alloc(bytes, 'x');
/** Cannot be packed. */
const varied = (bytes: number): Buffer => createHash('shake256', { outputLength: bytes }).digest();

it.each([undefined, '', 'identity', 'zstd', 'constructor'])(
  'a body in the coding %s is left as it is',
  (coding) => {
    const body = Buffer.from('text');
    expect(unpackBody(body, coding, PLENTY)).toBe(body);
  },
);

describe.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('a body in %s', (coding, pack) => {
  it('is unpacked at once where it is small', () => {
    expect(unpackBody(pack(uniform(1000)), coding, PLENTY)).toEqual(uniform(1000));
  });

  it.each([
    ['packed', varied(20_000)],
    ['unpacked', uniform(200_000)],
  ])('is unpacked elsewhere where it is large %s', async (_how, body) => {
    const unpacking = unpackBody(pack(body), coding, PLENTY);
    expect(unpacking).toBeInstanceOf(Promise);
    expect(await unpacking).toEqual(body);
  });

  it.each([1000, 200_000])('is refused beyond %d bytes', async (maxBytes) => {
    expect(await unpackBody(pack(uniform(maxBytes)), coding, maxBytes)).toHaveLength(maxBytes);
    const unpacking = async (): Promise<Buffer> => unpackBody(pack(uniform(maxBytes + 1)), coding, maxBytes);
    await expect(unpacking()).rejects.toThrow(ResponseTooLargeError);
  });

  it('is refused where it is in another coding', () => {
    expect(() => unpackBody(Buffer.from('no packed text'), coding, PLENTY)).toThrow();
  });
});
