import { describe, expect, it } from '@jest/globals';
import { packNumbers, unpackNumbers } from '../../../src/search-index/inverted/byte-streams.js';
import { BlockWriter, formOf, readTerms, termOf } from '../../../src/search-index/inverted/blocks.js';
import { documentOfKey } from '../../../src/search-index/document/passage-key.js';
import {
  bytesOfClass,
  PostingReader,
  PostingWriter,
  sizeClassOf,
  type Places,
} from '../../../src/search-index/inverted/postings.js';

describe('numbers', () => {
  it.each([[[]], [[0]], [[1, 2, 300, 2 ** 31 - 1]], [[2 ** 40]]])('are read as they were: %j', (numbers) => {
    expect(unpackNumbers(packNumbers(numbers))).toEqual(numbers);
  });
});

describe('postings', () => {
  const written: readonly (readonly [
    document: number,
    position: number,
    sizeClass: number,
    places: Places,
  ])[] = [
    [1, 0, 0, [[], [], [0]]],
    [1, 1, 15, [[0, 3], [], []]],
    [1, 4095, 7, [[], [2], [0, 200, 20_000]]],
    [70_000, 0, 3, [[], [], Array.from({ length: 9 }, (_, at) => at * 3)]],
    [2 ** 31 - 1, 2, 3, [[], [], [1, 2]]],
  ];

  it('are read as they were', () => {
    const writer = new PostingWriter();
    written.forEach((posting) => writer.add(...posting));
    const reader = new PostingReader(writer.end());
    const read: unknown[] = [];
    while (reader.next()) {
      read.push([reader.document, reader.position, reader.sizeClass, reader.places()]);
    }
    expect(read).toEqual(written);
    expect(writer.documents).toBe(3);
  });

  it('count by the fields that a word stands in', () => {
    const writer = new PostingWriter();
    written.forEach((posting) => writer.add(...posting));
    const reader = new PostingReader(writer.end());
    const weights: number[] = [];
    while (reader.next()) {
      weights.push(reader.weight);
    }
    expect(weights).toEqual([1, 8, 5, 9, 2]);
  });

  it('name the document of a passage', () => {
    const writer = new PostingWriter();
    writer.add(2 ** 31 - 1, 4095, 0, [[], [], [1]]);
    const reader = new PostingReader(writer.end());
    reader.next();
    expect(documentOfKey(reader.key)).toBe(2 ** 31 - 1);
  });

  it('know how long a passage is, about', () => {
    for (const bytes of [16, 100, 400, 1500, 2500]) {
      const about = bytesOfClass(sizeClassOf(bytes));
      expect(Math.max(about / bytes, bytes / about)).toBeLessThan(1.2);
    }
    expect(sizeClassOf(0)).toBe(0);
    expect(sizeClassOf(1e9)).toBe(15);
  });
});

describe('blocks', () => {
  it('hold words in the order of their bytes, with their postings', () => {
    const forms = ['a', 'abc', 'abd', 'straße', 'łódź', '会議', '\u{1f600}', '\uffee'];
    const terms = forms.map(termOf).toSorted((one, other) => (one < other ? -1 : 1));
    const writer = new BlockWriter();
    terms.forEach((term, at) => writer.add({ term, documents: at + 1, postings: Buffer.alloc(at, at) }));
    const block = writer.end();
    const read = [...readTerms(block?.terms ?? Buffer.alloc(0))];
    expect(read.map(({ term }) => term)).toEqual(terms);
    expect(read.map(({ documents }) => documents)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(read.map(({ from, to }) => block?.data.subarray(from, to))).toEqual(
      terms.map((_, at) => Buffer.alloc(at, at)),
    );
    expect(terms.map(formOf).toSorted()).toEqual(forms.toSorted());
    expect(block?.first.equals(Buffer.from('a'))).toBe(true);
    const byBytes = forms.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(terms.map(formOf)).toEqual(byBytes);
  });
});
