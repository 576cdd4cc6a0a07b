// Whether memory stays flat under load.
import { setTimeout as delay } from 'node:timers/promises';
import { table, whole } from '../../harness/figures/markdown.js';
import type { ToolCall } from '../../harness/http/tool-call.js';
import { residentMegabytes } from '../../harness/processes/process-usage.js';
import { setStage } from '../../harness/stage.js';
import { complaintsOf, runCallers } from '../run-callers.js';
import { NOTION, type Scenario } from '../scenario.js';
import { usualCalls } from '../tool-calls.js';

const SPACES = 8;
const CALLERS = 16;
const SAMPLES = 20;
/** After this time the server has seen everything that it will see, and memory is compared with. */
const WARM_UP_MS = 60_000;
/** How much memory may have grown from after the warm-up to the end. */
const MAX_GROWTH = 1.1;

export const memory: Scenario = {
  title: 'Memory',

  async measure(run, { memoryMinutes: minutes, era, nodeOptions }) {
    const stage = await setStage(run, { spaces: SPACES, notion: NOTION, nodeOptions });
    const calls: ToolCall[] = [];
    for (const space of stage.names) {
      calls.push(...(await usualCalls(stage, era, space)));
    }
    const measuredMs = minutes * 60_000;
    const milliseconds = WARM_UP_MS + measuredMs + 1000;
    const load = runCallers(run, { calls, concurrent: CALLERS, milliseconds });
    await delay(WARM_UP_MS);
    const first = residentMegabytes(stage.server);
    let last = first;
    const samples = [first];
    while (samples.length <= SAMPLES) {
      await delay(measuredMs / SAMPLES);
      last = residentMegabytes(stage.server);
      samples.push(last);
    }
    const result = await load;
    await stage.end();

    const [growth, complaints] = [last / first, complaintsOf(result)];
    return {
      goals: [
        {
          text: `memory after ${minutes} minutes at most ${MAX_GROWTH} × of what it was after the first`,
          passed: growth <= MAX_GROWTH && complaints === '',
          detail: complaints || `${growth.toFixed(2)} ×`,
        },
      ],
      text: [
        `${CALLERS} callers for ${minutes} minutes, ${whole(result.times.length)} calls. Resident memory in MB after a minute of warm-up, and then in equal steps to the end: ${samples.map(whole).join(', ')}.`,
        table(
          ['', 'MB:'],
          [
            ['first', whole(first)],
            ['last', whole(last)],
          ],
        ),
      ],
    };
  },
};
