// Whether memory stays flat under load.
import { setTimeout as delay } from 'node:timers/promises';
import { residentMegabytes, runCallers } from '../processes.mjs';
import { setStage } from '../stage.mjs';
import { usualCalls } from '../tool-calls.mjs';

const SPACES = 8;
const CALLERS = 16;
const SAMPLES = 20;

/** `warmUp` and `milliseconds`: until the first sample, and from it to the last. */
export async function measureMemory({ milliseconds, warmUp, era, nodeOptions }) {
  const stage = await setStage({ spaces: SPACES, nodeOptions });
  const calls = await usualCalls(stage, era);
  const load = runCallers({ calls, concurrent: CALLERS, milliseconds: warmUp + milliseconds + 1000 });
  await delay(warmUp);
  const samples = [residentMegabytes(stage.server.child)];
  for (let count = 0; count < SAMPLES; count += 1) {
    await delay(milliseconds / SAMPLES);
    samples.push(residentMegabytes(stage.server.child));
  }
  const { times, complaints } = await load;
  await stage.remove();
  return { samples, calls: times.length, callers: CALLERS, complaints, minutes: milliseconds / 60_000 };
}
