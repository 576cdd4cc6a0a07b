import { describe, expect, it } from '@jest/globals';
import { relationsBehind } from '../../../../src/notion/query/columns/column-sources.js';
import { schemaOf } from '../schema-example.js';

const schema = schemaOf(
  ['Tasks', 'relation', { data_source_id: 'x' }],
  ['Owners', 'relation', { data_source_id: 'y' }],
  ['Total', 'rollup', { function: 'sum', relation_property_name: 'Tasks' }],
  [
    'By id',
    'rollup',
    { function: 'sum', relation_property_id: 'id-Tasks', relation_property_name: 'old name' },
  ],
  ['Double', 'formula', { expression: 'prop("Total") * 2 + prop("Owners").length()' }],
  ['Stored', 'formula', { expression: '{{notion:block_property:id-Tasks:s:w}}.length()' }],
  ['Round', 'formula', { expression: 'prop("Round") + prop("Double") + prop("Missing")' }],
  ['Plain', 'formula', { expression: '1 + 1' }],
  ['Number', 'number', {}],
);

describe('relationsBehind', () => {
  it.each([
    ['Total', ['Tasks']],
    ['By id', ['Tasks']],
    ['Double', ['Tasks', 'Owners']],
    ['Stored', ['Tasks']],
    ['Round', ['Tasks', 'Owners']],
    ['Plain', []],
    ['Number', []],
    ['Tasks', []],
  ])('of %s', (name, relations) => {
    const property = schema[name];
    const found =
      property === undefined ? [] : relationsBehind(schema, property).map((relation) => relation.name);
    expect(found.toSorted()).toEqual(relations.toSorted());
  });
});
