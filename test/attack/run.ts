// Attacks the built server over loopback and tells what came of it.
// Usage: npm run attack [-- --short] [--only <part of a name>] [--max-health-ms N]
//   --short          one of each kind, for CI
//   --only           attacks whose name holds this
//   --max-health-ms  longest time that /healthz may take meanwhile (100), at the port for health checks and, unless the
//                    attack crowds it, at the public one; more on a machine that is busy with other things
// Exits with 1 if an attack succeeded.
import { setTimeout as delay } from 'node:timers/promises';
import { flag, number, readOptions, text } from '../harness/options.js';
import { Run } from '../harness/run.js';
import { Breach, setAttackStage, type Attack, type AttackStage } from './attack.js';
import { attacks } from './attacks.js';
import { watchHealth } from './health.js';

const MAX_RUN_MS = 30 * 60_000;
/** `/healthz` answers within this time whatever happens, on an idle machine. */
const DEFAULT_MAX_HEALTH_MS = 100;
/** A server that was away for so long is replaced: what one attack has left behind must not be counted for the next. */
const MAX_STALL_MS = 10_000;
/** Between two looks whether a server has done with an attack. */
const LOOK_MS = 250;

const { short, only, maxHealthMs } = readOptions({
  short: flag(),
  only: text(),
  maxHealthMs: number(DEFAULT_MAX_HEALTH_MS, { min: 1 }),
});
const chosen = attacks.filter(
  (attack) => (!short || attack.short === true) && (only === undefined || attack.name.includes(only)),
);
const run = new Run('attack', { maxMs: MAX_RUN_MS });
let stage = await setAttackStage(run);
let health = watchHealth(stage.healthUrl, stage.server.url);
await health.worst();
let succeeded = 0;
for (const attack of chosen) {
  const begun = performance.now();
  const { breached, outcome } = await play(attack, stage);
  const [own = 0, shared = 0] = await worstUntilCalm();
  const failed = breached || own > maxHealthMs || (shared > maxHealthMs && attack.crowdsPublicPort !== true);
  succeeded += Number(failed);
  process.stdout.write(
    `${failed ? 'SUCCEEDED' : 'held     '} | ${attack.name} | ${outcome} | /healthz ${Math.round(own)} ms, at the public port ${Math.round(shared)} ms | ${((performance.now() - begun) / 1000).toFixed(1)} s\n`,
  );
  if (Math.max(own, shared) > MAX_STALL_MS || !stage.server.isRunning) {
    await health.stop();
    await stage.server.kill();
    await stage.end();
    stage = await setAttackStage(run);
    health = watchHealth(stage.healthUrl, stage.server.url);
  }
}
await health.stop();
await stage.end();
process.stdout.write(`\n${chosen.length - succeeded} of ${chosen.length} attacks held.\n`);
process.exit(succeeded === 0 ? 0 : 1);

/** The longest looks, those included that waited for what the attack has left behind: the next one is to begin on a calm server. */
async function worstUntilCalm(): Promise<readonly number[]> {
  const end = performance.now() + MAX_STALL_MS;
  const worst = [...(await health.worst())];
  let last = worst;
  while (Math.max(...last) > maxHealthMs / 2 && performance.now() < end) {
    await delay(LOOK_MS);
    last = [...(await health.worst())];
    last.forEach((milliseconds, at) => (worst[at] = Math.max(worst[at] ?? 0, milliseconds)));
  }
  return worst;
}

async function play(
  attack: Attack,
  on: AttackStage,
): Promise<{ readonly breached: boolean; readonly outcome: string }> {
  try {
    return { breached: false, outcome: await attack.run(on) };
  } catch (error) {
    const told = error instanceof Error ? error.stack : String(error);
    return {
      breached: true,
      outcome: error instanceof Breach ? error.message : `the attack broke: ${told}`,
    };
  }
}
