// Whether one space's storm slows another down: the same quiet callers, by turns alone and during a storm, in one run.
import { setTimeout as delay } from 'node:timers/promises';
import { runCallers } from '../processes.mjs';
import { setStage } from '../stage.mjs';
import { percentile, summarise } from '../statistics.mjs';
import { usualCalls } from '../tool-calls.mjs';

/** Milliseconds that Notion takes for an answer here; really it takes some hundred. */
const LATENCY = 100;
/** Callers of the storm: four times as many as may run, and they come again at once when they are refused. */
const STORM = 400;
const QUIET = 4;
const ROUNDS = 5;
/** Milliseconds in which a storm breaks loose, or is over. */
const BETWEEN = 2000;

export async function measureFairness({ seconds, era, nodeOptions }) {
  const stage = await setStage({ spaces: 2, latency: LATENCY, nodeOptions });
  const calls = await usualCalls(stage, era);
  const of = (space) => calls.filter(({ url }) => url === stage.urlOf(space));
  const [stormy, quiet] = stage.names.map(of);
  const milliseconds = (seconds * 1000) / ROUNDS;
  const quietly = async () => {
    const {
      times,
      complaints,
      milliseconds: taken,
    } = await runCallers({
      calls: quiet,
      concurrent: QUIET,
      milliseconds,
    });
    return { ...summarise(times, taken), complaints };
  };
  await quietly();
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await quietly();
    const storm = runCallers({ calls: stormy, concurrent: STORM, milliseconds: milliseconds + BETWEEN });
    await delay(BETWEEN);
    const during = await quietly();
    rounds.push({ alone, during, storm: await storm });
    await delay(BETWEEN);
  }
  await stage.remove();
  const middle = (read) => percentile(rounds.map(read), 0.5);
  const of95 = (name) => middle((round) => round[name].p95);
  const of50 = (name) => middle((round) => round[name].p50);
  return {
    latency: LATENCY,
    storm: STORM,
    quiet: QUIET,
    rounds: ROUNDS,
    alone: { p50: of50('alone'), p95: of95('alone') },
    during: { p50: of50('during'), p95: of95('during') },
    ratio: middle(({ alone, during }) => during.p95 / alone.p95),
    failed: rounds.flatMap(({ alone, during }) =>
      [alone, during].flatMap(({ complaints }) => Object.keys(complaints)),
    ),
    served: rounds.reduce((sum, { storm }) => sum + storm.times.length, 0),
    refused: rounds.reduce(
      (sum, { storm }) => sum + Object.values(storm.complaints).reduce((count, each) => count + each, 0),
      0,
    ),
  };
}
