import type { NotionSession } from '../../notion/session.js';
import type { RequestAllowance } from '../lookup-budget.js';
import { knownCard, readCard, recallCards, type Card, type CardParent } from './titles.js';
import { tolerate } from '../tolerate.js';

/** Paths longer than this start with an ellipsis. */
const DEEPEST = 12;

/** Stands for parents that are not shared with the connection or that the allowance did not reach. */
const MORE_PARENTS = '…';

/**
 * Titles of the parents, outermost first: `['Engineering wiki', 'On-call guide']`. Empty at the top of the workspace.
 * A parent that cannot be named makes the path start with `…`; a path is never a reason for an answer to fail.
 */
export async function pathTo(
  session: NotionSession,
  parent: CardParent,
  allowance: RequestAllowance,
): Promise<string[]> {
  const titles: string[] = [];
  let next = parent;
  for (let depth = 0; next !== undefined; depth += 1) {
    const card = depth < DEEPEST ? await cardOf(session, next, allowance) : undefined;
    if (card === undefined) {
      return [MORE_PARENTS, ...titles];
    }
    if (card.kind !== 'block') {
      titles.unshift(card.title);
    }
    next = card.parent;
  }
  return titles;
}

async function cardOf(
  session: NotionSession,
  parent: NonNullable<CardParent>,
  allowance: RequestAllowance,
): Promise<Card | undefined> {
  await recallCards(session, [parent.id]);
  const known = knownCard(session, parent.id);
  if (known !== undefined) {
    return known;
  }
  if (!allowance.take()) {
    return undefined;
  }
  return tolerate(() => readCard(session, parent.kind, parent.id));
}
