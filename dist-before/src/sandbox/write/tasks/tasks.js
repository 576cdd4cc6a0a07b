import { ApiError } from '../../errors.js';
import { bareId } from '../../ids.js';
import { Accepted } from '../../route.js';
/** Tasks are forgotten after an hour. */
const TASK_LIFETIME_MS = 3_600_000;
/** Seconds that Notion asks to wait before the first look. */
const POLL_AFTER_SECONDS = 2;
/** Accepts a request and carries it out later. What is wrong with it shows then, in the task. */
export function accept(workspace, operation, run) {
    const id = `task_${bareId(workspace.nextId())}`;
    const task = {
        id,
        botId: workspace.botId,
        created: workspace.clock(),
        operation,
        outcome: null,
    };
    workspace.tasks.set(id, task);
    workspace.pending.push({
        left: workspace.limits.taskDelay,
        run: () => {
            task.outcome = outcomeOf(run);
        },
    });
    return new Accepted(presentTask(task));
}
function outcomeOf(run) {
    try {
        return { result: run() };
    }
    catch (error) {
        if (error instanceof ApiError) {
            return { error: error.body() };
        }
        throw error;
    }
}
function presentTask(task) {
    const { id, operation, outcome } = task;
    const status = outcome === null ? 'queued' : 'result' in outcome ? 'succeeded' : 'failed';
    return {
        object: 'async_task',
        id,
        status,
        status_url: `https://api.notion.com/v1/async_tasks/${id}`,
        created_time: task.created.toISOString(),
        ...(outcome === null && { poll_after_seconds: POLL_AFTER_SECONDS }),
        operation: { surface: 'rest', name: operation },
        ...outcome,
    };
}
/** `GET /v1/async_tasks/{task_id}`. */
export function retrieveTask({ workspace, parameters }) {
    const id = parameters.get('task_id') ?? '';
    const task = workspace.tasks.get(id);
    const isKnown = task !== undefined &&
        task.botId === workspace.botId &&
        workspace.clock().getTime() < task.created.getTime() + TASK_LIFETIME_MS;
    if (!isKnown) {
        throw new ApiError(404, 'object_not_found', `Could not find async task with ID: ${id}.`);
    }
    return presentTask(task);
}
