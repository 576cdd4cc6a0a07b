import { table } from './markdown.js';

/** What a run has to reach, whether it did, and how far it came. */
export interface Goal {
  readonly text: string;
  readonly passed: boolean;
  readonly detail: string;
  /** Only shown: the run does not fail where it is missed. */
  readonly isAim?: boolean;
}

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ['Goal', 'Reached', ''],
    goals.map(({ text, passed, detail, isAim }) => [
      text,
      passed ? 'pass' : isAim === true ? '**missed**' : '**fail**',
      detail,
    ]),
  );
}

/** The exit code of a run: 1 if a goal was missed that is more than an aim. */
export function exitCodeOf(goals: readonly Goal[]): number {
  return goals.every(({ passed, isAim }) => passed || isAim === true) ? 0 : 1;
}
