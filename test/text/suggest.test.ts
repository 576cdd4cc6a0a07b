import { describe, expect, it } from '@jest/globals';
import { didYouMean, nearest } from '../../src/text/suggest.js';

describe('nearest', () => {
  it.each([
    ['Stauts', 'Status'],
    ['prio', 'Priority'],
    ['assigned', 'Assignee'],
    ['Deu', 'Due'],
    ['DUE DATE', 'Due'],
  ])('%s → %s', (wanted, name) => {
    expect(nearest(wanted, ['Status', 'Priority', 'Assignee', 'Due', 'X'])).toBe(name);
  });

  it.each(['', 'zzz', 'Something else entirely'])('%j is near nothing', (wanted) => {
    expect(nearest(wanted, ['Status', 'Priority', 'X'])).toBeUndefined();
  });

  it.each([
    ['none', 'Gone'],
    ['none', 'Nope'],
    ['unset', 'Sunset'],
    ['oldest', 'Model'],
    ['id', 'Grid'],
    ['sum', 'Sun plan'],
  ])('%s does not mean %s', (wanted, name) => {
    expect(nearest(wanted, [name])).toBeUndefined();
  });
});

it('didYouMean asks for the nearest name, between quotation marks', () => {
  expect(String(didYouMean('Stauts', ['Status', 'X']))).toBe('Did you mean "Status"? ');
  expect(didYouMean('zzz', ['Status', 'X']).isEmpty).toBe(true);
});
