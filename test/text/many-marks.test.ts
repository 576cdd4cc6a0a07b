import { describe, expect, it } from '@jest/globals';
import { foldText, textMatcher } from '../../src/text/match-text.js';

describe('marks without end', () => {
  it('are cut before the text is compared, and the letters around them stay', () => {
    const folded = foldText(`a${'\u0301\u0591'.repeat(5_000)}bc`);
    expect(folded.length).toBeLessThan(40);
    expect(folded).toMatch(/^a.*bc$/);
  });

  it('are all the characters that a normal form puts into order', () => {
    const cut = /[\p{M}\uff9e\uff9f]/u;
    const missed = Array.from({ length: 0x11_0000 }, (_, point) => point)
      .filter((point) => point < 0xd800 || point > 0xdfff)
      .map((point) => String.fromCodePoint(point))
      .filter((character) => /^\p{M}+$/u.test(character.normalize('NFKD')) && !cut.test(character));
    expect(missed).toEqual([]);
  });
});

describe('a list of names', () => {
  it('is matched by many texts as by each alone', () => {
    const match = textMatcher(['Été', 'ete', '🚀 Launch', 'Plan']);
    expect(match('Plan')).toEqual({ match: 'Plan' });
    expect(match('ETE')).toEqual({ similar: ['Été', 'ete'] });
    expect(match('launch')).toEqual({ match: '🚀 Launch' });
    expect(match('')).toEqual({ similar: [] });
  });
});
