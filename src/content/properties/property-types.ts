/**
 * One property of a page: the official client's type made loose. Notion adds types and fields at any time, so the value,
 * a field named like its type, is read through `src/text/json.ts` and never trusted to have a shape.
 */
export interface PropertyValue {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One property (column) of a data source, loosened likewise; its settings are a field named like its type. */
export interface PropertySchema {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The properties of a data source by name, as Notion returns them. */
export type Schema = Readonly<Record<string, PropertySchema>>;
