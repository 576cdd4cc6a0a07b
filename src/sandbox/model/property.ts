import type { NamedFile } from './file.js';
import type { DateValue, Span } from './rich-text.js';

/** An option of a select, multi-select or status property. */
export interface Option {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly description?: string | undefined;
}

/** A group of status options; `options` are ids. */
interface StatusGroup {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly options: readonly string[];
}

/** Property types whose schema entry holds no configuration. */
export type PlainPropertyType =
  | 'title'
  | 'rich_text'
  | 'date'
  | 'people'
  | 'files'
  | 'checkbox'
  | 'url'
  | 'email'
  | 'phone_number'
  | 'created_time'
  | 'created_by'
  | 'last_edited_time'
  | 'last_edited_by'
  | 'verification'
  | 'place'
  | 'button';

/** What a formula gives for one row. */
export type FormulaResult =
  | { readonly kind: 'string'; readonly value: string | null }
  | { readonly kind: 'number'; readonly value: number | null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'date'; readonly value: DateValue | null }
  | { readonly kind: 'unsupported' };

/** Reads the other columns of the row that a formula is computed for. */
type ReadColumn = (name: string) => Value | undefined;

/** Type and configuration of a property. */
export type PropertyShape =
  | { readonly type: PlainPropertyType }
  | { readonly type: 'number'; readonly format: string }
  | { readonly type: 'select' | 'multi_select'; readonly options: readonly Option[] }
  | { readonly type: 'status'; readonly options: readonly Option[]; readonly groups: readonly StatusGroup[] }
  | {
      readonly type: 'relation';
      readonly dataSourceId: string;
      /** Name of the property on the other side that Notion keeps in step, if there is one. */
      readonly synced?: string | undefined;
    }
  | {
      readonly type: 'rollup';
      readonly relation: string;
      readonly target: string;
      readonly function: string;
    }
  | {
      readonly type: 'formula';
      readonly expression: string;
      readonly compute: (read: ReadColumn, now: Date) => FormulaResult;
    }
  | { readonly type: 'unique_id'; readonly prefix: string | null };

export type PropertyType = PropertyShape['type'];

/** The types that Notion works out itself. */
export const computedTypes: ReadonlySet<PropertyType> = new Set<PropertyType>([
  'formula',
  'rollup',
  'unique_id',
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
  'button',
]);

/** A column of a data source. `id` is not percent-encoded here. */
export type PropertyDefinition = PropertyShape & {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
};

/** A row's value in one column. Options are names, people and pages are ids. */
export type StoredValue =
  | { readonly type: 'title' | 'rich_text'; readonly text: readonly Span[] }
  | { readonly type: 'number'; readonly number: number | null }
  | { readonly type: 'select' | 'status'; readonly option: string | null }
  | { readonly type: 'multi_select'; readonly options: readonly string[] }
  | { readonly type: 'date'; readonly date: DateValue | null }
  | { readonly type: 'people'; readonly users: readonly string[] }
  | { readonly type: 'files'; readonly files: readonly NamedFile[] }
  | { readonly type: 'checkbox'; readonly checked: boolean }
  | { readonly type: 'url' | 'email' | 'phone_number'; readonly text: string | null }
  | { readonly type: 'relation'; readonly pages: string[] }
  | { readonly type: 'unique_id'; readonly number: number }
  | {
      readonly type: 'verification';
      readonly state: 'verified' | 'unverified' | 'expired';
      readonly date: DateValue | null;
      readonly by: string | null;
    }
  | { readonly type: 'place'; readonly place: Place | null }
  | { readonly type: 'button' };

/** A location. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
  readonly address: string;
}

/** A value that Notion works out when it is read. */
type ComputedValue =
  | { readonly type: 'created_time' | 'last_edited_time'; readonly time: string }
  | { readonly type: 'created_by' | 'last_edited_by'; readonly user: string }
  | { readonly type: 'formula'; readonly result: FormulaResult }
  | { readonly type: 'rollup'; readonly function: string; readonly result: RollupResult };

/** What a rollup gives over the related rows. */
export type RollupResult =
  | { readonly kind: 'number'; readonly value: number | null }
  | { readonly kind: 'date'; readonly value: DateValue | null }
  | { readonly kind: 'array'; readonly values: readonly Value[] }
  | { readonly kind: 'unsupported' };

export type Value = StoredValue | ComputedValue;
