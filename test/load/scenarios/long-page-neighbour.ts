// Whether a long page that one space reads slows another down: the same quiet callers, by turns alone and beside it, in one run.
import { table, whole } from '../../harness/figures/markdown.js';
import { median, summarise, type Waits } from '../../harness/figures/statistics.js';
import { setStage } from '../../harness/stage.js';
import { runCallers } from '../run-callers.js';
import { NOTION, type Scenario } from '../scenario.js';
import { answered, searchOf, usualCalls } from '../tool-calls.js';

const LATENCY_MS = 100;
const LINES = 20_000;
const QUIET_CALLERS = 4;
const ROUNDS = 5;
/** How much slower a quiet space's slowest calls may become. */
const MAX_SLOWDOWN = 2;

export const longPageNeighbour: Scenario = {
  title: 'Beside a long page',

  async measure(run, { seconds, era, nodeOptions }) {
    const stage = await setStage(run, {
      spaces: 2,
      notion: NOTION,
      notionParameters: [String(LATENCY_MS), String(LINES)],
      nodeOptions,
    });
    const [reading = '', quiet = ''] = stage.names;
    const search = { ...searchOf(stage, reading, era), input: { query: 'Long page' } };
    const { body } = await answered(search);
    const page = /https:\/\/[\w./-]*[0-9a-f]{32}/.exec(body)?.[0];
    const quietCalls = await usualCalls(stage, era, quiet);
    const milliseconds = (seconds * 1000) / ROUNDS;
    const callQuietly = async (): Promise<Waits> => {
      const result = await runCallers(run, { calls: quietCalls, concurrent: QUIET_CALLERS, milliseconds });
      return summarise(result.times, result.milliseconds);
    };
    await callQuietly();
    const rounds: { readonly alone: Waits; readonly beside: Waits }[] = [];
    let reads = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const alone = await callQuietly();
      const neighbour = runCallers(run, {
        calls: [{ ...search, name: 'notion_read_page', input: { page } }],
        concurrent: 1,
        milliseconds,
      });
      const beside = await callQuietly();
      reads += (await neighbour).times.length;
      rounds.push({ alone, beside });
    }
    await stage.end();

    const ratio = median(rounds.map(({ alone, beside }) => beside.p95 / alone.p95));
    const row = (name: string, waits: readonly Waits[]): string[] => [
      name,
      whole(median(waits.map(({ p50 }) => p50))),
      whole(median(waits.map(({ p95 }) => p95))),
    ];
    return {
      goals: [
        {
          text: `a quiet space's p95 at most ${MAX_SLOWDOWN} × while another reads ${whole(LINES)} lines`,
          passed: ratio <= MAX_SLOWDOWN && reads > 0,
          detail: `${ratio.toFixed(2)} ×`,
          isAim: true,
        },
      ],
      text: [
        `${QUIET_CALLERS} callers of one space, alone and while one caller of another reads a page of ${whole(LINES)} lines again and again (${whole(reads)} times); by turns, ${ROUNDS} times. Notion takes ${LATENCY_MS} ms.`,
        table(
          ['Quiet space', 'p50 ms:', 'p95 ms:'],
          [
            row(
              'alone',
              rounds.map(({ alone }) => alone),
            ),
            row(
              'beside a long page',
              rounds.map(({ beside }) => beside),
            ),
            ['median of the ratios', '', ratio.toFixed(2)],
          ],
        ),
      ],
    };
  },
};
