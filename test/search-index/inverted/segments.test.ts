import { describe, expect, it } from '@jest/globals';
import { tokensOf } from '../../../src/search-index/analysis/tokens.js';
import type { PlannedTerm } from '../../../src/search-index/find/plan-query.js';
import { readTerms, termOf, type Block } from '../../../src/search-index/inverted/blocks.js';
import { buildSegment, type SegmentDocument } from '../../../src/search-index/inverted/build-segment.js';
import { mergeSegments, type BlockStream } from '../../../src/search-index/inverted/merge-segments.js';
import {
  scorePassages,
  titlesBeginning,
  type PostingList,
  type QueryPostings,
} from '../../../src/search-index/inverted/score-passages.js';
import { documentOfKey } from '../../../src/search-index/document/passage-key.js';
import { oneOf, seededRandom, type Random } from '../../harness/random.js';
import { passage } from '../support/documents.js';

const WORDS = ['ant', 'ants', 'bee', 'cat', 'dog', 'eel', 'fox', '会議', '議録'];

interface Segment {
  readonly blocks: readonly Block[];
  readonly isCurrent: ((document: number) => boolean) | undefined;
}

async function* stream(blocks: readonly Block[]): BlockStream {
  yield* blocks;
  await Promise.resolve();
}

async function merged(segments: readonly Segment[]): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for await (const block of mergeSegments(
    segments.map((segment) => ({ blocks: stream(segment.blocks), isCurrent: segment.isCurrent })),
  )) {
    blocks.push(block);
  }
  return blocks;
}

function postingsOf(segments: readonly Segment[]): QueryPostings {
  const lists = (fits: (term: string) => boolean): readonly PostingList[] =>
    segments.flatMap(({ blocks, isCurrent }) =>
      blocks.flatMap(({ terms, data }) =>
        [...readTerms(terms)]
          .filter(({ term }) => fits(term))
          .map(({ documents, from, to }) => ({ documents, data, from, to, isCurrent })),
      ),
    );
  return {
    documents: 100,
    averageBytes: 30,
    ofWord: (form) => lists((term) => term === termOf(form)),
    ofBeginning: (form) => lists((term) => term.startsWith(termOf(form))),
  };
}

function randomDocument(random: Random, number: number): SegmentDocument {
  const text = (most: number): string =>
    Array.from({ length: Math.floor(random() * most) }, () => oneOf(random, WORDS)).join(' ');
  return {
    number,
    title: text(4),
    passages: Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      passage(text(12), { headings: random() < 0.3 ? [text(3)] : [] }),
    ),
  };
}

function term(...words: readonly string[]): PlannedTerm {
  return { sequences: words.map((word) => ({ tokens: word.split(' '), isPrefix: false })) };
}

function beginning(word: string): PlannedTerm {
  return { sequences: [{ tokens: word.split(' '), isPrefix: true }] };
}

/** What a text holds, looked at word by word. */
function holds(text: string, { sequences }: PlannedTerm): boolean {
  const forms = tokensOf(text).map(({ form }) => form);
  return sequences.some(({ tokens, isPrefix }) =>
    forms.some((_, at) =>
      tokens.every((token, next) => {
        const form = forms[at + next] ?? '';
        return isPrefix && next === tokens.length - 1 ? form.startsWith(token) : form === token;
      }),
    ),
  );
}

