import type { NotionSession } from '../../../notion/session.js';
import { RowsAhead } from './rows-ahead.js';
import type { Row, RowWalk, WalkPosition } from './row-window.js';

export interface WalkEnd {
  /** Queries that were needed because Notion ended one before its last row. */
  readonly windows: number;
  /** Whether one of them ended for another reason than Notion's limit of 10,000 rows. */
  readonly brokeOff: boolean;
  /** Rows of which Notion gives the id only. */
  readonly unreadable: number;
  /** Why the walk stopped early; undefined when every row was visited. */
  readonly incomplete: string | undefined;
  /** Where to continue, if that is possible. */
  readonly rest: WalkPosition | undefined;
}

/** Pages without a row in succession, with more behind each, that are read in one walk. */
const MAX_EMPTY_PAGES = 20;
const TOO_MANY_EMPTY = 'Notion gives one empty page of rows after the other. Call again to continue.';
/** Reported when the reserve begins; it is the caller's own time, so there is nothing to wait for. */
const OUT_OF_TIME = 'This call ran out of time. Call again to continue.';

/**
 * Visits all rows, each once, oldest first, 100 to a request. Where Notion ends a query before its last row, as it does
 * at 10,000 rows, the walk continues with a query for rows created in the same minute as the last one (Notion's
 * precision) or later. The rows of that minute are visited by the later query only. A failure after the first request
 * ends the walk early instead of losing what was visited; what was read beyond the failure is read again by the next call.
 */
export async function walkRows(
  session: NotionSession,
  walk: RowWalk,
  start: WalkPosition,
  visit: (rows: readonly Row[]) => Promise<void>,
): Promise<WalkEnd> {
  const ahead = new RowsAhead(session, walk, start);
  for (let rounds = 0; ; rounds += 1) {
    const stop =
      rounds > 0 && session.timeLeft < walk.reserve
        ? OUT_OF_TIME
        : (ahead.next?.empty ?? 0) >= MAX_EMPTY_PAGES
          ? TOO_MANY_EMPTY
          : undefined;
    const failure = stop ?? (await ahead.read(rounds > 0));
    for (const rows of ahead.take()) {
      await visit(rows);
    }
    walk.progress?.();
    const { next, gap } = ahead;
    const facts = { windows: ahead.queries, brokeOff: ahead.brokeOff, unreadable: ahead.unreadable };
    if (next === undefined) {
      return { ...facts, incomplete: gap, rest: undefined };
    }
    if (failure !== undefined) {
      const incomplete = gap === undefined ? failure : `${gap} ${failure}`;
      const later = next.batch === undefined ? next : ahead.later(next);
      if (later !== undefined) {
        return { ...facts, incomplete, rest: { from: later.from } };
      }
      await visit(ahead.takeHeld(next));
      const { from, before, batch, first } = next;
      const minute = first === next.held.at(-1)?.created_time ? first : undefined;
      return { ...facts, incomplete, rest: { from, before, batch, minute } };
    }
  }
}
