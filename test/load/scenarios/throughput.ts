// How much one process serves, beside a server that does nothing on the same SDK.
import { table, whole } from '../../harness/figures/markdown.js';
import { summarise } from '../../harness/figures/statistics.js';
import type { ListCall, ToolCall } from '../../harness/http/tool-call.js';
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
      list: readonly (ToolCall | ListCall)[],
      milliseconds: number,
    ) => {
      const before = processorMilliseconds(process);
      const result = await runCallers(run, { calls: list, concurrent: CALLERS, milliseconds });
      const processor = (processorMilliseconds(process) - before) / result.times.length;
      return { ...summarise(result.times, result.milliseconds), processor, complaints: complaintsOf(result) };
    };
    const ourLists = stage.names.map((space) => ({ url: stage.urlOf(space), key: stage.key, era }));
    const bareList = { url: bare.echo.url, era };
    const measured: (Awaited<ReturnType<typeof measure>> & {
      readonly server: string;
      readonly what: string;
    })[] = [];
    for (const [server, what, process, list] of [
      ['notion-rest-mcp', 'calls', stage.server, calls],
      ['bare SDK server', 'calls', bare.child, [bare.echo]],
      ['notion-rest-mcp', 'tools/list', stage.server, ourLists],
      ['bare SDK server', 'tools/list', bare.child, [bareList]],
    ] as const) {
      await measure(process, list, WARM_UP_MS);
      measured.push({ server, what, ...(await measure(process, list, seconds * 1000)) });
    }
    await Promise.all([stage.end(), stopChild(bare.child)]);

    /** Of the bare server, which was asked for the same. */
    const bareProcessor = (what: string): number =>
      measured.find((each) => each.server !== 'notion-rest-mcp' && each.what === what)?.processor ?? NaN;
    const complaints = measured.map((each) => each.complaints).filter((each) => each !== '');
    return {
      goals: [
        {
          text: `${CALLERS} callers for ${seconds} s: no error`,
          passed: complaints.length === 0,
          detail: complaints.join(', ') || `${measured[0]?.calls} calls`,
        },
      ],
      text: [
        `${CALLERS} callers of ${SPACES} spaces without a pause for ${seconds} s, half of the calls searches, half page reads; then as many of the bare server's echo, and of each one's list of tools.`,
        table(
          ['Server', 'Requests', 'count:', 'per s:', 'p50 ms:', 'p99 ms:', 'CPU ms for each:', 'CPU × bare:'],
          measured.map(({ server, what, perSecond, p50, p99, processor, calls: count }) => [
            server,
            what,
            ...[count, perSecond, p50, p99].map(whole),
            processor.toFixed(2),
            (processor / bareProcessor(what)).toFixed(2),
          ]),
        ),
      ],
    };
  },
};
