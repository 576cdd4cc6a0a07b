import { describe, expect, it } from '@jest/globals';
import { areForms, sharedByForms } from '../../../src/search-index/analysis/inflections.js';

describe('forms of one word', () => {
  it.each([
    'rotate rotates rotated rotating rotation',
    'policy policies',
    'run runs running',
    'stop stopped stopping',
    'hop hopping',
    'box boxes',
    'vertrag vertrage vertrages vertragen',
    'neue neuen neuer neues',
    'rechnung rechnungen',
    'facture factures',
    'contrato contratos',
    'maquina maquinas',
    'книга книги книгу книгой',
    'договор договоры договоров',
    'umowa umowy umowe',
  ])('%s', (line) => {
    const [first = '', ...others] = line.split(' ');
    for (const other of others) {
      expect([other, areForms(first, other)]).toEqual([other, true]);
      expect([other, areForms(other, first)]).toEqual([other, true]);
    }
  });

  it('begin alike, as far as they are looked for', () => {
    for (const [one, other] of [
      ['rotating', 'rotate'],
      ['policies', 'policy'],
      ['running', 'run'],
      ['vertragen', 'vertrag'],
      ['книгами', 'книга'],
    ] as const) {
      expect(other.startsWith(sharedByForms(one))).toBe(true);
      expect(one.startsWith(sharedByForms(other))).toBe(true);
    }
  });

  it.each([
    ['car', 'caring'],
    ['new', 'news paper'],
    ['test', 'text'],
    ['invoice', 'invite'],
    ['market', 'marketing department'],
    ['1234', '1235'],
    ['universe', 'unicorn'],
  ])('are not %s and %s', (one, other) => {
    expect(areForms(one, other)).toBe(false);
  });
});
