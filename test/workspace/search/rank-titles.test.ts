import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsAllWords, rankByTitle } from '../../../src/workspace/search/rank-titles.js';

const rank = (titles: string[], query: string): string[] => rankByTitle(titles, query, (title) => title);

describe('titles are ranked', () => {
  it.each<[string, string, string[]]>([
    [
      'the title itself first',
      'deploy guide',
      [
        'Deploy guide',
        'Deploy guide for the old system',
        'The deploy guide',
        'Guide to a deploy',
        'Deploy freeze',
      ],
    ],
    ['all words before some', 'billing api limits', ['Limits of the billing API', 'Billing API', 'API']],
    ['without case and diacritics', 'elodie resume', ['ÉLODIE RÉSUMÉ', 'Elodie']],
    ['diacritics asked for as well', 'Café', ['cafe', 'The café', 'Decafe']],
    [
      'whole words before beginnings, these before the inside of words',
      'port',
      ['Port of call', 'A port', 'Ports', 'The ports', 'Airport'],
    ],
    [
      'fewer words before more that are only inside of others',
      'hand time',
      ['The time at hand', 'Handy timer', 'Hand in the sometimes', 'By hand', 'Beforehand and sometimes'],
    ],
    ['words in one piece before scattered ones', 'data source', ['A data source', 'Source of data']],
    ['words with punctuation', 'deploy, guide', ['Deploy guide', 'Guide, latest', 'On call']],
    ['titles with punctuation', 'deploy guide', ['Deploy, guide', 'The “deploy” guide', 'Guide']],
    ['a phrase before its words', '"deploy guide"', ['Deploy guide', 'The deploy guide', 'Guide: deploy']],
    ['the very title before the same words', 'What’s new?', ['what’s new?', "What's new"]],
    ['a word within a text without spaces', '会議、議事録', ['会議の議事録', '議事録']],
  ])('%s', (_name, query, expected) => {
    expect(rank(expected.toReversed(), query)).toEqual(expected);
  });

  it('keeps the last edited first among equals', () => {
    expect(rank(['Weekly of May', 'Weekly of June'], 'weekly')).toEqual(['Weekly of May', 'Weekly of June']);
  });

  it('loses and repeats none, whatever the query', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (titles, query) => {
        expect(rank(titles, query).toSorted()).toEqual(titles.toSorted());
      }),
    );
  });

  it('puts every title with all words before every title without one', () => {
    const word = fc.constantFrom('one', 'two', 'three', 'four');
    const title = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(title), fc.array(word, { minLength: 1 }), (titles, words) => {
        const query = words.join(' ');
        const whole = rank(titles, query).map((ranked) => holdsAllWords(ranked, query));
        expect(whole).toEqual(whole.toSorted((left, right) => Number(right) - Number(left)));
      }),
    );
  });
});
