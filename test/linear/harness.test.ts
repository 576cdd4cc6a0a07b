import { describe, expect, it } from '@jest/globals';
import { createCountedRealm } from './counted-realm.js';
import { countingRegex } from './counting-regex.js';
import { withCounters, type CountedPlace } from './instrumented-bundle.js';

interface Planted {
  readonly run: (text: string) => unknown;
}

/** Steps of a function on texts of one, two and four thousand characters. */
function stepsOf(source: string, unit = 'a', suffix = ''): (number | undefined)[] {
  const places: CountedPlace[] = [];
  const code = `var __exports = { run: ${withCounters(source, 'planted.ts', places).trimEnd().replace(/;$/, '')} };`;
  const realm = createCountedRealm<Planted>({ code, places });
  return [250, 500].map((length) => realm.stepsOf(({ run }) => run(unit.repeat(length) + suffix), 5_000_000));
}

function growthOf(source: string, unit?: string, suffix?: string): number {
  const [single = 0, double = Number.POSITIVE_INFINITY] = stepsOf(source, unit, suffix);
  return double / single;
}

describe('the counter of steps', () => {
  it.each([
    ['a loop in a loop', '(text) => { for (const a of text) { for (const b of text) { a === b; } } };'],
    ['a callback in a callback', '(text) => [...text].map((a) => [...text].filter((b) => a === b));'],
    [
      'a search that begins again',
      "(text) => { for (let at = 0; at < text.length; at += 1) { text.indexOf('b', at); } };",
    ],
    ['a list searched for each item', '(text) => [...text].filter((_, at, all) => all.includes(at));'],
    [
      'a text that grows and is looked into',
      "(text) => { let all = ''; for (const a of text) { all += a; all.endsWith('b'); } };",
    ],
    [
      'the rest of a text, cut off at each place',
      "(text) => { for (let at = 0; at < text.length; at += 1) { text.slice(at).startsWith('b'); } };",
    ],
    ['a pattern that backtracks', '(text) => /^a*a*b/.test(text);'],
    ['a pattern that is tried at each place', '(text) => /a+b/.test(text);'],
    ['a pattern within replace', "(text) => text.replace(/a*c$/g, '');"],
    [
      'a sticky pattern at each place',
      '(text) => { const p = /a*b/y; for (let at = 0; at < text.length; at += 1) { p.lastIndex = at; p.test(text); } };',
    ],
    [
      'lists that are copied to grow',
      '(text) => { let all = []; for (const a of text) { all = [...all, a]; } };',
    ],
  ])('catches %s', (_, source) => {
    expect(growthOf(source)).toBeGreaterThan(3);
  });

  it('catches marks that have to be put into order', () => {
    expect(growthOf("(text) => text.normalize('NFKD');", '\u0301\u0316')).toBeGreaterThan(3);
  });

  it.each([
    ['a loop', '(text) => { for (const a of text) { a; } };'],
    [
      'a list filled part by part',
      '(text) => { const all = [...text]; for (let at = 0; at < text.length; at += 1) { all.fill(0, at, at + 1); } };',
    ],
    [
      'a text that grows',
      "(text) => { let all = ''; for (const a of text) { all += a; } return all.endsWith('b'); };",
    ],
    [
      'a search that goes on',
      "(text) => { for (let at = text.indexOf('a'); at >= 0; at = text.indexOf('a', at + 1)) { at; } };",
    ],
    ['a pattern', '(text) => /^a*b/.test(text);'],
    ['sorting', '(text) => [...text].sort((a, b) => (a < b ? -1 : 1));'],
    ['replacing', "(text) => text.replaceAll(/a/g, 'b');"],
  ])('lets %s pass', (_, source) => {
    expect(growthOf(source)).toBeLessThan(3);
  });

  it('gives up what takes too long', () => {
    expect(stepsOf('(text) => /^(a+)+$/.test(text);', 'a', 'b')).toEqual([undefined, undefined]);
  });

  it('gives up what takes too long although its error is caught', () => {
    const source =
      "(text) => { for (const a of text) { try { text.split('').join(a).split(''); } catch { a; } } };";
    expect(stepsOf(source, 'a'.repeat(40))).toEqual([undefined, undefined]);
  });

  it.each([
    [/(?<!a)b{2,3}?(?=c)/, 'abbbc'],
    [/^(?:\p{L}|\d)*$/u, 'é1😀'],
    [/[^\s"'<>]+/y, 'abc '],
    [/\bfoo\b|bar$/i, 'a FOO bar'],
    [/(?:(a*)*b)?$/, 'aaac'],
    [/(?<=\bprop\()[^)]*/, 'prop(x)'],
    [/a.c/s, 'a\nc'],
    [/^b/m, 'a\nb'],
  ])('matches %p as the engine does', (pattern, text) => {
    const found = pattern.exec(text);
    const counted = countingRegex(pattern.source, pattern.flags).match(text, 0, () => {});
    expect(counted?.index).toBe(found?.index);
    expect(counted?.end).toBe(found === null ? undefined : found.index + found[0].length);
  });
});
