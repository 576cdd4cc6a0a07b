import { field, textField } from '../json.js';
import type { PropertySchema, Schema } from './property-types.js';
import { findById, relationOf } from './rollup-source.js';

/** How a formula names a property: in a schema by id, in older ones as people write it. */
const BY_ID = /\{\{notion:block_property:([^:}]*):/g;
const BY_NAME = /\bprop\("((?:[^"\\]|\\.)*)"\)/g;

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
