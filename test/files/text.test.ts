import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { doFileJob, type FileJob, type FileResult } from '../../src/files/file-jobs.js';
import type { PdfFailure } from '../../src/files/pdf-text.js';
import { htmlText } from '../../src/files/html-text.js';
import { partFrom, type FilePosition, type TextPart } from '../../src/files/text-part.js';
import { pdfFile } from '../../src/sandbox/files/pdf.js';

async function run<Job extends FileJob>(job: Job): Promise<FileResult<Job>> {
  return (await doFileJob(job)) as FileResult<Job>;
}

describe('partFrom', () => {
  it('loses and repeats nothing, whatever the text and the room', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 1, max: 60 }),
        (text, room) => {
          const parts: string[] = [];
          for (let at = 0; at < text.length;) {
            const { part, end } = partFrom(text, at, room);
            expect(part.length).toBeGreaterThan(0);
            // A character of two units where there is room for one.
            expect(part.length).toBeLessThanOrEqual(Math.max(2, room));
            parts.push(part);
            at = end;
          }
          expect(parts.join('')).toBe(text);
        },
      ),
    );
  });

  it('ends with a line where that wastes little', () => {
    expect(partFrom('one\ntwo\nthree', 0, 9).part).toBe('one\ntwo\n');
    expect(partFrom(`a\n${'b'.repeat(20)}`, 0, 10).part).toBe(`a\n${'b'.repeat(8)}`);
  });
});

describe('a text file', () => {
  it.each<['utf-8' | 'utf-16le' | 'windows-1252', Buffer]>([
    ['utf-8', Buffer.from('\ufeffÜberfahrt;3\r\n')],
    ['utf-16le', Buffer.from('\ufeffÜberfahrt;3\r\n', 'utf16le')],
    ['windows-1252', Buffer.from('Überfahrt;3\r\n', 'latin1')],
  ])('is read as %s', async (encoding, bytes) => {
    const part = await run({
      kind: 'text',
      bytes,
      encoding,
      isHtml: false,
      from: { page: 1, at: 0 },
      room: 100,
    });
    expect(part).toEqual({ text: 'Überfahrt;3\n', total: 12 });
  });
});

describe('htmlText', () => {
  it('keeps the words, a block a line', () => {
    const html = `<!DOCTYPE html><html><head><title>Fares</title><style>p { color: red }</style></head><body>
      <h1>Fares &amp; rules</h1><!-- <p>not this</p> --><p>Single:&nbsp;<b>19&#8364;</b><br>Return: &#x33;4</p>
      <script>alert("<p>")</script><table><tr><td>Bike</td><td>5</td></tr></table></body>`;
    expect(htmlText(html)).toBe('Fares\nFares & rules\nSingle: 19€\nReturn: 34\n| Bike | 5');
  });

  it('finds the end of a script behind letters that grow in lower case', () => {
    expect(htmlText(`${'İ'.repeat(50)}<SCRIPT>no</SCRIPT><b>yes</b>`)).toBe(`${'İ'.repeat(50)}yes`);
  });

  it.each(['<p', '<!-- never closed', '<script>never closed', '&#0; &#1114112; &nope;', '<<<>>>'])(
    'survives %s',
    (html) => {
      expect(typeof htmlText(html)).toBe('string');
    },
  );
});

describe('a PDF', () => {
  const pages = Array.from({ length: 7 }, (_, page) => [`Chapter ${page + 1}`, `Words of page ${page + 1}.`]);

  it('is read page by page in parts that lose nothing', async () => {
    const parts: string[] = [];
    let from: FilePosition | undefined = { page: 1, at: 0 };
    while (from !== undefined) {
      const part: TextPart | PdfFailure = await run({ kind: 'pdf', bytes: pdfFile(pages), from, room: 50 });
      if (typeof part === 'string') {
        throw new Error(part);
      }
      expect(part.total).toBe(7);
      parts.push(part.text);
      from = part.next;
    }
    expect(parts.length).toBeGreaterThan(2);
    const whole = pages.flatMap((texts, page) => [`--- page ${page + 1} ---`, ...texts]);
    expect(parts.join('').replaceAll(/\s/g, '')).toBe(whole.join('').replaceAll(/\s/g, ''));
  });

  it('is refused where it is none, or ends too early', async () => {
    const from = { page: 1, at: 0 };
    const broken = Buffer.from('%PDF-1.4\nnothing that is a PDF');
    expect(await run({ kind: 'pdf', bytes: broken, from, room: 50 })).toBe('damaged');
  });
});
