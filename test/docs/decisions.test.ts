import { describe, expect, it } from '@jest/globals';
import { eachPage } from './pages.js';

const decisions = eachPage().filter(([path]) => path.startsWith('adr/') && path !== 'adr/README.md');

describe.each(decisions)('%s', (path, { text }) => {
  const [, number = ''] = /^adr\/(\d{4})-/.exec(path) ?? [];

  it('has its number, a date and a status', () => {
    const [title, , status] = text.split('\n');
    expect(title).toMatch(new RegExp(`^# ${number} \\S`));
    expect(status).toMatch(/^\d{4}-\d\d-\d\d · (proposed|accepted|superseded by \d{4})( · |$)/);
  });

  it('says what was decided and what would change our mind', () => {
    expect(text).toMatch(/^## Decision/m);
    expect(text).toMatch(/^## What would change our mind/m);
  });
});

it('no number is given twice', () => {
  const numbers = decisions.map(([path]) => path.slice(0, 'adr/0000'.length));
  expect(new Set(numbers).size).toBe(numbers.length);
});
