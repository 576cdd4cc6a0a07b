import { accept } from '../../../write/tasks/tasks.js';
/** Carries a call out later, as REST's tasks are. Gives what a call answers that may take long. */
export function asTask(name, { workspace }, run) {
    return shownTask(accept(workspace, `notion-${name}`, run).body);
}
/** A task as the tools show it. */
export function shownTask(task) {
    const { id, status, result, error } = task;
    return {
        task_id: id,
        status,
        ...(result !== undefined && { result }),
        ...(error !== undefined && { error }),
    };
}
