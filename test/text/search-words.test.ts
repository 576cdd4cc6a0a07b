import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldText } from '../../src/text/match-text.js';
import { searchForm, searchWords } from '../../src/text/search-words.js';

describe('searchWords', () => {
  it.each<[string, string, string[]]>([
    ['case, diacritics and spaces', '  ÉLODIE   résumé ', ['elodie', 'resume']],
    ['each word once', 'go Go GÖ', ['go']],
    ['punctuation around words', 'deploy, (guide); [WIP]: why?!', ['deploy', 'guide', 'wip', 'why']],
    ['a comma without a space', 'deploy,guide', ['deploy', 'guide']],
    ['a phrase in quotation marks', '"deploy guide" limits', ['deploy guide', 'limits']],
    ['curly and low quotation marks', '“deploy guide” „on call“', ['deploy guide', 'on call']],
    ['guillemets and corner brackets', '«on call» 「会議 室」', ['on call', '会議 室']],
    ['punctuation inside a phrase', '"deploy, then (wait)"', ['deploy then wait']],
    ['a quotation mark without its other', '5" disk', ['5', 'disk']],
    ['empty phrases', '"" “ ” word', ['word']],
    ['ideographic punctuation and spaces', '会議、議事録。東京　駅', ['会議', '議事録', '東京', '駅']],
    ['fullwidth forms', 'ＡＰＩ，（ｄｅｐｌｏｙ）', ['api', 'deploy']],
    ['curly apostrophes', 'what’s ‘new’', ["what's", 'new']],
    ['dashes on their own', 'deploy – guide & on-call', ['deploy', 'guide', 'on-call']],
    ['signs that belong to a word', 'C# C++ 50% @ann 1,000 v1.2 node.js 10:30', []],
    ['combining marks', 'Cafe\u0301, nai\u0308ve', ['cafe', 'naive']],
    ['marks on their own', '\u0301 \u0308\u0301, word\u0301', ['word']],
    ['vowel signs of Devanagari', 'हिन्दी, किताब', ['हिनदी', 'किताब']],
    ['no words', '?! … () —', []],
  ])('reads %s', (name, query, expected) => {
    const words = name.startsWith('signs') ? query.toLowerCase().split(' ') : expected;
    expect(searchWords(query).words).toEqual(words);
  });

  it('gives the words as they were typed, without what stands around them', () => {
    expect(searchWords('“Déploy Guide”, (C#) – new?').typed).toBe('Déploy Guide C# new');
    expect(searchWords('?!').typed).toBe('?!');
  });

  it('says which words a text holds, whatever its punctuation', () => {
    const words = searchWords('"deploy guide" limits');
    expect([...words.heldBy('The Deploy: Guide')]).toEqual([0]);
    expect([...words.heldBy('“Limits” of a guide to deploy')]).toEqual([1]);
    expect([...words.heldBy('')]).toEqual([]);
  });

  it('finds a word within another one, a short one only at its beginning', () => {
    expect([...searchWords('ploy to').heldBy('Deploy photo')]).toEqual([0]);
    expect([...searchWords('to').heldBy('Photo to-do')]).toEqual([0]);
    expect([...searchWords('pi').heldBy('किpi')]).toEqual([]);
  });

  it('finds a short word in a text without spaces', () => {
    expect([...searchWords('API').heldBy('新しいAPIの設計')]).toEqual([0]);
    expect([...searchWords('設計').heldBy('新しいAPIの設計')]).toEqual([0]);
  });

  it('finds each word of a text in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = searchWords(text.replaceAll(/["“”„‟«»「」『』＂]/g, ' '));
        expect(found.heldBy(text).size).toBe(found.words.length);
      }),
    );
  });

  it('leaves the form of a text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const form = searchForm(text);
        expect(form).toBe(form.trim());
        expect(form).not.toMatch(/\s\s/);
      }),
    );
  });
});

describe('a text of which the form in search is simple', () => {
  it('has the same form by itself as beside a word that takes the long way', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'a',
        'B',
        'z',
        '0',
        '9',
        ' ',
        "'",
        '"',
        '^',
        '`',
        '_',
        '-',
        '.',
        ',',
        '!',
        '~',
        '[',
        ']',
      ),
    });
    fc.assert(
      fc.property(text, (plain) => {
        expect(['e', foldText(plain)].filter(Boolean).join(' ')).toBe(foldText(`é ${plain}`));
        expect(['e', searchForm(plain)].filter(Boolean).join(' ')).toBe(searchForm(`é ${plain}`));
      }),
    );
  });

  it('is sent to Notion as it was typed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z\d]+(?: [A-Za-z\d]+)*$/), (plain) => {
        expect(searchWords(plain).typed).toBe(plain);
        expect(searchWords(`${plain} é`).typed).toBe(`${plain} é`);
      }),
    );
  });
});
