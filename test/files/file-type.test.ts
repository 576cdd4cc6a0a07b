import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileKind, fileSize, isHtml } from '../../src/files/file-kinds.js';
import { fileType } from '../../src/files/file-type.js';
import { imageHeader } from '../../src/files/image-header.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('fileType', () => {
  it.each<[string, string, object]>([
    ['PNG', '\x89PNG\r\n\x1a\n....', { kind: 'image', mime: 'image/png' }],
    ['JPEG', '\xff\xd8\xff\xe0....', { kind: 'image', mime: 'image/jpeg' }],
    ['GIF', 'GIF89a....', { kind: 'image', mime: 'image/gif' }],
    ['WebP', 'RIFF\x01\x02\x03\x04WEBPVP8 ', { kind: 'image', mime: 'image/webp' }],
    ['PDF', '%PDF-1.7\n', { kind: 'pdf' }],
    ['UTF-8', 'Fähre'.normalize('NFC').replace('ä', '\xc3\xa4'), { kind: 'text', encoding: 'utf-8' }],
    ['Windows-1252', 'F\xe4hre', { kind: 'text', encoding: 'windows-1252' }],
    ['UTF-16 with its mark', '\xff\xfea\0b\0', { kind: 'text', encoding: 'utf-16le' }],
    ['an empty file', '', { kind: 'text', encoding: 'utf-8' }],
    ['ZIP', 'PK\x03\x04....', { kind: 'other', label: 'ZIP archive or Office document' }],
    ['an empty ZIP', 'PK\x05\x06\0\0', { kind: 'other', label: 'empty ZIP archive' }],
    ['SQLite', 'SQLite format 3\0....', { kind: 'other', label: 'SQLite database' }],
    ['HEIC', '\0\0\0\x18ftypheic', { kind: 'other', label: 'HEIC image' }],
    ['MP4', '\0\0\0\x18ftypisom', { kind: 'other', label: 'MP4 or QuickTime recording' }],
    ['something binary', 'abc\0\x01\x02', { kind: 'other', label: '' }],
    ['SVG, which is text', '<svg xmlns="http://www.w3.org/2000/svg"/>', { kind: 'text', encoding: 'utf-8' }],
  ])('knows %s by its bytes', (_name, text, type) => {
    expect(fileType(bytes(text))).toEqual(type);
  });

  it('names what it is, and its size', () => {
    expect(fileKind(fileType(bytes('\x89PNG\r\n\x1a\n')), 'report.pdf')).toBe('PNG image');
    expect(fileKind(fileType(bytes('a;b')), 'Table.CSV')).toBe('text (CSV)');
    expect(fileKind(fileType(bytes('a')), 'README')).toBe('text');
    expect(fileKind(fileType(bytes('\0')), 'a.bin')).toBe('unknown format');
    expect([999, 1000, 999_499, 999_500, 1_449_999].map(fileSize)).toEqual([
      '999 bytes',
      '1 kB',
      '999 kB',
      '1.0 MB',
      '1.4 MB',
    ]);
  });

  it('tells HTML by name, stated type or beginning', () => {
    expect(isHtml(bytes('x'), 'a.html', '')).toBe(true);
    expect(isHtml(bytes('x'), 'a', 'text/html; charset=utf-8')).toBe(true);
    expect(isHtml(bytes('\n<!DOCTYPE html>'), 'a', '')).toBe(true);
    expect(isHtml(bytes('<svg/>'), 'a.svg', 'image/svg+xml')).toBe(false);
  });
});

describe('imageHeader', () => {
  it.each<[string, Parameters<typeof imageHeader>[1], readonly number[], readonly [number, number]]>([
    [
      'a WebP of one picture',
      'image/webp',
      [...bytes('RIFF....WEBPVP8 ....\0\0\0\x9d\x01\x2a\x20\x03\x58\x02')],
      [800, 600],
    ],
    [
      'a WebP without loss',
      'image/webp',
      [...bytes('RIFF....WEBPVP8L....\x2f'), 0x1f, 0xc3, 0x95, 0x00],
      [800, 600],
    ],
    [
      'an extended WebP',
      'image/webp',
      [...bytes('RIFF....WEBPVP8X'), 0, 0, 0, 0, 0, 0, 0, 0, 0x1f, 3, 0, 0x57, 2, 0],
      [800, 600],
    ],
    ['a GIF', 'image/gif', [...bytes('GIF89a\x20\x03\x58\x02')], [800, 600]],
    [
      'the largest of several frames of a JPEG',
      'image/jpeg',
      [
        0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 10, 0, 20, 1, 0xff, 0xff, 0xc2, 0, 8, 8, 2, 0x58, 3, 0x20, 1,
        0xff, 0xda, 0, 0,
      ],
      [800, 600],
    ],
  ])('reads the size of %s', (_name, mime, header, [width, height]) => {
    expect(imageHeader(Uint8Array.from(header), mime)).toMatchObject({ width, height });
  });

  it.each(['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const)(
    'never throws on what calls itself %s',
    (mime) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
          const header = imageHeader(data, mime);
          expect(header === undefined || (header.width > 0 && header.height > 0)).toBe(true);
        }),
      );
    },
  );

  it('ends on segments of no length', () => {
    const endless = Buffer.alloc(100_000, Buffer.from([0xff, 0xe1, 0, 0]));
    endless.set([0xff, 0xd8]);
    expect(imageHeader(endless, 'image/jpeg')).toBeUndefined();
  });
});
