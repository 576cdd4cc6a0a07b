import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FoundFile } from '../../../src/content/files.js';
import { atomText } from '../../../src/content/print/print-atom.js';
import { quote } from '../../../src/text/quote.js';
import { chooseFile, noSuchFile, onlyFile } from '../../../src/workspace/files/choose-file.js';
import { listFiles } from '../../../src/workspace/files/list-files.js';

function found(name: string, more: Partial<FoundFile> = {}): FoundFile {
  return { media: 'file', name, caption: '', place: '', url: `https://files.example/${name}`, ...more };
}

const files = [
  found('tide.csv', { caption: 'Tides of May' }),
  found('', { media: 'image', caption: 'The pier', url: 'https://files.example/1' }),
  found('Tide.csv', { place: 'Archive' }),
  found('plan_b (final).pdf', { media: 'pdf', caption: 'Plan B' }),
  found('', { media: 'cover' }),
];

describe('chooseFile', () => {
  it.each([
    ['2', 2],
    ['#2', 2],
    ['2.', 2],
    ['tide.csv', 1],
    ['Tide.csv', 3],
    ['the PIER', 2],
    ['https://files.example/1', 2],
    ['cover', 5],
    ['Plan B', 4],
    ['plan_b (final).pdf: Plan B', 4],
    ['pdf plan_b (final).pdf', undefined],
    ['6', undefined],
    ['0', undefined],
    ['tide', undefined],
  ])('finds %s', (wanted, number) => {
    expect(chooseFile(wanted, files)?.number).toBe(number);
  });

  it('refuses to guess', () => {
    expect(() => chooseFile('TIDE.csv', files)).toThrow('2 files fit "TIDE.csv".');
    expect(noSuchFile('x', []).message).toBe('There are no files here.');
  });

  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => /[\p{L}\p{N}]/u.test(text));

  it('takes back what any answer prints for a file', () => {
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom('image' as const, 'pdf' as const, 'file' as const),
        (name, caption, media) => {
          const file = found(`${name}.txt`, {
            media,
            caption,
            url: 'https://x.s3.amazonaws.com/a?X-Amz-Signature=1',
          });
          const printed = atomText({ kind: 'media', children: [], ...file, media });
          const listed = listFiles([file]).replace(/^1\. /, '');
          for (const form of [printed, listed, file.name, quote(file.name).slice(1, -1)]) {
            expect(chooseFile(form.trim(), [found('other.bin'), file])?.number).toBe(2);
          }
        },
      ),
    );
  });
});

describe('onlyFile', () => {
  it('passes over covers and icons where there is anything else', () => {
    expect(onlyFile([found('', { media: 'cover' }), found('a')])?.number).toBe(2);
    expect(onlyFile([found('', { media: 'cover' })])?.number).toBe(1);
    expect(onlyFile([found('', { media: 'cover' }), found('', { media: 'icon' })])).toBeUndefined();
    expect(onlyFile([found('a'), found('b')])).toBeUndefined();
  });
});
