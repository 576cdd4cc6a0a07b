import { describe, expect, it } from '@jest/globals';
import { formulaResultsOf } from '../../../src/notion/query/schema-hints.js';
import type {
  PropertySchema,
  PropertyValue,
  Schema,
} from '../../../src/content/properties/property-types.js';
import { rollupSource } from '../../../src/notion/query/columns/column-sources.js';

function formula(type: string): PropertyValue {
  return { type: 'formula', formula: { type, [type]: null } };
}
function rollup(settings: object): PropertySchema {
  return { id: 'r', name: 'Stage', type: 'rollup', rollup: settings };
}

describe('formulaResultsOf', () => {
  it('reads what formulas return, in the words of filters', () => {
    const rows = [
      {
        properties: {
          Late: formula('boolean'),
          Score: formula('unsupported'),
          Task: { type: 'title', title: [] },
        },
      },
      { properties: { Late: formula('boolean'), Score: formula('number'), Label: formula('string') } },
    ];
    expect([...formulaResultsOf(rows)]).toEqual([
      ['Late', 'checkbox'],
      ['Score', 'number'],
      ['Label', 'string'],
    ]);
  });
});

describe('rollupSource', () => {
  const relation: PropertySchema = {
    id: '%3CnJT',
    name: 'Project',
    type: 'relation',
    relation: { data_source_id: 'source-1' },
  };
  const status: PropertySchema = { id: '%3A%3EFq', name: 'State', type: 'status', status: {} };
  const related: Schema = { State: status };

  it('follows ids, encoded or not', () => {
    const settings = {
      relation_property_id: '<nJT',
      rollup_property_id: ':>Fq',
      rollup_property_name: 'Old',
    };
    const source = rollupSource({ Project: relation }, rollup(settings));
    expect(source?.dataSourceId).toBe('source-1');
    expect(source?.find(related)).toBe(status);
    expect(source?.find({})).toBeUndefined();
  });

  it('follows names without ids', () => {
    const settings = { relation_property_name: 'Project', rollup_property_name: 'State' };
    expect(rollupSource({ Project: relation }, rollup(settings))?.find(related)).toBe(status);
  });

  it.each([
    ['a missing relation', {}, rollup({ relation_property_id: 'x' })],
    [
      'a target that is not shared',
      { Project: { ...relation, relation: {} } },
      rollup({ relation_property_id: '<nJT' }),
    ],
    ['no rollup', { Project: relation }, status],
  ])('has none for %s', (_what, schema, property) => {
    expect(rollupSource(schema, property)).toBeUndefined();
  });
});
