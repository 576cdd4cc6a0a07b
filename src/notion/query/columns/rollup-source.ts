import { propertiesOf } from './find-property.js';
import { field, textField } from '../json.js';
import type { PropertySchema, Schema } from './property-types.js';

/** Where a rollup takes its values from: a property of the data source that a relation leads to. */
interface RollupSource {
  readonly dataSourceId: string;
  /** Finds the rolled-up property in that data source's schema. */
  find(schema: Schema): PropertySchema | undefined;
}

/** Undefined for anything but a rollup, and when the relation or its target is not shared with the connection. */
export function rollupSource(schema: Schema, rollup: PropertySchema): RollupSource | undefined {
  const settings = field(rollup, 'rollup');
  const dataSourceId = textField(field(relationOf(schema, rollup), 'relation'), 'data_source_id');
  if (dataSourceId === undefined) {
    return undefined;
  }
  const id = textField(settings, 'rollup_property_id');
  const name = textField(settings, 'rollup_property_name');
  return { dataSourceId, find: (related) => findById(related, id, name) };
}

/** The relation that a rollup looks along; undefined when it is not among the properties. */
export function relationOf(schema: Schema, rollup: PropertySchema): PropertySchema | undefined {
  const settings = field(rollup, 'rollup');
  return findById(
    schema,
    textField(settings, 'relation_property_id'),
    textField(settings, 'relation_property_name'),
  );
}

interface Index {
  readonly byId: ReadonlyMap<string, PropertySchema>;
  readonly byName: ReadonlyMap<string, PropertySchema>;
}

const indexes = new WeakMap<Schema, Index>();

/** By id, which survives renaming, else by name. Ids are percent-encoded in properties but not in a rollup's settings. */
export function findById(
  schema: Schema,
  id: string | undefined,
  name: string | undefined,
): PropertySchema | undefined {
  const index = indexes.get(schema) ?? indexOf(schema);
  indexes.set(schema, index);
  return (
    (id === undefined ? undefined : index.byId.get(decoded(id))) ??
    (name === undefined ? undefined : index.byName.get(name))
  );
}

// The first of several wins.
function indexOf(schema: Schema): Index {
  const properties = propertiesOf(schema).toReversed();
  return {
    byId: new Map(properties.map((property) => [decoded(property.id), property])),
    byName: new Map(properties.map((property) => [property.name, property])),
  };
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // a % that is part of the id itself
  }
}
