import type { Operators } from '../conditions/operators.js';
import type { PropertySchema } from '../columns/property-types.js';
import type { Words } from '../../../text/words.js';

/** What a condition on a property really compares: for formulas and rollups that is what they return. */
export interface FilterTarget {
  /** Keys between the property and the operator. */
  readonly path: readonly string[];
  readonly operators: Operators;
  /** The operator as written, without any `any:` or `number:` before it. */
  readonly operator: string;
  /** For messages: `the select property "Status"`. */
  readonly subject: Words;
  /** Holds the options, relation target or prefix that values are checked against. */
  readonly property: PropertySchema | undefined;
  readonly quantifier: Quantifier | undefined;
  readonly assumed: string | undefined;
}

/** How many of a rollup's values must fit. */
export type Quantifier = 'any' | 'every' | 'none';
