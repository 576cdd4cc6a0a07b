import { table } from './markdown.js';

/** What a run has to reach, whether it did, and how far it came. */
export interface Goal {
  readonly text: string;
  readonly passed: boolean;
  readonly detail: string;
}

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ['Goal', 'Reached', ''],
    goals.map(({ text, passed, detail }) => [text, passed ? 'pass' : '**fail**', detail]),
  );
}

/** The exit code of a run: 1 if a goal was missed. */
export function exitCodeOf(goals: readonly Goal[]): number {
  return goals.every(({ passed }) => passed) ? 0 : 1;
}
