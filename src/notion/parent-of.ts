import { textField } from '../text/json.js';

/** What something lies in. */
export interface ParentRef {
  readonly kind: 'page' | 'database' | 'data_source' | 'block';
  /** Dashed. */
  readonly id: string;
}

const KINDS = new Map<string, ParentRef['kind']>([
  ['page_id', 'page'],
  ['database_id', 'database'],
  ['data_source_id', 'data_source'],
  ['block_id', 'block'],
]);

/** The object that a parent as Notion writes it means, `{ type: "page_id", page_id: … }`; undefined for the workspace. */
export function parentOf(parent: unknown): ParentRef | undefined {
  const type = textField(parent, 'type') ?? '';
  const kind = KINDS.get(type);
  const id = textField(parent, type);
  return kind === undefined || id === undefined ? undefined : { kind, id };
}
