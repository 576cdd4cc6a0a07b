/** What is done to a page as a whole. */
const PAGE_STATE_ACTIONS = ['trash', 'restore', 'archive', 'unarchive', 'lock', 'unlock'];
/** What one request of a change does. Each has its inverse in `undo/undo-change.ts`. */
export const STEP_ACTIONS = [
    'create',
    'set',
    'edit',
    'append',
    'move',
    'schema',
    'create_database',
    'rename_database',
    'create_view',
    'change_view',
    'remove_view',
    'comment',
    'edit_comment',
    'delete_comment',
    'upload',
    'attach',
    ...PAGE_STATE_ACTIONS,
];
/** It has ended, and Notion has saved nothing of it. */
export function isWithoutEffect({ steps, outcomes }) {
    return steps.every((_step, at) => outcomes.get(at)?.kind === 'absent');
}
