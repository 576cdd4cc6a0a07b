import type { Goal } from '../../harness/figures/goals.js';
import { percent } from '../../harness/figures/markdown.js';
import { sumOf } from '../../harness/figures/statistics.js';
import type { ScaleResult } from './result.js';

/** Of the requests that Notion allows while there is always somebody who wants one. */
const MIN_USED = 0.95;
/** A connection may find out once in a run that there is no more than it thought. */
const MAX_REFUSED_PER_CONNECTION = 1;
/** Answers that are the deadline's, over all answers. */
const MAX_LATE = 0.001;
/** What the least served space uses of its budget, over the mean. */
const MIN_FAIR = 0.9;
/** Nobody feels a disturbance any more so long after it is over. */
const MAX_RECOVERY_SECONDS = 5;

/** What a run has to reach. */
export function goalsOf(result: ScaleResult): readonly Goal[] {
  const { complaints, calls, wrong, budget, fair, disturbed, losses, maxAttemptMs, connections } = result;
  const errors = complaints.filter(([complaint]) => complaint.startsWith('error'));
  const refused = budget.defaultValue.refused + budget.business.refused;
  const unanswered = calls.unanswered + sumOf(disturbed, (each) => each.unanswered);
  const goal = (text: string, passed: boolean, detail: string): Goal => ({ text, passed, detail });
  return [
    goal(
      `at least ${percent(MIN_USED)} of Notion's budget used, standard plan`,
      budget.defaultValue.share >= MIN_USED,
      percent(budget.defaultValue.share),
    ),
    ...(budget.business.windows === 0
      ? []
      : [
          goal(
            `the same of 600 by the workspaces on Business, which nobody configured`,
            budget.business.share >= MIN_USED,
            percent(budget.business.share),
          ),
        ]),
    goal(
      `at most ${MAX_REFUSED_PER_CONNECTION} 429 for each connection in all measured windows`,
      refused <= MAX_REFUSED_PER_CONNECTION * connections,
      `${refused} for ${connections}`,
    ),
    goal(
      `every call answered within its deadline`,
      unanswered === 0 && calls.longestAttempt <= maxAttemptMs,
      `${unanswered} were not; the longest took ${(calls.longestAttempt / 1000).toFixed(1)} s`,
    ),
    goal(
      `at most ${percent(MAX_LATE)} of the answers are that the deadline came first`,
      calls.late <= MAX_LATE * calls.answered,
      `${calls.late} of ${calls.answered + calls.late}`,
    ),
    goal(
      'every answer is of the right space',
      wrong.length === 0,
      wrong.length === 0 ? 'yes' : `${wrong.length}: ${wrong[0]}`,
    ),
    goal(
      `the least served space uses at least ${MIN_FAIR} of what spaces use of their budgets on average`,
      fair.ratio >= MIN_FAIR,
      fair.ratio.toFixed(2),
    ),
    ...disturbed.map(({ name, lastAfter, seconds, unanswered: silent }) =>
      goal(
        `${name}: nobody feels it ${MAX_RECOVERY_SECONDS} s later`,
        lastAfter <= seconds + MAX_RECOVERY_SECONDS && silent === 0,
        lastAfter === 0 ? 'nobody did' : `last after ${lastAfter.toFixed(1)} s of ${seconds.toFixed(1)} s`,
      ),
    ),
    goal(
      'no connection, token pair or answer lost',
      losses.connected === losses.connections &&
        losses.pairsStored === losses.pairsIssued &&
        losses.usedTwice === 0 &&
        losses.silent.length === 0,
      `${losses.connected} of ${losses.connections} connected, ${losses.pairsStored} of ${losses.pairsIssued} pairs stored` +
        (losses.silent.length === 0 ? '' : `, no answer for ${losses.silent.join(', ')}`),
    ),
    goal(
      'no error in the logs',
      errors.length === 0,
      errors.map(([message, count]) => `${count} × ${message}`).join(', ') || 'none',
    ),
  ];
}
