import type { WorkspaceState } from './workspace-state.js';
import type { Outcome, WriteTask } from './write-task.js';

/** What is not as it was asked for, or has changed although nobody asked; nothing where the task was done. */
export function mistakeIn(task: WriteTask, outcome: Outcome): string | undefined {
  try {
    const expected = new Set(task.check(outcome));
    const others = changedRecords(outcome.before, outcome.after).filter((id) => !expected.has(id));
    return others.length === 0 ? undefined : `also changed: ${others.join(', ')}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function changedRecords(before: WorkspaceState, after: WorkspaceState): string[] {
  const [old, present] = [before.records(), after.records()];
  return [...new Set([...old.keys(), ...present.keys()])].filter((id) => old.get(id) !== present.get(id));
}
