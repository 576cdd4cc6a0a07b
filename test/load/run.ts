// Puts the built server under load and prints figures, beside a bare SDK server's in the same run.
// Usage: npm run load [-- --seconds 60] [--throughput] [--added] [--fairness] [--memory-minutes 10] [--profile <folder>] [--write]
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { exitCodeOf, goalTable } from '../harness/figures/goals.js';
import { formatted, pageWith } from '../harness/figures/made-section.js';
import { eras } from '../harness/http/tool-call.js';
import { flag, number, readOptions, text } from '../harness/options.js';
import { Run } from '../harness/run.js';
import { addedTime } from './scenarios/added-time.js';
import { fairness } from './scenarios/fairness.js';
import { memory } from './scenarios/memory.js';
import { throughput } from './scenarios/throughput.js';
import type { Findings, LoadOptions } from './scenario.js';

const PAGE = fileURLToPath(new URL('../../docs/scaling.md', import.meta.url));
const DEFAULT_MEMORY_MINUTES = 10;
/** Beside the time that it is told to measure. */
const MAX_RUN_MS = 60 * 60_000;

const given = readOptions({
  seconds: number(60, { min: 0.1 }),
  memoryMinutes: number(0),
  throughput: flag(),
  added: flag(),
  fairness: flag(),
  memory: flag(),
  // A folder for V8's profile of the server; the figures are then not worth writing down.
  profile: text(),
  write: flag(),
});
const nothingNamed = !given.throughput && !given.added && !given.fairness && !given.memory;
const isUsual = nothingNamed || given.write;
const scenarios = [
  ...(given.added || isUsual ? [addedTime] : []),
  ...(given.throughput || isUsual ? [throughput] : []),
  ...(given.fairness || isUsual ? [fairness] : []),
  // The page shows one run as a whole.
  ...(given.memory || given.memoryMinutes > 0 || given.write ? [memory] : []),
];
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
  goalTable(goals),
  ...found.flatMap(({ title, text: parts }) => [`### ${title}`, ...parts]),
].join('\n\n');
process.stdout.write(await formatted(report, PAGE));
if (given.write) {
  await writeFile(PAGE, await pageWith('npm run load', report, PAGE));
}
process.exitCode = exitCodeOf(goals);
