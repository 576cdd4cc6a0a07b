import { describe, expect, it } from '@jest/globals';
import { matchText } from '../../src/text/match-text.js';

const names = ['Done', 'In progress', '🚀 Launched', 'Café', 'C', 'C#', '🇩🇪 Berlin', 'إنجاز', 'Straße'];

describe('matchText', () => {
  it.each([
    ['Done', 'Done'],
    ['done ', 'Done'],
    ['IN  PROGRESS', 'In progress'],
    ['launched', '🚀 Launched'],
    ['🚀launched', '🚀 Launched'],
    ['Launched ✅', '🚀 Launched'],
    ['cafe', 'Café'],
    ['Cafe\u0301', 'Café'],
    ['c', 'C'],
    ['c#', 'C#'],
    ['berlin', '🇩🇪 Berlin'],
    ['إنجاز', 'إنجاز'],
  ])('%j means %s', (wanted, match) => {
    expect(matchText(wanted, names)).toEqual({ match });
  });

  it.each(['', ' ', '🚀', 'C++', 'Don', 'In-progress'])('%j means nothing', (wanted) => {
    expect(matchText(wanted, names)).toEqual({ similar: [] });
  });

  it('does not choose between names that differ in nothing but case', () => {
    expect(matchText('done', ['Done', 'DONE'])).toEqual({ similar: ['Done', 'DONE'] });
    expect(matchText('DONE', ['Done', 'DONE'])).toEqual({ match: 'DONE' });
  });
});

describe('what answers and messages add to a name', () => {
  const long = (end: string): string =>
    `${'Which of the stations did you find hard to reach, and when '.repeat(2)}${end}`;
  const printed = [
    `7" reel`,
    'Café “Zum Bären”',
    'a*b | c',
    long('by bus?'),
    long('by tram?'),
    'Sprint 12',
    'A-',
  ];

  it.each([
    ["7' reel", `7" reel`],
    ['7” reel', `7" reel`],
    ['"7\' reel"', `7" reel`],
    [`cafe "zum baren"`, 'Café “Zum Bären”'],
    ['`Sprint 12`', 'Sprint 12'],
    ['a\\*b \\| c', 'a*b | c'],
    [long('by bus?').replaceAll(' ', '\u00a0'), long('by bus?')],
    [`${long('by t')}…`, long('by tram?')],
    [`${long('by b')}...`, long('by bus?')],
    ['Café “Z…', 'Café “Zum Bären”'],
  ])('%j means %s', (wanted, match) => {
    expect(matchText(wanted, printed)).toEqual({ match });
  });

  it('does not choose between names that are cut to the same', () => {
    expect(matchText(`${long('').slice(0, 79)}…`, printed)).toEqual({
      similar: [long('by bus?'), long('by tram?')],
    });
    expect(matchText('…', printed)).toEqual({ similar: [] });
    expect(matchText('Ca…', printed)).toEqual({ similar: [] });
  });

  it('does not take a long name for one that only begins like it', () => {
    for (const rule of ['usual', 'separators'] as const) {
      expect(matchText(long('by ship?'), [long('by bus?')], rule)).toEqual({ similar: [] });
    }
  });

  it.each([
    ['sprint_12', 'Sprint 12'],
    ['Sprint-12', 'Sprint 12'],
    ['sprint12', 'Sprint 12'],
    ['In-progress', 'In progress'],
    ['inProgress', 'In progress'],
  ])('with the rule for separators, %j means %s', (wanted, match) => {
    expect(matchText(wanted, [...printed, 'In progress'], 'separators')).toEqual({ match });
    expect(matchText(wanted, [...printed, 'In progress'])).toEqual({ similar: [] });
  });

  it('does not take a sign at the end of a name for a separator', () => {
    expect(matchText('A', printed, 'separators')).toEqual({ similar: [] });
  });
});
