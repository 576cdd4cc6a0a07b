// Puts the built server under load and prints figures, beside a bare SDK server's in the same run.
// Usage: npm run load [-- --seconds 60] [--throughput] [--added] [--fairness] [--memory-minutes 10] [--profile <folder>] [--write]
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { goalsOf } from './goals.mjs';
import { readOptions } from './options.mjs';
import { stopAll } from './processes.mjs';
import { pageText, resultText } from './report.mjs';
import { measureAddedTime } from './scenarios/added-time.mjs';
import { measureFairness } from './scenarios/fairness.mjs';
import { measureMemory } from './scenarios/memory.mjs';
import { measureThroughput } from './scenarios/throughput.mjs';
import { eras } from './tool-request.mjs';

const PAGE = fileURLToPath(new URL('../../docs/scaling.md', import.meta.url));
/** Milliseconds after which the server has seen everything that it will see, and memory is compared with. */
const MEMORY_WARM_UP = 60_000;

const options = readOptions();
const [today] = eras;
const common = { seconds: options.seconds, era: today, nodeOptions: options.nodeOptions };
const scenarios = {
  added: async () => {
    const results = [];
    for (const era of eras) {
      results.push(await measureAddedTime({ ...common, era }));
    }
    return results;
  },
  throughput: () => measureThroughput(common),
  fairness: () => measureFairness(common),
  memory: () =>
    measureMemory({ ...common, milliseconds: options.memoryMinutes * 60_000, warmUp: MEMORY_WARM_UP }),
};

process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));
const results = {};
try {
  for (const [name, measure] of Object.entries(scenarios)) {
    if (options.wanted.has(name)) {
      process.stderr.write(`${name}\n`);
      results[name] = await measure();
      await stopAll();
    }
  }
} finally {
  await stopAll();
}
const run = { ...results, goals: goalsOf(results), date: new Date().toISOString().slice(0, 10) };
process.stdout.write(await resultText(run, PAGE));
if (options.write) {
  await writeFile(PAGE, await pageText(run, PAGE));
}
process.exitCode = run.goals.every(({ passed }) => passed) ? 0 : 1;
