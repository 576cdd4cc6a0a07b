import { textField } from '../text/json.js';
const KINDS = new Map([
    ['page_id', 'page'],
    ['database_id', 'database'],
    ['data_source_id', 'data_source'],
    ['block_id', 'block'],
]);
/** The object that a parent as Notion writes it means, `{ type: "page_id", page_id: … }`; undefined for the workspace. */
export function parentOf(parent) {
    const type = textField(parent, 'type') ?? '';
    const kind = KINDS.get(type);
    const id = textField(parent, type);
    return kind === undefined || id === undefined ? undefined : { kind, id };
}
