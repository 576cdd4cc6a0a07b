import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assumptions } from '../../scale/growth/assumptions.js';
import { BUDGET } from '../../scale/growth/busy-hour.js';
import { costOfCall, growthOf, type Growth, type Measured } from '../../scale/growth/growth.js';
import { root } from '../pages.js';

const SIZES = [1, 100, 10_000];

const whole = (value: number): string => Math.round(value).toLocaleString('en');
/** Two digits that say something. */
const short = (value: number): string =>
  value >= 100 ? whole(value) : value.toLocaleString('en', { maximumSignificantDigits: 2 });
const percent = (share: number): string => `${short(share * 100)} %`;

const ROWS: readonly (readonly [name: string, read: (growth: Growth) => string])[] = [
  ['callers', ({ hour }) => whole(hour.callers)],
  ['tool calls in the busiest hour', ({ hour }) => whole(hour.calls)],
  ['requests to Notion in it', ({ hour }) => whole(hour.requests)],
  ['tool calls in its busiest minute, a second', ({ hour }) => short(hour.busiestMinute.calls / 60)],
  ['**Notion’s budget**: used by the busiest connection', ({ load }) => percent(load.notion)],
  ['requests that wait for a later minute', ({ hour }) => percent(hour.delayed)],
  ['processes, a core each', ({ processes }) => whole(processes)],
  ['their memory, GB', ({ memory }) => short(memory)],
  ['Postgres: transactions a second', ({ database }) => short(database.transactionsPerSecond)],
  ['of what it carries', ({ load }) => percent(load.database)],
  ['rows before any use', ({ database }) => whole(database.rowsAtRest)],
  ['rows more in a year: one for each refresh', ({ database }) => whole(database.rowsOfYear)],
  ['GB more in a year', ({ database }) => short(database.gigabytesOfYear)],
  ['Redis: commands a second', ({ redis }) => short(redis.commandsPerSecond)],
  ['of what it carries', ({ load }) => percent(load.redis)],
  ['its memory, MB', ({ redis }) => short(redis.megabytes)],
  ['tool calls in a month', ({ callsOfMonth }) => whole(callsOfMonth)],
  ['**dollars for a million tool calls**', ({ costOfMillion }) => short(costOfMillion)],
];

/** What docs/scaling.md reckons growth to be. */
export function growthSection(): [string, string] {
  const measured = JSON.parse(
    readFileSync(join(root, 'test/scale/growth/measured.json'), 'utf8'),
  ) as Measured;
  const call = costOfCall(measured, assumptions);
  const growths = SIZES.map((spaces) => growthOf(spaces, measured, assumptions));
  const { prices, sizes } = assumptions;
  const table = [
    `| spaces, of one connection each | ${SIZES.map(whole).join(' | ')} |`,
    `| --- |${SIZES.map(() => ' ---: |').join('')}`,
    ...ROWS.map(([name, read]) => `| ${name} | ${growths.map(read).join(' | ')} |`),
  ].join('\n');
  const size = ({ callers, share }: (typeof sizes)[number]): string => `${percent(share)} have ${callers}`;
  return [
    'growth',
    [
      `Measured by a scale run on ${measured.date}: a tool call takes ${short(call.requests)} requests to Notion, ${short(call.processorMilliseconds)} ms of a core, ${short(call.transactions)} transactions of Postgres and ${short(call.commands)} commands of Redis; a process ${whole(measured.megabytesOfLargestProcess)} MB; a refresh one event of ${short(measured.bytesOfEvent / 1024)} kB, indexes included.`,
      `Assumed: of the spaces ${sizes.map(size).join(', ')} callers; ${percent(assumptions.business)} of the workspaces have ${BUDGET.business} requests a minute, the others ${BUDGET.defaultValue}; in the busiest hour a caller has ${assumptions.conversations} conversations with ${assumptions.callsOfConversation} tool calls within a minute each; a day is ${assumptions.busyHours} such hours, a month ${assumptions.busyDays} such days; a pair is renewed ${assumptions.refreshesOfDay} times a day, which is more than Notion asks for; Postgres carries ${whole(assumptions.transactionsPerSecond)} transactions a second, Redis ${whole(assumptions.commandsPerSecond)} commands. A core costs $${prices.coreHour} an hour, a GB of memory $${prices.memoryMonth} and on disk $${prices.diskMonth} a month.`,
      table,
    ].join('\n\n'),
  ];
}
