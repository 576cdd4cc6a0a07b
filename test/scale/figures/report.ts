import { cpus } from 'node:os';
import { goalTable, type Goal } from '../../harness/figures/goals.js';
import { percent, table, whole } from '../../harness/figures/markdown.js';
import { PROCESSES, REQUESTS } from '../stage.js';
import type { CallFigures } from './figures.js';
import type { ScaleResult } from './result.js';

const seconds = (value: number): string => value.toFixed(1);

/** The run as Markdown, for the terminal and for the page. */
export function resultText(result: ScaleResult, goals: readonly Goal[]): string {
  const { complaints, waits, options, calls, budget, fair, disturbed, refusals, usage, losses } = result;
  const { spaces, callers, factor, window } = options;
  return [
    `Run on ${result.date} with Node ${process.versions.node} on ${cpus().length} cores, which everything shares: ${PROCESSES} server processes, a balancer that sends each request to the next, Postgres, Redis, the sandbox as Notion, ${callers} callers of ${spaces} spaces, ${result.business} of these on Business. ${windowText(factor, window)}`,
    goalTable(goals),
    '#### Budget',
    table(
      ['Plan', 'windows:', 'allowed:', 'used:', 'share:', '429s:'],
      Object.entries(budget)
        .filter(([, { windows }]) => windows > 0)
        .map(([plan, each]) => [
          plan,
          whole(each.windows),
          whole(each.allowed),
          whole(each.used),
          percent(each.share),
          whole(each.refused),
        ]),
    ),
    `429s of the whole run, by reason: ${refusals.map(([reason, count]) => `${whole(count)} × \`${reason}\``).join(', ') || 'none'}.`,
    '#### Calls',
    table(
      ['', 'calls:', 'answered:', 'told when to come:', 'broke off:', 'p50 ms:', 'p95 ms:', 'p99 ms:'],
      [
        ['the attempt that brought the answer', ...counts(calls), ...calls.served.map(whole)],
        ['from the first attempt on', '', '', '', '', ...calls.all.map(whole)],
      ],
    ),
    `${whole(calls.perSecond)} answers in a second, ${(usage.processorMilliseconds / calls.answered).toFixed(2)} ms of processor time for each. Of its own budget every space used ${percent(fair.least)} at least, and ${percent(fair.mean)} at the mean.`,
    '#### Disturbances',
    table(
      [
        'What',
        'away, s:',
        'attempts that broke off:',
        'told to come again:',
        '429s:',
        'last felt after, s:',
        'longest attempt, s:',
      ],
      disturbed.map((each) => [
        each.name,
        seconds(each.seconds),
        whole(each.broken),
        whole(each.told),
        whole(each.refused),
        seconds(each.lastAfter),
        seconds(each.longestAttempt),
      ]),
    ),
    `What callers were told with the wait: ${listed(Object.entries(waits))}.`,
    `Warnings in the servers' logs: ${listed(complaints.map(([complaint, count]) => [complaint.replace(/^\w+: /, ''), count]))}.`,
    `In the whole run ${whole(losses.refreshes)} token pairs were renewed; ${whole(losses.pairsStored)} of ${whole(losses.pairsIssued)} pairs that Notion issued are in the log.`,
  ].join('\n\n');
}

function counts({ calls, answered, told, broken }: CallFigures): readonly string[] {
  return [calls, answered, told, broken].map(whole);
}

function windowText(factor: number, window: number): string {
  const requests = `${whole(REQUESTS.defaultValue)} or ${whole(REQUESTS.business)} requests`;
  return factor === 1
    ? `Windows of 60 s with ${requests}, as Notion's.`
    : `Windows of ${window / 1000} s in place of 60, with as many requests as there: ${whole(REQUESTS.defaultValue)} or ${whole(REQUESTS.business)}.`;
}

function listed(counts: readonly (readonly [string, number])[]): string {
  return (
    counts.map(([text, count]) => `${whole(count)} × “${text.replace(/\.$/, '')}”`).join('; ') || 'nothing'
  );
}
