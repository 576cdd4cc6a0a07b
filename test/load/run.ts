// Puts the built server under load and prints figures, beside a bare SDK server's in the same run, and the goals they are
// held against. Usage: npm run load [-- --seconds 60] [--only added,throughput,…] [--memory-minutes 10] [--profile <folder>] [--write]
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { exitCodeOf, goalTable } from '../harness/figures/goals.js';
import { formatted, pageWith } from '../harness/figures/made-section.js';
import { eras } from '../harness/http/tool-call.js';
import { flag, number, readOptions, text } from '../harness/options.js';
import { Run } from '../harness/run.js';
import { addedTime } from './scenarios/added-time.js';
import { chat } from './scenarios/chat.js';
import { fairness } from './scenarios/fairness.js';
import { longPageNeighbour } from './scenarios/long-page-neighbour.js';
import { manySpaces } from './scenarios/many-spaces.js';
import { memory } from './scenarios/memory.js';
import { pageWalk } from './scenarios/page-walk.js';
import { parallelReads } from './scenarios/parallel-reads.js';
import { rowCount } from './scenarios/row-count.js';
import { throughput } from './scenarios/throughput.js';
import type { Findings, LoadOptions, Scenario } from './scenario.js';

const PAGE = fileURLToPath(new URL('../../docs/scaling.md', import.meta.url));
const DEFAULT_MEMORY_MINUTES = 10;
/** Beside the time that it is told to measure. */
const MAX_RUN_MS = 10 * 60_000;

/** In the order in which they are measured; memory takes so long that it is measured only where it is asked for. */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  added: addedTime,
  throughput,
  reads: parallelReads,
  fairness,
  page: pageWalk,
  neighbour: longPageNeighbour,
  count: rowCount,
  spaces: manySpaces,
  chat,
  memory,
};

const given = readOptions({
  seconds: number(10, { min: 0.1 }),
  memoryMinutes: number(0),
  // Some of the scenarios, with commas.
  only: text(),
  // A folder for V8's profile of the server; the figures are then not worth writing down.
  profile: text(),
  write: flag(),
});
const named = given.only?.split(',');
const unknown = named?.filter((name) => !(name in SCENARIOS)) ?? [];
if (unknown.length > 0 || (named !== undefined && given.write)) {
  process.stderr.write(
    unknown.length > 0
      ? `--only takes ${Object.keys(SCENARIOS).join(', ')}.\n`
      : 'The page shows one run as a whole: --write goes without --only.\n',
  );
  process.exit(2);
}
const withMemory = given.memoryMinutes > 0 || given.write;
const scenarios = Object.entries(SCENARIOS)
  .filter(([name]) => named?.includes(name) ?? (name !== 'memory' || withMemory))
  .map(([, scenario]) => scenario);
const options: LoadOptions = {
  seconds: given.seconds,
  memoryMinutes: given.memoryMinutes || DEFAULT_MEMORY_MINUTES,
  era: eras[0],
  nodeOptions: given.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${given.profile}`],
};

const run = new Run('load', {
  maxMs: MAX_RUN_MS + options.memoryMinutes * 60_000 + options.seconds * 20_000,
});
const found: (Findings & { readonly title: string })[] = [];
for (const scenario of scenarios) {
  process.stderr.write(`${scenario.title}\n`);
  found.push({ title: scenario.title, ...(await scenario.measure(run, options)) });
}
const goals = found.flatMap((findings) => findings.goals);
const report = [
  `Run on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${cpus().length} cores, which server, sandbox and callers share.`,
  ...found.flatMap(({ title, text: parts }) => [`### ${title}`, ...parts]),
  '### Goals',
  'What is missed does not fail the run where it is an aim: times are those of a machine on a day.',
  goalTable(goals),
].join('\n\n');
process.stdout.write(await formatted(report, PAGE));
if (given.write) {
  await writeFile(PAGE, await pageWith('npm run load', report, PAGE));
}
process.exitCode = exitCodeOf(goals);
