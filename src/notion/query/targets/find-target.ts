import { InputError } from '../../../errors.js';
import type { FilterTarget } from './filter-target.js';
import { formulaTarget } from './formula-target.js';
import { operatorsOf } from '../conditions/operators.js';
import type { Condition } from '../conditions/planned-condition.js';
import type { PropertySchema, SchemaHints } from '../columns/property-types.js';
import { rollupTarget } from './rollup-target.js';
import { say, Words } from '../../../text/words.js';

/** Finds out what the condition compares, or says why Notion cannot filter by this property. */
export function findTarget(
  property: PropertySchema,
  condition: Condition,
  hints: SchemaHints,
  argument: string,
): FilterTarget {
  if (property.type === 'formula') {
    return formulaTarget(property, condition, hints.formulaResults?.get(property.name), argument);
  }
  if (property.type === 'rollup') {
    return rollupTarget(property, condition, hints.rolledUp?.get(property.name), argument);
  }
  const operators = operatorsOf(property.type);
  if (operators === undefined) {
    throw new InputError(
      argument,
      say`Notion cannot filter by ${describeProperty(property)}.`,
      say`Use another property, or read the rows and compare there.`,
    );
  }
  return {
    path: [property.type],
    operators,
    operator: condition.operator,
    subject: describeProperty(property),
    property,
    quantifier: undefined,
    assumed: undefined,
  };
}

function describeProperty(property: PropertySchema): Words {
  return say`the ${Words.term(property.type)} property ${property.name}`;
}
