import * as z from 'zod';
import { retrieveTask } from '../../../write/tasks/tasks.js';
import { asRest } from '../rest.js';
import { hostedTool } from '../tool.js';
import { shownTask } from './as-task.js';
/** `notion-get-async-task`. */
export const getAsyncTask = hostedTool({
    name: 'get-async-task',
    title: 'Get async task',
    description: 'Says how far a task is that another tool began: queued, succeeded or failed.',
    effect: 'read',
    lists: 'august',
    input: z.object({ task_id: z.string() }),
    run: ({ task_id: id }, context) => shownTask(asRest(retrieveTask, context, { parameters: { task_id: id } })),
});
