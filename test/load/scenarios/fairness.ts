// Whether one space's storm slows another down: the same quiet callers, by turns alone and during a storm, in one run.
import { setTimeout as delay } from 'node:timers/promises';
import { table, whole } from '../../harness/figures/markdown.js';
import { median, sumOf, summarise, type Waits } from '../../harness/figures/statistics.js';
import { setStage } from '../../harness/stage.js';
import { runCallers, type CallersResult } from '../run-callers.js';
import { NOTION, type Scenario } from '../scenario.js';
import { usualCalls } from '../tool-calls.js';

/** Notion takes so long for an answer here; really it takes some hundred. */
const LATENCY_MS = 100;
/** Four times as many as may run, and they come again at once when they are refused. */
const STORM_CALLERS = 400;
const QUIET_CALLERS = 4;
const ROUNDS = 5;
/** In this time a storm breaks loose, or is over. */
const BETWEEN_MS = 2000;
/** How much slower a quiet space's slowest calls may become while another one storms. */
const MAX_SLOWDOWN = 2;

type QuietCalls = Waits & Pick<CallersResult, 'complaints'>;
interface Round {
  readonly alone: QuietCalls;
  readonly during: QuietCalls;
  readonly storm: CallersResult;
}

export const fairness: Scenario = {
  title: 'Fairness',

  async measure(run, { seconds, era, nodeOptions }) {
    const stage = await setStage(run, {
      spaces: 2,
      notion: NOTION,
      notionParameters: [String(LATENCY_MS)],
      nodeOptions,
    });
    const [stormy = '', quiet = ''] = stage.names;
    const stormyCalls = await usualCalls(stage, era, stormy);
    const quietCalls = await usualCalls(stage, era, quiet);
    const milliseconds = (seconds * 1000) / ROUNDS;
    const callQuietly = async (): Promise<QuietCalls> => {
      const result = await runCallers(run, { calls: quietCalls, concurrent: QUIET_CALLERS, milliseconds });
      return { ...summarise(result.times, result.milliseconds), complaints: result.complaints };
    };
    await callQuietly();
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const alone = await callQuietly();
      const storm = runCallers(run, {
        calls: stormyCalls,
        concurrent: STORM_CALLERS,
        milliseconds: milliseconds + BETWEEN_MS,
      });
      await delay(BETWEEN_MS);
      const during = await callQuietly();
      rounds.push({ alone, during, storm: await storm });
      await delay(BETWEEN_MS);
    }
    await stage.end();

    const middle = (read: (round: Round) => number) => median(rounds.map(read));
    const ratio = middle(({ alone, during }) => during.p95 / alone.p95);
    const failed = rounds.flatMap(({ alone, during }) =>
      Object.keys({ ...alone.complaints, ...during.complaints }),
    );
    const served = sumOf(rounds, ({ storm }) => storm.times.length);
    const refused = sumOf(rounds, ({ storm }) => sumOf(Object.values(storm.complaints), (count) => count));
    return {
      goals: [
        {
          text: `a quiet space's p95 at most ${MAX_SLOWDOWN} × during another's storm`,
          passed: ratio <= MAX_SLOWDOWN && failed.length === 0,
          detail: failed.join(', ') || `${ratio.toFixed(2)} ×`,
        },
      ],
      text: [
        `${QUIET_CALLERS} callers of one space, alone and while ${STORM_CALLERS} callers of another call without a pause and come again at once when they are refused; by turns, ${ROUNDS} times. Notion takes ${LATENCY_MS} ms. The storm got ${whole(served)} answers and ${whole(refused)} refusals.`,
        table(
          ['Quiet space', 'p50 ms:', 'p95 ms:'],
          [
            ['alone', whole(middle(({ alone }) => alone.p50)), whole(middle(({ alone }) => alone.p95))],
            [
              'during the storm',
              whole(middle(({ during }) => during.p50)),
              whole(middle(({ during }) => during.p95)),
            ],
            ['median of the ratios', '', ratio.toFixed(2)],
          ],
        ),
      ],
    };
  },
};
