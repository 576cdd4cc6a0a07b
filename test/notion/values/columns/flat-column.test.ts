import { describe, expect, it } from '@jest/globals';
import { describedColumn } from '../../../../src/notion/values/columns/described-column.js';

describe('a column in the form of Notion’s API', () => {
  it.each<[object, object]>([
    [{ number: { format: 'percent' } }, { type: 'number', format: 'percent' }],
    [
      { type: 'number', number: { format: 'euro' }, description: 'net' },
      { type: 'number', format: 'euro', description: 'net' },
    ],
    [
      { select: { options: [{ name: 'A', color: 'red' }] } },
      { type: 'select', options: [{ name: 'A', color: 'red' }] },
    ],
    [{ rich_text: {} }, { type: 'rich_text' }],
    [{ formula: { expression: '1' } }, { type: 'formula', expression: '1' }],
    [{ unique_id: { prefix: 'T' } }, { type: 'unique_id', prefix: 'T' }],
    [
      { relation: { data_source_id: 'd', type: 'single_property', single_property: {} } },
      { type: 'relation', to: 'd' },
    ],
    [
      {
        relation: {
          data_source_id: 'd',
          type: 'dual_property',
          dual_property: { synced_property_name: 'Back' },
        },
      },
      { type: 'relation', to: 'd', two_way: 'Back' },
    ],
    [{ relation: { data_source_id: 's', database_id: 'd' } }, { type: 'relation', to: 's' }],
    [{ relation: { database_id: 'd', data_source_id: 's' } }, { type: 'relation', to: 's' }],
    [{ relation: { database_id: 'd', dual_property: {} } }, { type: 'relation', to: 'd', two_way: true }],
    [
      { rollup: { relation_property_name: 'R', rollup_property_name: 'P', function: 'sum' } },
      { type: 'rollup', relation: 'R', property: 'P', function: 'sum' },
    ],
  ])('%j is read', (given, documented) => {
    expect(describedColumn(given, 'add')).toEqual(describedColumn(documented, 'add'));
  });

  it.each([
    { number: { format: 'percent' }, name: 'Share' },
    { type: 'select', number: {} },
    { number: { format: 'percent', decimals: 2 } },
  ])('%j has more than can be read, and is refused', (given) => {
    expect(() => describedColumn(given, 'add')).toThrow(/has no|is described by its type/);
  });
});
