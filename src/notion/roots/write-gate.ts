import type { WriteAccess } from '../client/connection-options.js';
import { AccessError, UnexpectedResponseError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import { RootedReads } from './rooted-reads.js';
import { dashedId } from './request-target.js';
import { writeTargetOf, type WriteTarget } from './write-target.js';

/**
 * Admits writes below some pages and databases; everywhere if there are no roots. What a write changes is read off its request, and
 * where that lies is asked of Notion: no text and no argument can widen it.
 */
export function writesBelow(
  roots: readonly string[] | undefined,
  forget: WriteAccess['forget'],
): WriteAccess {
  const ids = roots && new Set(roots.map(dashedId));
  return {
    forget,
    admit: async (session, endpoint, send) => {
      const target = await writeTargetOf(send);
      if (target === undefined) {
        throw new UnexpectedResponseError(
          say`${Words.term(endpoint)} cannot be admitted: this server does not know what it would change.`,
          say`Report this to the operator of the server.`,
        );
      }
      if (ids !== undefined && !(await isBelow(new RootedReads(session, ids), target))) {
        throw new AccessError(
          say`This lies outside of the pages that may be changed, so nothing was changed.`,
          say`Ask whoever runs the server to add the page to WRITE_ROOTS, or change another page.`,
        );
      }
      return changedIds(target);
    },
  };
}

/** Whether the place of a write lies inside; what lies at the top of the workspace does not. */
export async function isBelow(
  reads: RootedReads,
  { ref, also = [], view, isNowhere = false }: WriteTarget,
): Promise<boolean> {
  if (isNowhere) {
    return true;
  }
  if (view !== undefined) {
    return reads.isViewInside(await reads.view(view));
  }
  const places = ref === undefined ? [] : [ref, ...also];
  for (const place of places) {
    if (!(await reads.isInside(place))) {
      return false;
    }
  }
  return places.length > 0;
}

/** What is read of these is wrong after the write. */
export function changedIds({ ref, also = [], view, related }: WriteTarget): readonly string[] {
  const own = ref === undefined ? [] : [ref, ...also];
  return [...new Set([...own.map(({ id }) => id), ...(view === undefined ? [] : [view]), ...related])];
}
