import { proveCreated, type ListedPage } from '../../../notion/writes/prove-created.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import type { NotionSession } from '../../../notion/session.js';
import { authorIds, readAuthors } from '../authors.js';
import type { ChangeJournal, PlannedStep } from '../change-journal.js';

/** What is looked for among what its parent holds. */
interface Sought {
  readonly action: PlannedStep['action'];
  /** The parent. */
  readonly target: string;
  readonly title: string;
  /** When the call began that was to make it. */
  readonly since: Date;
  /** The change that was to make it, where this is not the call of that change. */
  readonly change?: string | undefined;
}

/** What a parent holds, as far as it was read. */
export interface ListedChildren {
  readonly pages: readonly ListedPage[];
  readonly isWhole: boolean;
}

/** Calls that began so long before are no longer making anything; their processes were killed, and what they made is older. */
const MAX_UNDER_WAY_MS = 600_000;

/**
 * Looks for the page or database that a call may have made. One that another call has recorded as its own is not it; while
 * another call may be making one that could not be told from it, nothing is proven. `isTold` says whether what another call
 * makes can be told from it by its values.
 */
export async function findMade(
  session: NotionSession,
  journal: ChangeJournal,
  { action, target, title, since, change }: Sought,
  list: () => Promise<ListedChildren>,
  isTold: (theirs: PlannedStep) => boolean,
): Promise<Proof<string>> {
  const [listed, authors] = await Promise.all([list(), readAuthors(session)]);
  const page = { title, since, authors: authorIds(authors) };
  const alone = proveCreated(listed, { ...page, isOthers: () => false, rivals: 'none' });
  if (alone.kind === 'absent') {
    // Nothing is there that could be anybody's.
    return alone;
  }
  // In this order, after the list: what was being made when it was read is still so, or recorded by now.
  const underWay = await journal.unfinished(
    { action, target, title },
    new Date(since.getTime() - MAX_UNDER_WAY_MS),
    change,
  );
  const fitting = listed.pages.filter((each) => each.title === title).map(({ id }) => id);
  const others = await journal.recorded(fitting);
  return proveCreated(listed, {
    ...page,
    isOthers: (id) => others.has(id),
    rivals: underWay.length === 0 ? 'none' : underWay.every(isTold) ? 'different' : 'same',
  });
}
