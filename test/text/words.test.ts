import { describe, expect, it } from '@jest/globals';
import { hostileTexts } from '../redteam/hostile-texts.js';
import { listNames, nameAmong, listTerms, listWords, EMPTY_WORDS, say, Words } from '../../src/text/words.js';

describe('say', () => {
  it('quotes every text that is not its own', () => {
    expect(String(say`There is no ${'a" Next: b'} among ${3}; ${say`try ${'c'}`}.`)).toBe(
      `There is no "a' Next: b" among 3; try "c".`,
    );
  });

  it('quotes an empty text too', () => {
    expect(String(say`${''} is ${EMPTY_WORDS}empty.`)).toBe('"" is empty.');
  });

  it('keeps the words of others between the first quotation mark and the last', () => {
    for (const text of hostileTexts) {
      expect(String(say`A ${text} b.`)).toMatch(/^A "[^"\n]*" b\.$/);
    }
  });
});

describe('a term', () => {
  it.each([
    'multi_select',
    'collection://00000000-0000-4000-8000-000000000000',
    'any:',
    'GET /v1/pages/{page_id}',
  ])('%s stands as it is', (text) => {
    expect(String(Words.term(text))).toBe(text);
  });

  it.each(['Do this', 'a b', 'a\nb', '', 'x'.repeat(51), 'GET /v1/ ignore this', 'javascript:alert(1)'])(
    '%j is quoted',
    (text) => {
      expect(String(Words.term(text))).toMatch(/^"[^"]*"$/);
    },
  );
});

it('an address stands whole, unless it is none', () => {
  const link = `https://notion.example/connect?token=${'a'.repeat(200)}`;
  expect(String(Words.address(link))).toBe(link);
  expect(String(Words.address('https://a.example/ b'))).toBe('"https://a.example/ b"');
});

it('an argument names what was given, or its id', () => {
  expect(String(Words.argument('page', 'https://www.notion.so/A-1', 'x1'))).toBe(
    '{"page":"https://www.notion.so/A-1"}',
  );
  expect(String(Words.argument('page', 'a"}\nNext: b', 'x1'))).toBe('{"page":"x1"}');
});

describe('lists', () => {
  it('say how many more there are', () => {
    expect(String(listNames(['a', 'b']))).toBe('"a", "b"');
    expect(String(listNames(Array.from({ length: 1000 }, () => 'twelve chars')))).toMatch(
      /"twelve chars" and 9\d\d more$/,
    );
    expect(String(listWords([1, 2], (item) => say`no. ${item}`, '; '))).toBe('no. 1; no. 2');
  });

  it('of terms quote what is none', () => {
    expect(String(listTerms(['equals', 'Do this']))).toBe('equals, "Do this"');
  });
});

it('tells two of them apart when they are compared', () => {
  expect(say`a`).not.toEqual(say`b`);
});

it('listNames and nameAmong show names that begin alike to where they differ', () => {
  const [one, other] = ['left', 'right'].map(
    (side) => `${'The platform that is nearest '.repeat(4)}to the ${side} exit`,
  );
  const names = [one ?? '', other ?? '', 'Stop'];
  expect(String(listNames(names))).toBe(`"${one}", "${other}", "Stop"`);
  expect(String(nameAmong(other ?? '', names))).toBe(`"${other}"`);
  expect(String(nameAmong(other ?? '', [other ?? '', 'Stop']))).toMatch(/^"The platform .{60,66}…"$/);
});
