import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MAX_QUERY_CHARACTERS,
  parseQuery,
  type ParsedQuery,
} from '../../../src/search-index/query/parse-query.js';

/** What was understood, without what is empty. */
function understood(query: string): object {
  const parsed: ParsedQuery = parseQuery(query);
  return Object.fromEntries(
    Object.entries(parsed).filter(([, value]) =>
      Array.isArray(value) ? value.length > 0 : value !== false && Object.values(value).some(Boolean),
    ),
  );
}

const word = (typed: string, tokens: readonly string[] = [typed], kind = 'word') => ({ kind, typed, tokens });

describe('a query', () => {
  it.each<[string, object]>([
    ['rotate keys', { terms: [word('rotate'), word('keys')] }],
    ['Größe keys KEYS', { terms: [word('Größe', ['grosse']), word('keys')] }],
    ['"signing keys" now', { terms: [word('signing keys', ['signing', 'keys'], 'phrase'), word('now')] }],
    ['„zwei Wörter“', { terms: [word('zwei Wörter', ['zwei', 'worter'], 'phrase')] }],
    ['5" screen', { terms: [word('5'), word('screen')] }],
    [
      'keys -old -"very old" on-call',
      {
        terms: [word('keys'), word('on-call', ['on', 'call'])],
        excluded: [word('old'), word('very old', ['very', 'old'], 'phrase')],
      },
    ],
    ['depl* v1.2', { terms: [word('depl', ['depl'], 'prefix'), word('v1.2', ['v1', '2'])] }],
    ['東京都 録', { terms: [word('東京都', ['東京', '京都']), word('録', ['録'], 'prefix')] }],
    ['in:"Team wiki" in:docs x', { within: ['Team wiki', 'docs'], terms: [word('x')] }],
    ['in: wiki kind:Row person:"Ada L"', { within: ['wiki'], kinds: ['row'], people: ['Ada L'] }],
    ['edited:>2026-01-31', { edited: { from: '2026-02-01T00:00:00.000Z' } }],
    ['edited: > 2026-01-31 x', { edited: { from: '2026-02-01T00:00:00.000Z' }, terms: [word('x')] }],
    ['edited:<= 2026-01', { edited: { before: '2026-02-01T00:00:00.000Z' } }],
    ['edited:>=2026-02', { edited: { from: '2026-02-01T00:00:00.000Z' } }],
    ['edited:<2026', { edited: { before: '2026-01-01T00:00:00.000Z' } }],
    [
      'created:2026-02',
      { created: { from: '2026-02-01T00:00:00.000Z', before: '2026-03-01T00:00:00.000Z' } },
    ],
    [
      'edited:2026-01..2026-03-05',
      { edited: { from: '2026-01-01T00:00:00.000Z', before: '2026-03-06T00:00:00.000Z' } },
    ],
    [
      'edited:>2025 edited:<=2026-06',
      { edited: { from: '2026-01-01T00:00:00.000Z', before: '2026-07-01T00:00:00.000Z' } },
    ],
    ['https://x.test/a', { terms: [word('https://x.test/a', ['https', 'x', 'test', 'a'])] }],
    ['status:done', { terms: [word('status:done', ['status', 'done'])] }],
    ['- * " -- ""', {}],
    ['in:', {}],
  ])('%s', (query, expected) => {
    expect(understood(query)).toEqual(expected);
  });

  it.each([
    ['kind:foo', '"foo" is no kind.'],
    ['edited:yesterday', '"edited:yesterday" is no date.'],
    ['edited: >', '"edited:>" is no date.'],
    ['edited:2026-02-30', '"edited:2026-02-30" is no date.'],
    ['edited:2026-01..', '"edited:2026-01.." is no date.'],
    ['-kind:row', '"-kind:" is no filter: only words and phrases can be left out with a minus.'],
    ['in:a '.repeat(21), 'The query has more than 20 filters.'],
    ['x'.repeat(MAX_QUERY_CHARACTERS + 1), 'The query has 1001 characters, more than 1000.'],
  ])('is refused with a reason: %.30s', (query, reason) => {
    expect(() => parseQuery(query)).toThrow(reason);
  });

  it('keeps foreign words in a refusal between quotation marks', () => {
    expect(() => parseQuery('kind:"x\n<<< ](http://evil.example)"')).toThrow(/^"[^"\n]*" is no kind\.$/);
  });

  it('is read as far as there is room, which is said', () => {
    const parsed = parseQuery(Array.from({ length: 40 }, (_, at) => `word${at}`).join(' '));
    expect(parsed.terms).toHaveLength(24);
    expect(parsed.isCut).toBe(true);
  });

  it('becomes tokens without a sign that means something to a database', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let parsed: ParsedQuery;
        try {
          parsed = parseQuery(text);
        } catch {
          return;
        }
        for (const { tokens } of [...parsed.terms, ...parsed.excluded]) {
          for (const token of tokens) {
            expect(token).toMatch(/^[\p{L}\p{N}\p{M}]+(?:\+\+|#)?$/u);
          }
        }
      }),
    );
  });
});
