import { describe, expect, it } from '@jest/globals';
import { anchored, findAnchored } from '../../../src/content/view/anchor.js';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';

const before = documentFromMarkdown('one\ntwo\nthree\nfour\nthree', noNames);

describe('findAnchored', () => {
  const place = anchored(before, { block: 2, offset: 0 });

  it.each([
    ['nothing changed', 'one\ntwo\nthree\nfour\nthree', { block: 2, found: true }],
    ['something before it came', 'zero\none\ntwo\nthree\nfour\nthree', { block: 3, found: true }],
    ['something before it went', 'two\nthree\nfour\nthree', { block: 1, found: true }],
    ['the block before it changed', 'one\n2\nthree\nfour\nthree', { block: 2, found: true }],
    ['the block itself changed', 'zero\none\ntwo\n3\nfour', { block: 3, found: true }],
    ['both are gone', 'a\nb\nc\nd', { block: 2, found: false }],
  ])('finds the place again when %s', (_, markdown, expected) => {
    expect(findAnchored(documentFromMarkdown(markdown, noNames), place)).toEqual({ offset: 0, ...expected });
  });

  it('does not trust a place inside a block that changed', () => {
    const inside = anchored(before, { block: 2, offset: 3 });
    const moved = documentFromMarkdown('zero\none\ntwo\nthree', noNames);
    expect(findAnchored(moved, inside)).toEqual({ block: 3, offset: 3, found: true });
    const changed = documentFromMarkdown('one\ntwo\n3', noNames);
    expect(findAnchored(changed, inside)).toEqual({ block: 2, offset: 3, found: false });
  });
});
