import { EMPTY_GROUP } from '../../notion/query/group.js';
import type { TalliedGroup } from './row-tally.js';

const MONTH = /^\d{4}-\d{2}$/;

/** Months in their order, anything else by the number of rows; what is empty comes last among months. */
export function orderGroups(groups: readonly TalliedGroup[]): { byMonth: boolean; ordered: TalliedGroup[] } {
  const months = groups.map(monthOf);
  const byMonth = months.length > 0 && months.every((month) => month !== undefined);
  const ordered = byMonth
    ? groups.toSorted((left, right) => (monthOf(left) ?? '').localeCompare(monthOf(right) ?? ''))
    : groups.toSorted((left, right) => right.rows - left.rows);
  return { byMonth, ordered };
}

/** Something that sorts after every month for rows without a date; undefined for what is no month. */
function monthOf({ group }: TalliedGroup): string | undefined {
  const label = 'titleId' in group || 'userId' in group ? '' : group.label;
  return label === EMPTY_GROUP ? '9999-99' : MONTH.test(label) ? label : undefined;
}
