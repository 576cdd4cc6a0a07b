import type { PlannedCondition, Reference } from '../../../src/notion/query/conditions/planned-condition.js';
import type { PropertySchema, Schema } from '../../../src/content/properties/property-types.js';

/** A fictional task tracker with every property type that filters know. */
export const taskSchema: Schema = schemaOf(
  ['Task', 'title', {}],
  ['Notes', 'rich_text', {}],
  ['Link', 'url', {}],
  ['Mail', 'email', {}],
  ['Phone', 'phone_number', {}],
  ['Points', 'number', { format: 'number' }],
  ['Ref', 'unique_id', { prefix: 'TASK' }],
  ['Blocked', 'checkbox', {}],
  ['Priority', 'select', { options: options('High', 'Medium', '🐢 Low') }],
  [
    'Status',
    'status',
    {
      options: options('Not started', 'In progress', 'In review', 'Done'),
      groups: [
        { id: 'g1', name: 'To-do', option_ids: ['id-Not started'] },
        { id: 'g2', name: 'Active', option_ids: ['id-In progress', 'id-In review'] },
        { id: 'g3', name: 'Complete', option_ids: ['id-Done'] },
      ],
    },
  ],
  ['Tags', 'multi_select', { options: options('backend', 'café', 'C', 'C#') }],
  ['Due', 'date', {}],
  ['Assignee', 'people', {}],
  [
    'Project',
    'relation',
    { data_source_id: '0b2f3c4d-0000-4000-8000-000000000001', type: 'single_property' },
  ],
  ['Files', 'files', {}],
  ['Checked', 'verification', {}],
  ['Created', 'created_time', {}],
  ['Edited', 'last_edited_time', {}],
  ['Author', 'created_by', {}],
  ['Editor', 'last_edited_by', {}],
  ['Score', 'formula', { expression: '' }],
  ['Project stage', 'rollup', { function: 'show_original', relation_property_name: 'Project' }],
  ['Project budget', 'rollup', { function: 'sum', relation_property_name: 'Project' }],
  ['Project start', 'rollup', { function: 'earliest_date', relation_property_name: 'Project' }],
  ['Do it', 'button', {}],
  ['Where', 'place', {}],
);

/** The status that "Project stage" rolls up. */
export const stage: PropertySchema = propertyOf('Stage', 'status', { options: options('Idea', 'Live') });

/** Names of people and pages for their ids, so that a filter shows what was looked up. */
export function sentAsWritten(planned: readonly PlannedCondition[]): Map<Reference, string[]> {
  return new Map(
    planned.flatMap(({ references }) => references).map((reference) => [reference, [reference.text]]),
  );
}

export function schemaOf(
  ...properties: readonly (readonly [name: string, type: string, settings: unknown])[]
): Schema {
  return Object.fromEntries(
    properties.map(([name, type, settings]) => [name, propertyOf(name, type, settings)]),
  );
}

export function propertyOf(name: string, type: string, settings: unknown): PropertySchema {
  return { id: type === 'title' ? 'title' : `id-${name}`, name, type, [type]: settings };
}

function options(...names: readonly string[]): unknown {
  return names.map((name) => ({ id: `id-${name}`, name, color: 'default' }));
}
