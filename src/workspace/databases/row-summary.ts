import type { ListEnd } from '../../notion/endpoints/list-page.js';
import type { QuerySorts } from '../../notion/query/sorts.js';
import { counted, say, Words } from '../../text/words.js';
import { endOf, isComplete } from '../list-end.js';

/** Which of the rows that match are shown. */
interface ShownRows {
  readonly count: number;
  /** Rows that match, those of earlier answers included; undefined where Notion has not given all of them. */
  readonly total: number | undefined;
  readonly sorts: QuerySorts;
  readonly end: ListEnd;
  /** Whether there is a call that continues. */
  readonly isMore: boolean;
  /** A later part of the rows. */
  readonly isContinued: boolean;
}

/** Columns of an order that are named. */
const MAX_SORTS_NAMED = 3;

/** The first line of a list of rows. */
export function summariseRows({ count, total, sorts, end, isMore, isContinued }: ShownRows): string {
  const further = isContinued ? 'further ' : '';
  if (count === 0 && isMore) {
    return `No ${further}rows in this part; there are more.`;
  }
  if (count === 0 && isComplete(end)) {
    return isContinued ? 'No further rows.' : 'No rows match.';
  }
  const order = orderOf(sorts);
  const rows = `${count === 0 ? 'No' : count} ${further}${count === 1 ? 'row' : 'rows'}${order}`;
  // The first rows of an order are often all that is wanted: they are not the beginning of something else.
  if (isMore && order !== '' && !isContinued) {
    return total === undefined
      ? `The first ${rows}; more follow.`
      : `${count} of ${String(counted(total, 'row'))}${order}.`;
  }
  const all = total === undefined || total === count ? '' : ` (${total} in all)`;
  return `${rows}; ${endOf(end, isMore)}${all}.`;
}

/** `by "Cost" (descending)`; '' for Notion's own order. */
function orderOf(sorts: QuerySorts): string {
  const parts = sorts.slice(0, MAX_SORTS_NAMED).map((sort) => {
    const direction = Words.term(sort.direction);
    return 'property' in sort
      ? say`${sort.property} (${direction})`
      : say`${Words.term(sort.timestamp)} (${direction})`;
  });
  return parts.length === 0 ? '' : ` by ${String(Words.join(parts, ', '))}`;
}
