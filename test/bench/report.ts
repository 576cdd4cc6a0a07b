// The run as Markdown: the same text in the terminal and in docs/benchmarks.md.
import { goalTable, type Goal } from '../harness/figures/goals.js';
import { table, whole } from '../harness/figures/markdown.js';
import { sumOf } from '../harness/figures/statistics.js';
import type { Measurement, ServerResult } from './measure.js';
import type { Task } from './task.js';
import { tasks } from './tasks.js';

/** A run as it is reported. */
interface BenchRun {
  readonly results: readonly ServerResult[];
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  readonly goals: readonly Goal[];
  readonly runs: number;
  readonly latencyMs: number;
}

function seconds(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? (milliseconds / 1000).toFixed(2) : '–';
}

function resultTable(results: readonly ServerResult[]): string {
  const taskRows = tasks.flatMap((task) =>
    results.map((result, index) => {
      const { correct, calls, requests, rounds, tokens, milliseconds } = result.measurementOf(task);
      return [
        index === 0 ? task.title : '',
        result.server.name,
        correct ? 'yes' : '**no**',
        whole(calls),
        whole(requests),
        index === 0 ? task.minimum.requests : '',
        whole(rounds),
        whole(tokens),
        seconds(milliseconds),
      ];
    }),
  );
  const totals = results.map((result, index) => {
    const all = tasks.map((task) => result.measurementOf(task));
    const total = (read: (measurement: Measurement) => number) => whole(sumOf(all, read));
    return [
      index === 0 ? '**All tasks**' : '',
      result.server.name,
      `${all.filter(({ correct }) => correct).length} of ${tasks.length}`,
      total(({ calls }) => calls),
      total(({ requests }) => requests),
      index === 0 ? sumOf(tasks, ({ minimum }) => minimum.requests) : '',
      total(({ rounds }) => rounds),
      total(({ tokens }) => tokens),
      seconds(sumOf(all, ({ milliseconds }) => milliseconds)),
    ];
  });
  return table(
    [
      'Task',
      'Server',
      'Correct',
      'Tool calls:',
      'REST calls:',
      'Minimum:',
      'In series:',
      'Answer tokens:',
      'Seconds:',
    ],
    [...taskRows, ...totals],
  );
}

function complaintsOf(result: ServerResult, task: Task): string[] {
  const { failure, mistakes } = result.measurementOf(task);
  const complaints = failure === undefined ? mistakes : [failure];
  return complaints.map((why) => `- ${result.server.name}, ${task.title}: ${why}`);
}

/** Results, goals and the wrong facts. */
export function resultText({ results, goals, skipped }: BenchRun): string {
  const wrong = results.flatMap((result) => tasks.flatMap((task) => complaintsOf(result, task)));
  return [
    resultTable(results),
    table(
      ['Server', 'Version', 'Tools:', 'tools/list tokens:'],
      results.map(({ server, version, tools, listTokens }) => [
        server.name,
        version,
        tools,
        whole(listTokens),
      ]),
    ),
    goalTable(goals),
    wrong.join('\n'),
    skipped.map(({ name, why }) => `- ${name} did not run: ${why}`).join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The page docs/benchmarks.md. */
export function pageText(run: BenchRun): string {
  const { results, runs, latencyMs } = run;
  const versionsSent = new Set(
    results.flatMap((result) => tasks.flatMap((task) => result.measurementOf(task).versionsSent)),
  );
  const asked = tasks.map(
    ({ title, question, minimum }) =>
      `- **${title}**: “${question}”\n  At least ${minimum.requests} REST calls: ${minimum.why}.`,
  );
  return `# Benchmarks

\`\`\`sh
npm run bench              # measures, prints this page's tables, exits with 1 if a goal fails
npm run bench -- --page    # and writes this page
npm run bench -- --write   # compares changes
\`\`\`

Run on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}.
Each question is asked through each server, against the same workspace.

${resultText(run)}

## What is asked

The caller knows what the question says, titles and names of columns, options and people, and no ids.

${asked.join('\n')}

Minimum: no shorter sequence of REST calls gives the answer, with all values as Notion computes them, to a caller who knows no id yet.
Where more calls give it in fewer rounds, as with counted rows, it is the fewest calls of the way with the fewest rounds.

In series: how many REST calls waited for the answer to one before.
With Notion's usual few hundred milliseconds for an answer, they are what an answer waits for.

## How it is measured

- Notion is played by the sandbox (\`src/sandbox/\`): the seeded workspace, with a log of 1,200 rows, a page of 3,000 blocks and the facts that prove the answers.
  It answers each call after ${latencyMs} ms and counts the calls.
- Each server is a process of its own, driven over stdio by the official MCP client, and started anew for each task; they take turns.
  What it asks Notion at its start, such as whether its token is accepted, is not counted.
- Each server makes the fewest tool calls that give the answer (\`test/bench/servers/\`), read as a model would read them: what a call needs, it takes from the answers before it.
- A task is correct when the planted facts are in the answers and the planted near misses are not.
  The official server does not count rows; it is credited with a reader who counts 1,200 rows of JSON without a slip.
- Tokens are those of the text of all answers (o200k_base).
  The list of tools is counted as JSON.
  Times are medians of ${runs} runs, without the start of the server.
- The official server runs as published, installed without install scripts.
  A preload (\`test/bench/redirect-notion.ts\`) sends what it calls at api.notion.com to the sandbox, and replaces the API version that it asks for (${[...versionsSent].join(', ') || 'none seen'}) by the one that the sandbox speaks (2026-03-11).

## Under load

What a server over HTTP takes for a call beside a bare one on the same SDK, and the goals for it: [scaling](scaling.md#figures), by \`npm run load\`.

## Changes

The same comparison for what servers change: [writing](writing.md#compared).

## Another server

A file in \`test/bench/servers/\` that exports a \`ComparedServer\`, and its name in \`test/bench/run.ts\`: its \`name\`, \`prepare()\` (installs it and gives its version, or throws), \`program(sandbox)\` (command, arguments, environment) and \`tasks\`, one function for each task id.
A missing function is a task that the server has no tool for.
`;
}
