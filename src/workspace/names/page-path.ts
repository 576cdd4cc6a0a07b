import { pathText } from '../../content/print/title-text.js';
import { CancelledError, isNotFound, ToolError } from '../../errors.js';
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

/** Paths longer than this start with an ellipsis. */
const MAX_PATH_DEPTH = 12;

/** Stand in place of the parents that have no name here; titles cannot look like them, because their brackets are escaped. */
const NOT_SHARED = '[parent not shared]';
const NOT_LOOKED_UP = '[parent not looked up]';
const TOO_DEEP = '…';

/**
 * The titles of the parents as one text, outermost first: `Engineering wiki › On-call guide`. Empty at the top of the
 * workspace. Where a parent cannot be named the path starts with the reason; a path never makes an answer fail.
 */
export async function pagePath(
  session: NotionSession,
  parent: ObjectParent,
  lookups: LookupBudget,
): Promise<string> {
  const titles: string[] = [];
  const path = (start: string): string => [start, pathText(titles)].filter((part) => part !== '').join(' › ');
  let next = parent;
  for (let depth = 0; next !== undefined; depth += 1) {
    const card = depth < MAX_PATH_DEPTH ? await summaryOfParent(session, next, lookups) : TOO_DEEP;
    if (typeof card === 'string') {
      return path(card);
    }
    if (card.kind !== 'block') {
      titles.unshift(titleWithState(card));
    }
    next = card.parent;
  }
  return path('');
}

/** The parent, or why it is not known. */
async function summaryOfParent(
  session: NotionSession,
  parent: NonNullable<ObjectParent>,
  lookups: LookupBudget,
): Promise<ObjectSummary | string> {
  await prefetchSummaries(session, [parent.id]);
  const known = getCachedSummary(session, parent.id);
  if (known !== undefined) {
    return known;
  }
  if (!lookups.take()) {
    return NOT_LOOKED_UP;
  }
  try {
    return await readSummary(session, parent.kind, parent.id);
  } catch (error) {
    if (!(error instanceof ToolError) || error instanceof CancelledError) {
      throw error;
    }
    return isNotFound(error) ? NOT_SHARED : NOT_LOOKED_UP;
  }
}
