// What a run has to reach.

/** Of the requests that Notion allows while there is always somebody who wants one. */
const LEAST_USED = 0.95;
/** A connection may find out once in a run that there is no more than it thought. */
const MOST_REFUSED_PER_CONNECTION = 1;
/** Answers that are the deadline's, over all answers. */
const MOST_LATE = 0.001;
/** What the least served space uses of its budget, over the mean. */
const LEAST_FAIR = 0.9;
/** Seconds after a disturbance is over within which nobody feels it any more. */
const RECOVERED_WITHIN = 5;

const percent = (share) => `${(share * 100).toFixed(1)} %`;

export function goalsOf({
  complaints,
  calls,
  wrong,
  budget,
  fair,
  disturbed,
  losses,
  patience,
  connections,
  measured,
}) {
  const errors = complaints.filter(([complaint]) => complaint.startsWith('error'));
  const told = disturbed.reduce((sum, { unanswered }) => sum + unanswered, 0);
  const goal = (text, passed, detail) => ({ text, passed, detail });
  return [
    goal(
      `at least ${percent(LEAST_USED)} of Notion's budget used, standard plan`,
      budget.standard.share >= LEAST_USED,
      percent(budget.standard.share),
    ),
    ...(budget.business.windows === 0
      ? []
      : [
          goal(
            `the same of 600 by the workspaces on Business, which nobody configured`,
            budget.business.share >= LEAST_USED,
            percent(budget.business.share),
          ),
        ]),
    goal(
      `at most ${MOST_REFUSED_PER_CONNECTION} 429 for each connection in all measured windows`,
      measured.refused <= MOST_REFUSED_PER_CONNECTION * connections,
      `${measured.refused} for ${connections}`,
    ),
    goal(
      `every call answered within its deadline`,
      calls.unanswered === 0 && told === 0 && calls.longestAttempt <= patience,
      `${calls.unanswered + told} were not; the longest took ${(calls.longestAttempt / 1000).toFixed(1)} s`,
    ),
    goal(
      `at most ${percent(MOST_LATE)} of the answers are that the deadline came first`,
      calls.late <= MOST_LATE * calls.answered,
      `${calls.late} of ${calls.answered + calls.late}`,
    ),
    goal(
      'every answer is of the right space',
      wrong.length === 0,
      wrong.length === 0 ? 'yes' : `${wrong.length}: ${wrong[0]}`,
    ),
    goal(
      `the least served space uses at least ${LEAST_FAIR} of what spaces use of their budgets on average`,
      fair.ratio >= LEAST_FAIR,
      fair.ratio.toFixed(2),
    ),
    ...disturbed.map(({ name, lastAfter, seconds, unanswered }) =>
      goal(
        `${name}: nobody feels it ${RECOVERED_WITHIN} s later`,
        lastAfter <= seconds + RECOVERED_WITHIN && unanswered === 0,
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