describe('segments', () => {
  const random = seededRandom(3);
  // Three changes: the second writes some documents again and forgets others, and so does the third.
  const versions = [1, 2, 3].map((change) =>
    Array.from({ length: 40 }, (_, number) => number + 1)
      .filter(() => change === 1 || random() < 0.3)
      .map((number) => randomDocument(random, number)),
  );
  const removed = [5, 6, 7];
  const last = new Map<number, number>();
  versions.forEach((documents, at) => documents.forEach(({ number }) => last.set(number, at)));
  const ends = new Map([...last].map(([number, at]) => [number, removed.includes(number) ? 3 : at]));
  const current = versions.flatMap((documents, at) =>
    documents.filter(({ number }) => ends.get(number) === at),
  );
  const segments = versions.map((documents, at): Segment => ({
    blocks: buildSegment(documents),
    isCurrent: (number) => (ends.get(number) ?? -1) <= at,
  }));

  const matches = [
    { terms: [term('ant')], mode: 'all', excluded: [] },
    { terms: [term('ant', 'ants'), term('bee')], mode: 'all', excluded: [] },
    { terms: [term('ant bee')], mode: 'all', excluded: [] },
    { terms: [term('cat dog', 'dog cat'), term('eel')], mode: 'any', excluded: [term('fox')] },
    { terms: [beginning('an')], mode: 'all', excluded: [term('bee cat')] },
    { terms: [beginning('bee a'), term('dog')], mode: 'any', excluded: [] },
    { terms: [term('会議 議録')], mode: 'all', excluded: [] },
    { terms: [term('nothing'), term('ant')], mode: 'all', excluded: [] },
  ] as const;

  it.each(matches)('are found in as their texts are: $terms', async (match) => {
    const { terms, mode, excluded } = match;
    const fits = (texts: readonly string[]): boolean => {
      const has = (one: PlannedTerm): boolean => texts.some((text) => holds(text, one));
      return (mode === 'all' ? terms.every(has) : terms.some(has)) && !excluded.some(has);
    };
    const expected = current
      .map(({ number, title, passages }): [number, number] => [
        number,
        passages.filter(({ headings, text }) => fits([title, headings.join('\n'), text])).length,
      ])
      .filter(([, count]) => count > 0);
    const byNumber = (entries: readonly (readonly [number, number])[]) =>
      entries.toSorted((one, other) => one[0] - other[0]);
    const found = await scorePassages(match, postingsOf(segments));
    expect(byNumber(found.map(({ document, passages }) => [document, passages]))).toEqual(byNumber(expected));
    expect(found.every(({ document, key, score }) => documentOfKey(key) === document && score > 0)).toBe(
      true,
    );
    // The same after they are one, with the same scores.
    const one = await merged(segments);
    const again = await scorePassages(match, postingsOf([{ blocks: one, isCurrent: undefined }]));
    expect(again).toEqual(found);
  });

  it('hold the same when they are merged as when they are built at once', async () => {
    expect(await merged(segments)).toEqual(buildSegment(current));
  });

  it('hold the same when they are merged in parts', async () => {
    let left = segments;
    const parts: Block[] = [];
    let merges = 0;
    for (let isDone = false; !isDone; merges += 1) {
      const sources = left.map(({ blocks, isCurrent }) => ({ blocks: stream(blocks), isCurrent }));
      const merging = mergeSegments(sources, 100);
      let step = await merging.next();
      for (; step.done !== true; step = await merging.next()) {
        parts.push(step.value);
      }
      const rest = step.value;
      isDone = rest === undefined;
      left = left.map(({ blocks, isCurrent }, at) => {
        const source = sources[at];
        const begun = source === undefined ? undefined : rest?.blocks.get(source);
        const later = blocks.filter(({ first }) => first.compare(begun?.[0]?.first ?? first) > 0);
        return { blocks: [...(begun ?? []), ...later], isCurrent };
      });
    }
    expect(merges).toBeGreaterThan(3);
    const terms = (blocks: readonly Block[]) =>
      blocks.flatMap((block) =>
        [...readTerms(block.terms)].map(({ term: word, documents, from, to }) => [
          word,
          documents,
          block.data.subarray(from, to).toString('hex'),
        ]),
      );
    expect(terms(parts)).toEqual(terms(buildSegment(current)));
  });

  it('hold nothing of what nothing says any more', async () => {
    const gone = await merged([{ blocks: segments[0]?.blocks ?? [], isCurrent: () => false }]);
    expect(gone).toEqual([]);
  });

  it('know which titles begin with words', async () => {
    const beginningWith = current
      .filter(({ title }) => title === 'ant' || title.startsWith('ant '))
      .map(({ number }) => number);
    const found = await titlesBeginning(['ant'], postingsOf(segments));
    expect(found.toSorted((one, other) => one - other)).toEqual(
      beginningWith.toSorted((one, other) => one - other),
    );
  });

  it('put the title before the text, and a short passage before a long one', async () => {
    const long = 'word '.repeat(200);
    const blocks = buildSegment([
      { number: 1, title: 'x', passages: [passage(`payroll ${long}`)] },
      { number: 2, title: 'x', passages: [passage('payroll and a few words')] },
      { number: 3, title: 'payroll', passages: [passage('and a few words more')] },
    ]);
    const found = await scorePassages(
      { terms: [term('payroll')], mode: 'all', excluded: [] },
      postingsOf([{ blocks, isCurrent: undefined }]),
    );
    expect(found.map(({ document }) => document)).toEqual([3, 2, 1]);
  });
});
