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
