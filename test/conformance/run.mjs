// Runs the protocol's public conformance suites. Usage: npm run conformance
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { installSuites, SUITES } from './install-suite.mjs';
import { judge } from './judge.mjs';
import { runSuite } from './run-suite.mjs';
import { runs } from './runs.mjs';
import { targets } from './targets.mjs';

const baseline = parse(await readFile(new URL('baseline.yml', import.meta.url), 'utf8'), { merge: true });
const print = (line) => process.stdout.write(`${line}\n`);

/** Passed and failed in any case, the rest where there is any. */
function told({ passed, excused, warned, leftOut, failed }) {
  return [
    `${passed} checks passed`,
    ...(warned === 0 ? [] : [`${warned} warned`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
    `${excused} excused`,
    `${failed} failed`,
  ].join(', ');
}

const { node, programOf } = await installSuites();
const started = {};
const total = { passed: 0, excused: 0, warned: 0, leftOut: 0, failed: 0 };
let problemCount = 0;
try {
  for (const { name, suite, target, calls, warned = [], leftOut = [] } of runs) {
    started[target] ??= await targets[target]();
    const { url } = started[target];
    const scenarios = [];
    for (const call of calls) {
      scenarios.push(...(await runSuite({ node, program: programOf(suite), parameters: call(url) })));
    }
    const { counts, problems } = judge(scenarios, { excused: baseline[name] ?? [], warned, leftOut });
    print(`${name} (${SUITES[suite]}): ${scenarios.length} scenarios; ${told(counts)}`);
    for (const { scenario, checks, reason } of warned) {
      print(`  warned: ${scenario}: ${checks.join(', ')}: ${reason}`);
    }
    for (const problem of problems) {
      print(`  ${problem}`);
    }
    for (const kind of Object.keys(total)) {
      total[kind] += counts[kind];
    }
    problemCount += problems.length;
  }
} finally {
  await Promise.all(Object.values(started).map(({ close }) => close()));
}
const unknown = Object.keys(baseline).filter((name) => runs.every((run) => run.name !== name));
for (const name of unknown) {
  print(`baseline.yml: there is no run "${name}"`);
}
print(told(total));
process.exitCode = problemCount + unknown.length === 0 ? 0 : 1;
