import { titleWithState } from '../../notion/object-state.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import {
  getCachedSummary,
  readSummary,
  prefetchSummaries,
  type ObjectSummary,
  type ObjectParent,
} from './titles.js';
import { undefinedOnToolError } from '../tolerate.js';

/** Paths longer than this start with an ellipsis. */
const MAX_PATH_DEPTH = 12;

/** Stands for parents that are not shared with the connection or that the allowance did not reach. */
const MORE_PARENTS = '…';

/**
 * Titles of the parents, outermost first: `['Engineering wiki', 'On-call guide']`. Empty at the top of the workspace.
 * A parent that cannot be named makes the path start with `…`; a path never makes an answer fail.
 */
export async function pagePath(
  session: NotionSession,
  parent: ObjectParent,
  lookups: LookupBudget,
): Promise<string[]> {
  const titles: string[] = [];
  let next = parent;
  for (let depth = 0; next !== undefined; depth += 1) {
    const card = depth < MAX_PATH_DEPTH ? await summaryOfParent(session, next, lookups) : undefined;
    if (card === undefined) {
      return [MORE_PARENTS, ...titles];
    }
    if (card.kind !== 'block') {
      titles.unshift(titleWithState(card));
    }
    next = card.parent;
  }
  return titles;
}

async function summaryOfParent(
  session: NotionSession,
  parent: NonNullable<ObjectParent>,
  lookups: LookupBudget,
): Promise<ObjectSummary | undefined> {
  await prefetchSummaries(session, [parent.id]);
  const known = getCachedSummary(session, parent.id);
  if (known !== undefined) {
    return known;
  }
  if (!lookups.take()) {
    return undefined;
  }
  return undefinedOnToolError(() => readSummary(session, parent.kind, parent.id));
}
