import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composed, tokensOf } from '../../../src/search-index/analysis/tokens.js';

const forms = (text: string): readonly string[] => tokensOf(text).map(({ form }) => form);

describe('the words of a text', () => {
  it.each([
    ['Hello, World!', ['hello', 'world']],
    ['C# C++ C issue#12', ['c#', 'c++', 'c', 'issue', '12']],
    ['Łódź straße ÆØ İıI', ['lodz', 'strasse', 'aeo', 'iii']],
    ['ﬁne ½ ①', ['fine', '12', '1']],
    ['東京都', ['東京', '京都', '都']],
    ['東京Tower', ['東京', '京', 'tower']],
    ['がか か\u3099', ['かか', 'か', 'か']],
    ['회의', ['회의', '의']],
    ['ไทย', ['ไท', 'ทย', 'ย']],
    ['snake_case e.g. l’équipe', ['snake', 'case', 'e', 'g', 'l', 'equipe']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(forms(text)).toEqual(expected);
  });

  it('are where they say', () => {
    const text = 'Die Mietverträge, 東京 und 👩‍👩‍👧 Łódź';
    for (const { form, start, end } of tokensOf(text)) {
      expect(forms(text.slice(start, end))[0]).toBe(form);
    }
  });

  it('are the same of a composed and a decomposed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(forms(composed(text.normalize('NFD')))).toEqual(forms(composed(text)));
      }),
    );
  });

  it('hold no space, no mark of their own, and are not too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const form of forms(text)) {
          expect(form).toMatch(/^[\p{L}\p{N}\p{M}#+]{1,40}$/u);
        }
      }),
    );
  });
});
