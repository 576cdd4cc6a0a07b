import { propertiesOf } from './find-property.js';
import { field, textField } from '../../../text/json.js';
import type { PropertySchema, Schema } from '../../../content/properties/property-types.js';

/** How a formula names a property: in a schema by id, in older ones as people write it. */
const BY_ID = /\{\{notion:block_property:([^:}]*):/g;
const BY_NAME = /\bprop\("((?:[^"\\]|\\.)*)"\)/g;

const DATE_FUNCTIONS: ReadonlySet<string> = new Set(['earliest_date', 'latest_date', 'date_range']);
/** Functions that keep the single values; every other function of Notion's makes one number of them. */
const LIST_FUNCTIONS: ReadonlySet<string> = new Set(['show_original', 'show_unique']);

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
function findById(
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

/** The data source that a relation leads to; undefined for any other column and where Notion does not say. */
export function relatedSource(property: PropertySchema): string | undefined {
  return textField(field(property, 'relation'), 'data_source_id');
}

/** The name of the column that leads back from there; undefined where the relation is a one-way one. */
export function otherSideOf(property: PropertySchema): string | undefined {
  return textField(field(field(property, 'relation'), 'dual_property'), 'synced_property_name');
}

/** Whether its values show in a column of the related pages as well. What is no relation has no other side. */
export function hasOtherSide(property: PropertySchema): boolean {
  const relation = field(property, 'relation');
  return textField(relation, 'type') === 'dual_property' || field(relation, 'dual_property') !== undefined;
}

/** The property that a request means, by its id or its name. */
export function propertyOfKey(schema: Schema, key: string): PropertySchema | undefined {
  return findById(schema, key, key);
}

/**
 * The relations that a rollup or formula is computed over, directly or through others. Notion computes over the first 25
 * entries of a relation only.
 */
export function relationsBehind(schema: Schema, property: PropertySchema): readonly PropertySchema[] {
  const seen = new Set<PropertySchema>();
  const visit = (current: PropertySchema | undefined): void => {
    if (current === undefined || seen.has(current)) {
      return;
    }
    seen.add(current);
    if (current.type === 'rollup') {
      visit(relationOf(schema, current));
    } else if (current.type === 'formula') {
      namedIn(schema, current).forEach(visit);
    }
  };
  if (property.type === 'rollup' || property.type === 'formula') {
    visit(property);
  }
  return [...seen].filter(({ type }) => type === 'relation');
}

/** The properties that a formula is computed from; undefined for a name that the schema does not have. */
export function namedIn(schema: Schema, formula: PropertySchema): readonly (PropertySchema | undefined)[] {
  const expression = textField(field(formula, 'formula'), 'expression') ?? '';
  return [
    ...[...expression.matchAll(BY_ID)].map(([, id]) => findById(schema, id, undefined)),
    ...[...expression.matchAll(BY_NAME)].map(([, name]) =>
      findById(schema, undefined, name?.replaceAll(/\\(.)/g, '$1')),
    ),
  ];
}

/** What a rollup gives: one number, one date, or the list of values. */
export function rollupKind(rollup: PropertySchema): 'number' | 'date' | 'list' {
  const name = rollupFunction(rollup);
  return LIST_FUNCTIONS.has(name) ? 'list' : DATE_FUNCTIONS.has(name) ? 'date' : 'number';
}

/** The function that a rollup applies to the values. */
export function rollupFunction(rollup: PropertySchema): string {
  return textField(field(rollup, 'rollup'), 'function') ?? 'show_original';
}
