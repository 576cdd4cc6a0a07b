// The run as Markdown.
import { goalTable, type Goal } from '../../harness/figures/goals.js';
import { table, whole } from '../../harness/figures/markdown.js';
import { sumOf } from '../../harness/figures/statistics.js';
import type { WriteMeasurement } from './measure-writes.js';
import type { WriteTask } from './write-task.js';

/** How much of the official server's tokens this one may take. */
const MAX_SHARE = 1 / 3;
/** A difference between two pages is long. */
const MAX_REMARK_CHARACTERS = 500;

/** What both servers did for a task; the official one may not have run. */
export interface TaskResult {
  readonly task: WriteTask;
  readonly ours: WriteMeasurement;
  readonly official: WriteMeasurement | undefined;
}

/** A task that both did right: where only one did, there is nothing to compare. */
interface Comparison {
  readonly ours: WriteMeasurement;
  readonly official: WriteMeasurement;
}

export function goalsOf(results: readonly TaskResult[]): Goal[] {
  const right = results.filter(({ ours }) => isRight(ours)).length;
  const share = shareOf(comparisonsIn(results));
  return [
    {
      text: 'Everything is changed as asked for, and nothing else',
      passed: right === results.length,
      detail: `${right} of ${results.length}`,
    },
    {
      text: 'At most 1/3 of the official server’s tokens over what both did right',
      passed: share <= MAX_SHARE,
      detail: ratio(share),
      isAim: true,
    },
  ];
}

/** The table, the goals, and why something was not done or is wrong. */
export function writesText(
  results: readonly TaskResult[],
  goals: readonly Goal[],
  names: { readonly ours: string; readonly official: string },
  skipped: string | undefined,
): string {
  const rows = results.flatMap(({ task, ours, official }) => [
    row(task.title, names.ours, ours, official),
    ...(official === undefined ? [] : [row('', names.official, official)]),
  ]);
  const both = comparisonsIn(results);
  const totals = [
    totalRow(
      '**What both did right**',
      names.ours,
      both.map(({ ours }) => ours),
      ratio(shareOf(both)),
    ),
    totalRow(
      '',
      names.official,
      both.map(({ official }) => official),
    ),
  ];
  const remarks = results.flatMap(({ task, ours, official }) => [
    ...remarkOn(names.ours, task, ours),
    ...(official === undefined ? [] : remarkOn(names.official, task, official)),
  ]);
  return [
    table(
      [
        'Task',
        'Server',
        'Right',
        'Calls:',
        'Argument tokens:',
        'Answer tokens:',
        'Tokens:',
        'Seconds:',
        'Ratio:',
      ],
      [...rows, ...(both.length > 0 ? totals : [])],
    ),
    goalTable(goals),
    remarks.join('\n'),
    skipped === undefined ? '' : `- ${names.official} did not run: ${skipped}`,
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function row(title: string, name: string, measured: WriteMeasurement, official?: WriteMeasurement): string[] {
  const { calls, sentTokens, answerTokens, milliseconds, cannot } = measured;
  const isComparable = official !== undefined && isRight(measured) && isRight(official);
  return [
    title,
    name,
    cannot === undefined ? (isRight(measured) ? 'yes' : '**no**') : 'cannot',
    whole(calls),
    whole(sentTokens),
    whole(answerTokens),
    whole(tokensOf(measured)),
    seconds(milliseconds),
    isComparable ? ratio(tokensOf(measured) / tokensOf(official)) : '',
  ];
}

function totalRow(title: string, name: string, all: readonly WriteMeasurement[], share = ''): string[] {
  return [
    title,
    name,
    String(all.length),
    whole(sumOf(all, ({ calls }) => calls)),
    whole(sumOf(all, ({ sentTokens }) => sentTokens)),
    whole(sumOf(all, ({ answerTokens }) => answerTokens)),
    whole(sumOf(all, tokensOf)),
    seconds(sumOf(all, ({ milliseconds }) => milliseconds)),
    share,
  ];
}

function remarkOn(name: string, task: WriteTask, { cannot, mistake }: WriteMeasurement): string[] {
  const why = cannot ?? mistake;
  return why === undefined ? [] : [`- ${name}, ${task.title}: ${why.slice(0, MAX_REMARK_CHARACTERS)}`];
}

function comparisonsIn(results: readonly TaskResult[]): Comparison[] {
  return results.flatMap(({ ours, official }) =>
    official !== undefined && isRight(ours) && isRight(official) ? [{ ours, official }] : [],
  );
}

function shareOf(both: readonly Comparison[]): number {
  return sumOf(both, ({ ours }) => tokensOf(ours)) / sumOf(both, ({ official }) => tokensOf(official));
}

function isRight({ cannot, mistake }: WriteMeasurement): boolean {
  return cannot === undefined && mistake === undefined;
}

function tokensOf({ sentTokens, answerTokens }: WriteMeasurement): number {
  return sentTokens + answerTokens;
}

/** `1/4.2`, `1/0.9`; a dash where there was nothing to compare. */
function ratio(share: number): string {
  return Number.isFinite(share) ? `1/${(1 / share).toFixed(1)}` : '–';
}

function seconds(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? (milliseconds / 1000).toFixed(2) : '–';
}
