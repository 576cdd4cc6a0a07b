// Prints the closing line of .ci/run from the JSON results of Jest in a folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, failedParts] = process.argv.slice(2);
const results = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));

const sum = (count) => results.reduce((total, result) => total + count(result), 0);
const passed = sum((result) => result.numPassedTests);
const skipped = sum((result) => result.numPendingTests + result.numTodoTests);
// A test file that cannot be loaded has no tests to count.
const failedTests = sum((result) => result.numFailedTests + result.numRuntimeErrorTestSuites);
const failedRuns = results.filter((result) => !result.success).length;
const failed = failedTests + Math.max(0, Number(failedParts) - failedRuns);

process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
