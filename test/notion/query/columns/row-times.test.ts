import { expect, it } from '@jest/globals';
import { isTimeColumn, timeColumn, valueIn } from '../../../../src/notion/query/columns/row-times.js';

const row = {
  created_time: '2026-03-01T08:00:00.000Z',
  last_edited_time: '2026-04-02T09:00:00.000Z',
  properties: {
    created_time: { type: 'number', number: 3 },
    Made: { type: 'created_time', created_time: '2026-03-01T08:00:00.000Z' },
  },
};

it('reads the times that every row has', () => {
  expect(valueIn(row, timeColumn('created_time'))).toEqual({
    type: 'created_time',
    created_time: row.created_time,
  });
  expect(valueIn(row, timeColumn('last_edited_time'))).toMatchObject({
    last_edited_time: row.last_edited_time,
  });
});

it('distinguishes them from properties of that name and of that type', () => {
  const named = { id: 'a%3Ab', name: 'created_time', type: 'number' };
  const typed = { id: 'x', name: 'Made', type: 'created_time' };
  expect([named, typed, timeColumn('created_time')].map(isTimeColumn)).toEqual([false, false, true]);
  expect(valueIn(row, named)).toEqual({ type: 'number', number: 3 });
  expect(valueIn(row, typed)).toBe(row.properties.Made);
});
