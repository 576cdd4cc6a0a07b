// What our server adds to the one REST request that a search needs, beside the same request sent directly.
import { table, whole } from '../../harness/figures/markdown.js';
import { median, percentile } from '../../harness/figures/statistics.js';
import { eras, toolRequest, type Era } from '../../harness/http/tool-call.js';
import { stopChild } from '../../harness/processes/modules.js';
import { processorMilliseconds } from '../../harness/processes/process-usage.js';
import type { Run } from '../../harness/run.js';
import { setStage } from '../../harness/stage.js';
import { NOTION, type Scenario } from '../scenario.js';
import { answered, restSearch, searchOf, startBareServer, timed } from '../tool-calls.js';

/** Calls until V8 has compiled what is used: a server in use has answered them within minutes. */
const WARM_UP = 5000;
/** The first of these, which show a server that has just been started. */
const FRESH = 500;
const ROUNDS = 1000;
/** A call may take so much longer than its REST request, at the median. */
const MAX_ADDED_MS = 3;
/** What is aimed at, in a server that is warm. */
const AIMED_ADDED_MS = 1.2;

/** Milliseconds of each by turns. */
interface Times {
  readonly direct: number;
  readonly ours: number;
  readonly bare: number;
}

const addedBy = ({ ours, direct }: Times): number => ours - direct;

export const addedTime: Scenario = {
  title: 'Added time',

  async measure(run, { nodeOptions }) {
    const measured = [];
    for (const era of eras) {
      measured.push({ era, ...(await measureEra(run, era, nodeOptions)) });
    }
    const fresh = measured.map(({ era, addedFresh }) => `${addedFresh.toFixed(2)} ms (${era})`).join(' and ');
    return {
      goals: measured.flatMap(({ era, added, addedFresh, bare }) => [
        {
          text: `${era}: at most ${MAX_ADDED_MS} ms added at the median`,
          passed: added < MAX_ADDED_MS,
          detail: `${added.toFixed(2)} ms`,
        },
        {
          text: `${era}: at most ${AIMED_ADDED_MS} ms added at the median`,
          passed: added <= AIMED_ADDED_MS,
          detail: `${added.toFixed(2)} ms, ${(added / bare).toFixed(2)} × a call of the bare SDK server`,
          isAim: true,
        },
        {
          text: `${era}: at most ${MAX_ADDED_MS} ms added at the median of the first ${FRESH} calls`,
          passed: addedFresh <= MAX_ADDED_MS,
          detail: `${addedFresh.toFixed(2)} ms`,
          isAim: true,
        },
      ]),
      text: [
        `One call at a time, ${ROUNDS} of each, by turns: a search through the server, the one REST request that it needs sent directly, and an echo of the same length by the bare server. Milliseconds at the median, and processor time for each call. ${whole(WARM_UP)} of each went before; in the first ${FRESH} of those, right after the start, the server added ${fresh}.`,
        table(
          [
            'Protocol',
            'REST request:',
            'our call:',
            'added:',
            'added, p95:',
            'bare echo:',
            'our CPU:',
            'bare CPU:',
          ],
          measured.map(({ era, direct, ours, added, addedP95, bare, ourCpu, bareCpu }) => [
            era,
            ...[direct, ours, added, addedP95, bare, ourCpu, bareCpu].map((ms) => ms.toFixed(2)),
          ]),
        ),
      ],
    };
  },
};

/** Milliseconds, of one protocol's calls. */
async function measureEra(run: Run, era: Era, nodeOptions: readonly string[]) {
  const stage = await setStage(run, { spaces: 1, notion: NOTION, nodeOptions });
  const [space = ''] = stage.names;
  const search = searchOf(stage, space, era);
  const { body } = await answered(search);
  const bare = await startBareServer(run, body.length, era);
  const direct = restSearch(stage, search);
  const [ours, echo] = [toolRequest(search), toolRequest(bare.echo)];
  const repeat = async (count: number): Promise<Times[]> => {
    const times = [];
    while (times.length < count) {
      times.push({ direct: await timed(direct), ours: await timed(ours), bare: await timed(echo) });
    }
    return times;
  };
  const fresh = (await repeat(WARM_UP)).slice(0, FRESH);
  const used = () => [stage.server, bare.child].map(processorMilliseconds);
  const before = used();
  const times = await repeat(ROUNDS);
  const [ourCpu = NaN, bareCpu = NaN] = used().map(
    (after, index) => (after - (before[index] ?? NaN)) / ROUNDS,
  );
  await Promise.all([stage.end(), stopChild(bare.child)]);
  return {
    addedFresh: median(fresh.map(addedBy)),
    ourCpu,
    bareCpu,
    direct: median(times.map((each) => each.direct)),
    ours: median(times.map((each) => each.ours)),
    bare: median(times.map((each) => each.bare)),
    added: median(times.map(addedBy)),
    addedP95: percentile(times.map(addedBy), 0.95),
  };
}
