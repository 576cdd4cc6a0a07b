// Runs the protocol's public conformance suites. Usage: npm run conformance
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { Run } from '../harness/run.js';
import { judge, noCounts, type Allowance, type Counts } from './judge.js';
import { runs } from './runs.js';
import { installSuites, runSuite, SUITES, type Scenario } from './suites.js';
import { targets, type TargetName } from './targets.js';

const MAX_RUN_MS = 20 * 60_000;

const run = new Run('conformance', { maxMs: MAX_RUN_MS });
const baseline = parse(await readFile(new URL('baseline.yml', import.meta.url), 'utf8'), {
  merge: true,
}) as Readonly<Record<string, readonly Allowance[]>>;
const suites = await installSuites();
/** Each is started once. */
const addresses = new Map<TargetName, string>();
const total = noCounts();
let problemCount = 0;
for (const { name, suite, target, calls, warned = [], leftOut = [] } of runs) {
  const url = addresses.get(target) ?? (await targets[target](run));
  addresses.set(target, url);
  const scenarios: Scenario[] = [];
  for (const call of calls) {
    scenarios.push(...(await runSuite(run, suites, suite, call(url))));
  }
  const { counts, problems } = judge(scenarios, { excused: baseline[name] ?? [], warned, leftOut });
  print(`${name} (${SUITES[suite]}): ${scenarios.length} scenarios; ${wordsOf(counts)}`);
  for (const { scenario, checks, reason } of warned) {
    print(`  warned: ${scenario}: ${[checks].flat().join(', ')}: ${reason}`);
  }
  problems.forEach((problem) => print(`  ${problem}`));
  for (const kind of Object.keys(total) as (keyof Counts)[]) {
    total[kind] += counts[kind];
  }
  problemCount += problems.length;
}
const unknown = Object.keys(baseline).filter((name) => runs.every((each) => each.name !== name));
unknown.forEach((name) => print(`baseline.yml: there is no run "${name}"`));
print(wordsOf(total));
process.exit(problemCount + unknown.length === 0 ? 0 : 1);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Passed and failed in any case, the rest where there is any. */
function wordsOf({ passed, excused, warned, leftOut, failed }: Counts): string {
  return [
    `${passed} checks passed`,
    ...(warned === 0 ? [] : [`${warned} warned`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
    `${excused} excused`,
    `${failed} failed`,
  ].join(', ');
}
