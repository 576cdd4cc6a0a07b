import { accept } from '../../../write/tasks/tasks.js';
import type { ToolContext } from '../tool.js';

/** Carries a call out later, as REST's tasks are. Gives what a call answers that may take long. */
export function asTask(
  name: string,
  { workspace }: ToolContext,
  run: () => Record<string, unknown>,
): Record<string, unknown> {
  return shownTask(accept(workspace, `notion-${name}`, run).body);
}

/** A task as the tools show it. */
export function shownTask(task: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id, status, result, error } = task;
  return {
    task_id: id,
    status,
    ...(result !== undefined && { result }),
    ...(error !== undefined && { error }),
  };
}
