import { expect, it } from '@jest/globals';
import { readNamedColumns, readNamedValues } from '../../../src/notion/values/value-forms.js';

it.each<[unknown, unknown]>([
  [[{ name: 'Status', value: 'Done' }], { Status: 'Done' }],
  [
    [
      { property: 'Status', value: null },
      { property: { name: 'Due' }, value: { start: '2026-10-09' } },
    ],
    { Status: null, Due: { start: '2026-10-09' } },
  ],
  [{ Status: 'Done' }, { Status: 'Done' }],
])('reads %j', (written, read) => {
  expect(readNamedValues(written)).toEqual(read);
});

it.each<[unknown]>([
  [[]],
  [['Status']],
  [[{ name: 'Status' }]],
  [[{ name: 'Status', value: 'Done', operator: 'equals' }]],
  // One of the two would be lost.
  [
    [
      { name: 'Status', value: 'Done' },
      { name: 'Status', value: 'Ready' },
    ],
  ],
  ['Status: Done'],
])('leaves %j to be refused', (written) => {
  expect(readNamedValues(written)).toBe(written);
});

it.each<[unknown, unknown]>([
  [[{ name: 'Stage', type: 'select', options: ['Idea'] }], { Stage: { type: 'select', options: ['Idea'] } }],
  [[{ name: 'Stage' }], [{ name: 'Stage' }]],
  [{ Stage: 'select' }, { Stage: 'select' }],
])('reads columns: %j', (written, read) => {
  expect(readNamedColumns(written)).toEqual(read);
});
