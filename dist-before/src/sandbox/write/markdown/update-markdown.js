import { accept } from '../tasks/tasks.js';
import { applyEdit, readEdit } from './edit-page.js';
/** `PATCH /v1/pages/{page_id}/markdown`. */
export function updateMarkdown(request) {
    const { workspace, body } = request;
    const edit = readEdit(request);
    return body['allow_async'] === true
        ? accept(workspace, 'PATCH /v1/pages/:page_id/markdown', () => applyEdit(workspace, edit))
        : applyEdit(workspace, edit);
}
