import { pluralize } from '../../../content/answer/pluralize.js';
import type { NotionSession } from '../../../notion/session.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { changeLines, namesInChanges } from '../pages/change-lines.js';
import type { PossibleInverse } from './inverse.js';

/** What each inverse does, in the words of the workspace. */
export async function inverseLines(
  session: NotionSession,
  inverses: readonly PossibleInverse[],
  lookups: LookupBudget,
): Promise<readonly string[]> {
  const changes = inverses.flatMap(({ shown }) => (typeof shown === 'string' ? [] : [shown]));
  const names = await namesInChanges(session, changes, lookups);
  return inverses.map(({ shown }) => (typeof shown === 'string' ? shown : changeLines(shown, names)));
}

/** `3 pages, 1 comment`. */
export function unitsOf(inverses: readonly PossibleInverse[]): string {
  const units = [...new Set(inverses.map(({ unit }) => unit))];
  return units
    .map((unit) => pluralize(inverses.filter((each) => each.unit === unit).length, unit))
    .join(', ');
}
