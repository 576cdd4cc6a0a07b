import type { PropertySchema } from './property-types.js';

/** Longer formulas explain less than they cost. */
const FORMULA_LENGTH = 160;
/** How a schema refers to a property inside a formula: property id, data source id, workspace id. */
const PROPERTY_TOKEN = /\{\{notion:block_property:([^:}]*):[^}]*\}\}/g;

/**
 * A formula with property names in it, as people see it in Notion; '' when it is long or refers to something that has no
 * name here.
 */
export function readableFormula(expression: string, properties: readonly PropertySchema[]): string {
  const text = expression
    .replaceAll(PROPERTY_TOKEN, (token, id: string) => {
      const property = properties.find((candidate) => samePropertyId(candidate.id, id));
      return property === undefined ? token : `prop("${property.name}")`;
    })
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text.length > FORMULA_LENGTH || text.includes('{{') ? '' : text;
}

/** Property ids are percent-encoded in some places and not in others. */
export function samePropertyId(one: string, other: string): boolean {
  return one !== '' && decoded(one) === decoded(other);
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // a % that is part of the id itself
  }
}
