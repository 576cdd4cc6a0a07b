// Attacks the built server over loopback and tells what came of it.
// Usage: npm run attack [-- --short] [--only <part of a name>] [--max-health-ms N]
//   --short          one of each kind, for CI
//   --only           attacks whose name holds this
//   --max-health-ms  longest time that /healthz may take meanwhile (100); more on a machine that is busy with other things
// Exits with 1 if an attack succeeded.
import { performance } from 'node:perf_hooks';
import { attacks } from './attacks.mjs';
import { Breach } from './breach.mjs';
import { watchHealth } from './health.mjs';
import { readOptions } from './options.mjs';
import { stopAll } from '../load/processes.mjs';
import { setStage } from './stage.mjs';

/** Milliseconds after which the whole run is given up. */
const MAX_RUN_MS = 30 * 60_000;

const options = readOptions();
const chosen = attacks.filter(
  ({ name, short }) =>
    (!options.short || short === true) && (options.only === undefined || name.includes(options.only)),
);
process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));
setTimeout(() => {
  process.stderr.write('The run did not end in time.\n');
  process.exit(1);
}, MAX_RUN_MS).unref();

let stage = await setStage();
let health = watchHealth(stage.server.url);
await health.worst();
let succeeded = 0;
for (const attack of chosen) {
  const begun = performance.now();
  const { breached, outcome } = await play(attack);
  const worst = await health.worst();
  const isSlow = worst > options.maxHealthMs;
  const failed = breached || isSlow;
  succeeded += Number(failed);
  process.stdout.write(
    `${failed ? 'SUCCEEDED' : 'held     '} | ${attack.name} | ${outcome} | /healthz ${Math.round(worst)} ms | ${((performance.now() - begun) / 1000).toFixed(1)} s\n`,
  );
  if (worst > 10_000 || stage.server.child.exitCode !== null) {
    // What the attack has left behind must not be counted for the next.
    await health.stop();
    stage.server.child.kill('SIGKILL');
    await stage.remove();
    stage = await setStage();
    health = watchHealth(stage.server.url);
  }
}
await health.stop();
await stopAll();
await stage.remove();
process.stdout.write(`\n${chosen.length - succeeded} of ${chosen.length} attacks held.\n`);
process.exit(succeeded === 0 ? 0 : 1);

async function play(attack) {
  try {
    return { breached: false, outcome: await attack.run(stage) };
  } catch (error) {
    return {
      breached: true,
      outcome: error instanceof Breach ? error.message : `the attack broke: ${error.stack}`,
    };
  }
}
