import { describe, expect, it } from '@jest/globals';
import type { DataSourceObjectResponse } from '@notionhq/client';
import fc from 'fast-check';
import { noNames, type Names } from '../../../src/content/names.js';
import type { PropertySchema } from '../../../src/content/properties/property-types.js';
import {
  referencesInSchema,
  schemaLines,
  defaultDetail,
} from '../../../src/content/properties/schema-text.js';

const projects = '0b2f3c4d-0000-4000-8000-000000000001';
const names: Names = { title: (id) => (id === projects ? 'Projects' : undefined), user: () => undefined };

function property(name: string, type: string, settings: unknown, more: object = {}): PropertySchema {
  return { id: `id%3A${name}`, name, type, [type]: settings, description: null, ...more };
}
function options(...optionNames: string[]): unknown[] {
  return optionNames.map((name) => ({ id: `o-${name}`, name }));
}
const describeSchema = (properties: readonly PropertySchema[], names: Names): string =>
  schemaLines(properties, properties, names, defaultDetail).join('\n');

describe('schemaLines', () => {
  it('tells what one needs to write a query', () => {
    const schema = [
      property('Status', 'status', {
        options: options('Idea', 'Doing', 'Review', 'Done'),
        groups: [
          { name: 'To-do', option_ids: ['o-Idea'] },
          { name: 'Active', option_ids: ['o-Review', 'o-Doing'] },
          { name: 'Complete', option_ids: ['o-Done'] },
        ],
      }),
      property('Priority', 'select', { options: options('High', 'Low') }),
      property('Tags', 'multi_select', { options: [] }),
      property('Budget', 'number', { format: 'canadian_dollar' }, { description: 'Planned,\nnot spent' }),
      property('Points', 'number', { format: 'number' }),
      property('Ref', 'unique_id', { prefix: 'TASK' }),
      property('Nr', 'unique_id', { prefix: null }),
      property('Project', 'relation', { data_source_id: projects, type: 'single_property' }),
      property('Parent', 'relation', { data_source_id: '1f2e3d4c-0000-4000-8000-000000000003' }),
      property('Project end', 'rollup', {
        function: 'latest_date',
        rollup_property_name: 'End',
        relation_property_name: 'Old name',
        relation_property_id: 'id:Project',
        rollup_property_id: 'x',
      }),
      property('Double', 'formula', { expression: '{{notion:block_property:id%3APoints:a:b}} * 2' }),
      property('Elsewhere', 'formula', { expression: '{{notion:block_property:zz:a:b}} * 2' }),
      property('Long', 'formula', { expression: 'x + '.repeat(200) }),
      property('Do it', 'button', {}),
      property('Task', 'title', {}),
    ];
    expect(describeSchema(schema, names)).toBe(
      `- Task: title
- Status: status (To-do [Idea]; Active [Doing, Review]; Complete [Done])
- Priority: select [High, Low]
- Tags: multi_select []
- Budget: number (canadian dollar) — Planned, not spent
- Points: number
- Ref: unique_id (TASK-1, TASK-2, …)
- Nr: unique_id
- Project: relation to Projects
- Parent: relation to [data source 1f2e3d4c…]
- Project end: rollup, latest date of End over Project
- Double: formula = prop("Points") * 2
- Elsewhere: formula
- Long: formula
- Do it: button`,
    );
  });

  it('cuts long lists of options and says how many there are', () => {
    const text = describeSchema(
      [
        property('Tags', 'multi_select', {
          options: options(...Array.from({ length: 300 }, (_, i) => `tag ${i}`)),
        }),
      ],
      noNames,
    );
    expect(text).toMatch(/tag 39, … 260 more of 300\]$/);
  });

  it('describes schemas of any shape on one line each', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'select',
          'status',
          'relation',
          'rollup',
          'formula',
          'number',
          'unique_id',
          'new_type',
        ),
        fc.anything(),
        fc.string(),
        (type, settings, name) => {
          expect(describeSchema([property(name, type, settings)], noNames)).toMatch(/^- [^\n]*$/);
        },
      ),
    );
  });

  it('takes what the official client returns', () => {
    const properties: DataSourceObjectResponse['properties'] = {};
    expect(describeSchema(Object.values(properties), noNames)).toBe('');
  });
});

it('referencesInSchema names the related data sources', () => {
  expect(
    referencesInSchema([
      property('Project', 'relation', { data_source_id: projects }),
      property('Lost', 'relation', {}),
      property('Task', 'title', {}),
    ]),
  ).toEqual([projects]);
});
