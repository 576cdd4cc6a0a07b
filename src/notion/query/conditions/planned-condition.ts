import type { Words } from '../../../text/words.js';
import type { Timestamp } from '../columns/find-property.js';

/** One condition as a caller writes it. The value may be anything: it comes from a model. */
export interface Condition {
  readonly property: string;
  readonly operator: string;
  readonly value?: unknown;
}

/** One item of `where` as a caller writes it: a condition, or a group of conditions of which any or all must hold. */
export interface WhereItem {
  readonly property?: string | undefined;
  readonly operator?: string | undefined;
  readonly value?: unknown;
  readonly any?: readonly WhereItem[] | undefined;
  readonly all?: readonly WhereItem[] | undefined;
}

/** A person or page given by name; its id has to be found before the filter is built. */
export type Reference = PersonReference | PageReference;

interface PersonReference {
  readonly kind: 'person';
  /** Name or e-mail address. */
  readonly text: string;
  /** Where the caller wrote it, such as `where[0].value`. */
  readonly argument: string;
}

interface PageReference {
  readonly kind: 'page';
  /** Title. */
  readonly text: string;
  readonly argument: string;
  /** Where the page is a row; undefined when the schema does not say. */
  readonly dataSourceId: string | undefined;
}

type FilterValue = string | number | boolean | readonly string[] | Readonly<Record<string, never>>;

/** One comparison of a filter. */
export interface Comparison {
  readonly operator: string;
  readonly value: FilterValue;
}

/**
 * A value ready to be sent, the reference that will become one, or comparisons with operators of their own: of a month, a
 * row's date must be on or after the first day and on or before the last. `readAs` tells the days that words were read as.
 */
export type Operand =
  | { readonly value: FilterValue; readonly readAs?: Words }
  | { readonly reference: Reference }
  | { readonly comparisons: readonly Comparison[]; readonly join: 'and' | 'or'; readonly readAs?: Words };

/** A condition that was checked against the schema. `buildFilter` makes Notion's filter of it. */
export interface PlannedCondition {
  readonly subject: { readonly property: string } | { readonly timestamp: Timestamp };
  /** Keys from the subject down to the operator, such as `['rollup', 'any', 'rich_text']`. */
  readonly path: readonly string[];
  readonly operator: string;
  /** At least one. */
  readonly operands: readonly Operand[];
  /** How several operands combine; undefined where no combination keeps the meaning. */
  readonly join: 'and' | 'or' | undefined;
  /** References among the operands. */
  readonly references: readonly Reference[];
  /** Where the caller wrote the value. */
  readonly argument: string;
  /** What had to be guessed because the schema does not say; a sentence for when Notion refuses the filter. */
  readonly assumed: string | undefined;
  /** Whether callers are told how it was read, for they wrote no operator or another one. */
  readonly isInterpreted: boolean;
}

/** Conditions that hold together, or of which one must hold. */
interface PlannedGroup {
  readonly join: 'and' | 'or';
  /** At least one. */
  readonly conditions: readonly PlannedCondition[];
}

/** One item of a checked `where`. */
export type PlannedItem = PlannedCondition | PlannedGroup;
