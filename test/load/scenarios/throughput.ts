// How much one process serves, beside a server that does nothing on the same SDK.
import { table, whole } from '../../harness/figures/markdown.js';
import { summarise } from '../../harness/figures/statistics.js';
import type { ToolCall } from '../../harness/http/tool-call.js';
import { stopChild } from '../../harness/processes/modules.js';
import { processorMilliseconds } from '../../harness/processes/process-usage.js';
import { setStage } from '../../harness/stage.js';
import { complaintsOf, runCallers } from '../run-callers.js';
import { NOTION, type Scenario } from '../scenario.js';
import { answered, startBareServer, usualCalls } from '../tool-calls.js';

const SPACES = 8;
const CALLERS = 64;
/** Before it counts, both servers compile what they need. */
const WARM_UP_MS = 3000;

export const throughput: Scenario = {
  title: 'Throughput',

  async measure(run, { seconds, era, nodeOptions }) {
    const stage = await setStage(run, { spaces: SPACES, notion: NOTION, nodeOptions });
    const calls: ToolCall[] = [];
    for (const space of stage.names) {
      calls.push(...(await usualCalls(stage, era, space)));
    }
    const answers = await Promise.all(calls.map(answered));
    const characters = answers.reduce((sum, { body }) => sum + body.length, 0) / answers.length;
    const bare = await startBareServer(run, Math.round(characters), era);

    const measure = async (
      process: { pid?: number | undefined },
      list: readonly ToolCall[],
      milliseconds: number,
    ) => {
      const before = processorMilliseconds(process);
      const result = await runCallers(run, { calls: list, concurrent: CALLERS, milliseconds });
      const processor = (processorMilliseconds(process) - before) / result.times.length;
      return { ...summarise(result.times, result.milliseconds), processor, complaints: complaintsOf(result) };
    };
    await measure(stage.server, calls, WARM_UP_MS);
    await measure(bare.child, [bare.echo], WARM_UP_MS);
    const ours = await measure(stage.server, calls, seconds * 1000);
    const echoes = await measure(bare.child, [bare.echo], seconds * 1000);
    await Promise.all([stage.end(), stopChild(bare.child)]);

    const rows = Object.entries({ 'notion-rest-mcp': ours, 'bare SDK server': echoes });
    return {
      goals: [
        {
          text: `${CALLERS} callers for ${seconds} s: no error`,
          passed: ours.complaints === '',
          detail: ours.complaints || `${ours.calls} calls`,
        },
      ],
      text: [
        `${CALLERS} callers of ${SPACES} spaces without a pause for ${seconds} s, half of the calls searches, half page reads; then as many of the bare server's echo.`,
        table(
          ['Server', 'calls:', 'calls/s:', 'p50 ms:', 'p99 ms:', 'CPU ms for each:'],
          rows.map(([name, { perSecond, p50, p99, processor, calls: count }]) => [
            name,
            ...[count, perSecond, p50, p99].map(whole),
            processor.toFixed(2),
          ]),
        ),
      ],
    };
  },
};
