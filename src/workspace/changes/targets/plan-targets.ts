import { InputError } from '../../../errors.js';
import type { WhereItem } from '../../../notion/query/conditions/planned-condition.js';
import type { NotionSession } from '../../../notion/session.js';
import { say } from '../../../text/words.js';
import type { LookupBudget } from '../../lookup-budget.js';
import type { ShownChange } from '../pages/change-lines.js';
import { findMatchingRows, type MatchingRows } from './matching-rows.js';
import { readChangedPage, type ChangedPage } from '../pages/page-schema.js';
import { planPageChange, type GivenChange } from '../pages/plan-page-change.js';
import { Problems, type PlannedValues, type PlanRule } from '../pages/plan-values.js';
import { changedValues } from '../pages/set-page.js';

/** Pages by name, or rows by conditions. */
interface GivenTargets {
  readonly pages?: readonly string[] | undefined;
  readonly database?: string | undefined;
  readonly where?: readonly WhereItem[] | undefined;
  readonly match: 'all' | 'any';
}

/** Pages with what they are to have, and whether conditions have chosen them. */
interface PlannedTargets {
  readonly shown: readonly ShownChange[];
  /** The database whose rows were chosen by conditions; absent for pages that were named. */
  readonly chosenIn?: Omit<MatchingRows, 'rows'>;
}

/** Reads the pages or rows and plans their values, or tells all problems. Nothing is sent before. */
export async function planTargets(
  session: NotionSession,
  given: GivenTargets,
  change: GivenChange,
  rule: PlanRule,
  limit: number,
  lookups: LookupBudget,
): Promise<PlannedTargets> {
  const { pages, database, where } = given;
  const problems = new Problems();
  const shown: ShownChange[] = [];
  const plan = (found: ChangedPage): Promise<PlannedValues> =>
    planPageChange(session, found, change, rule, problems, lookups);
  const show = (found: ChangedPage, planned: PlannedValues): void => {
    shown.push({ ...found, values: changedValues(found.page, planned), after: undefined });
  };
  if (database !== undefined && where !== undefined && pages === undefined) {
    const choice = { database, where, match: given.match, calendar: rule.calendar };
    const { rows, ...chosenIn } = await findMatchingRows(session, choice, limit);
    // The rows have the same columns, and so the same problems; values that are set are the same for all of them.
    const isSame = Object.keys({ ...change.add, ...change.remove }).length === 0;
    let planned: PlannedValues | undefined;
    for (const row of rows) {
      planned = isSame && planned !== undefined ? planned : await problems.try(() => plan(row));
      problems.throwIfAny();
      if (planned !== undefined) {
        show(row, planned);
      }
    }
    return { shown, chosenIn };
  }
  // No conditions are what some clients fill in for what they leave out.
  if (pages === undefined || database !== undefined || (where?.length ?? 0) > 0) {
    throw new InputError(
      'pages',
      say`The pages to change are given in one way.`,
      say`Pass pages, or database and where (an empty list for all rows).`,
    );
  }
  const reads = [...new Set(pages)].map((text) => readChangedPage(session, text));
  reads.forEach((read) => void read.catch(() => {}));
  for (const read of reads) {
    await problems.try(async () => {
      const found = await read;
      show(found, await plan(found));
    });
  }
  problems.throwIfAny();
  return { shown };
}
