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

const { node, programOf } = await installSuites();
const started = {};
const total = { passed: 0, excused: 0, failed: 0 };
let problemCount = 0;
try {
  for (const { name, suite, target, calls } of runs) {
    started[target] ??= await targets[target]();
    const { url } = started[target];
    const scenarios = [];
    for (const call of calls) {
      scenarios.push(...(await runSuite({ node, program: programOf(suite), parameters: call(url) })));
    }
    const { counts, problems } = judge(scenarios, baseline[name] ?? []);
    const { passed, excused, failed } = counts;
    print(
      `${name} (${SUITES[suite]}): ${scenarios.length} scenarios; ${passed} checks passed, ${excused} excused, ${failed} failed`,
    );
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
print(`${total.passed} passed, ${total.excused} excused, ${total.failed} failed`);
process.exitCode = problemCount + unknown.length === 0 ? 0 : 1;
