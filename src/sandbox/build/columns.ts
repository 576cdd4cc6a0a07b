import { propertyId } from '../ids.js';
import type { Option, PlainPropertyType, PropertyDefinition, PropertyShape } from '../model/property.js';
import { titlePropertyId } from '../titles.js';

/** A column before it has an id. */
export type ColumnDraft = PropertyShape & { readonly name: string; readonly description?: string };

const optionColors = [
  'blue',
  'green',
  'orange',
  'purple',
  'red',
  'yellow',
  'brown',
  'pink',
  'gray',
  'default',
];

function optionList(column: string, names: readonly string[]): Option[] {
  return names.map((name, index) => ({
    id: propertyId(`option/${column}`, name),
    name,
    color: optionColors[index % optionColors.length] ?? 'default',
  }));
}

/** A column without configuration. */
export function plain(name: string, type: PlainPropertyType): ColumnDraft {
  return { name, type };
}

export function numberColumn(name: string, format = 'number'): ColumnDraft {
  return { name, type: 'number', format };
}

export function select(name: string, options: readonly string[]): ColumnDraft {
  return { name, type: 'select', options: optionList(name, options) };
}

export function multiSelect(name: string, options: readonly string[]): ColumnDraft {
  return { name, type: 'multi_select', options: optionList(name, options) };
}

/** A status column; the keys are Notion's three groups. */
export function status(
  name: string,
  groups: Readonly<Record<'To-do' | 'In progress' | 'Complete', readonly string[]>>,
): ColumnDraft {
  const options = optionList(name, Object.values(groups).flat());
  const groupColors = ['gray', 'blue', 'green'];
  return {
    name,
    type: 'status',
    options,
    groups: Object.entries(groups).map(([group, names], index) => ({
      id: propertyId(`group/${name}`, group),
      name: group,
      color: groupColors[index] ?? 'default',
      options: options.filter((option) => names.includes(option.name)).map((option) => option.id),
    })),
  };
}

/** A relation; `synced` names the column on the other side that shows it too. */
export function relation(name: string, dataSourceId: string, synced?: string): ColumnDraft {
  return { name, type: 'relation', dataSourceId, synced };
}

export function rollup(name: string, relationName: string, target: string, by: string): ColumnDraft {
  return { name, type: 'rollup', relation: relationName, target, function: by };
}

export function uniqueId(name: string, prefix: string | null): ColumnDraft {
  return { name, type: 'unique_id', prefix };
}

/** Gives a column its id. */
export function defineColumn(dataSourceId: string, draft: ColumnDraft): PropertyDefinition {
  const id = draft.type === 'title' ? titlePropertyId : propertyId(dataSourceId, draft.name);
  return { ...draft, id };
}
