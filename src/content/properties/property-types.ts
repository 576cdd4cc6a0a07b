/**
 * One property of a page: the official client's type made loose. Notion adds types and fields at any time, so the value,
 * which stands under the name of its type, is read with care and never trusted to have a shape.
 */
export interface PropertyValue {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One property (column) of a data source, loosened likewise; the settings stand under the name of its type. */
export interface PropertySchema {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly [field: string]: unknown;
}
