import type { WriteAccess } from '../client/connection-options.js';
import { AccessError, UnexpectedResponseError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import { RootedReads } from './rooted-reads.js';
import type { Send } from '../session.js';
import { dashedId } from './request-target.js';
import { notFound } from './rooted-answers.js';
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
        throw isDiscussion(target)
          ? unlocated()
          : new AccessError(
              say`This lies outside of the pages that may be changed, so nothing was changed.`,
              say`Ask whoever runs the server to add the page to WRITE_ROOTS, or change another page.`,
            );
      }
      return changedIds(target);
    },
  };
}

/** What a write of a caller with roots would change. Rejects where it lies outside of them. */
export async function targetBelow(reads: RootedReads, send: Send<unknown>): Promise<WriteTarget> {
  const target = await writeTargetOf(send);
  if (target === undefined || !(await isBelow(reads, target))) {
    throw target !== undefined && isDiscussion(target) ? unlocated() : notFound();
  }
  return target;
}

function isDiscussion({ ref }: WriteTarget): boolean {
  return ref?.kind === 'discussion';
}

/** For a discussion outside, and for one whose comments were not listed lately. */
function unlocated(): AccessError {
  return new AccessError(
    say`The discussion lies outside of the pages that may be changed, or where it is is not known; nothing was changed.`,
    say`Call notion_list_comments for its page, then this again; if that does not help, comment on the page.`,
  );
}

/** Whether the place of a write lies inside; what lies at the top of the workspace does not. */
async function isBelow(
  reads: RootedReads,
  { ref, also = [], isNowhere = false }: WriteTarget,
): Promise<boolean> {
  if (isNowhere) {
    return true;
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
export function changedIds({ ref, also = [], related }: WriteTarget): readonly string[] {
  // Of comments nothing is kept but where they are, which stays.
  const own = ref === undefined || ref.kind === 'comment' || ref.kind === 'discussion' ? [] : [ref, ...also];
  return [...new Set([...own.map(({ id }) => id), ...related])];
}
