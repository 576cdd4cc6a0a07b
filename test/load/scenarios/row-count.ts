// What it costs to count very many rows, and whether memory stays flat.
import { setInterval as every } from 'node:timers/promises';
import { whole } from '../../harness/figures/markdown.js';
import { processorMilliseconds, residentMegabytes } from '../../harness/processes/process-usage.js';
import { startManyRows } from '../many-rows.js';
import type { Scenario } from '../scenario.js';
import { callToEnd, startSingleServer } from '../single-server.js';

const ROWS = 100_000;
/** Before it counts, the server has answered the same question about fewer. */
const WARM_UP_ROWS = 2000;
const SAMPLE_MS = 50;
/** Rows that are read ahead, the ids of what was counted, and what waits for the garbage collection. */
const MAX_GROWTH_MB = 150;

export const rowCount: Scenario = {
  title: 'Count of many rows',

  async measure(run, { nodeOptions }) {
    const [few, many] = [await startManyRows(WARM_UP_ROWS), await startManyRows(ROWS)];
    const warm = await startSingleServer(run, few.url, { nodeOptions });
    await callToEnd(warm, 'notion_query_database', { database: few.source, count_by: 'Stage' });
    await warm.process.stop();
    const server = await startSingleServer(run, many.url, { nodeOptions });
    const before = processorMilliseconds(server.process);
    const begun = performance.now();
    const first = residentMegabytes(server.process);
    let most = first;
    const over = new AbortController();
    const sampling = (async () => {
      for await (const _ of every(SAMPLE_MS, undefined, { signal: over.signal })) {
        most = Math.max(most, residentMegabytes(server.process));
      }
    })().catch(() => {});
    const answers = await callToEnd(server, 'notion_query_database', {
      database: many.source,
      count_by: 'Stage',
    });
    const [seconds, processor] = [
      (performance.now() - begun) / 1000,
      (processorMilliseconds(server.process) - before) / 1000,
    ];
    over.abort();
    await sampling;
    await server.process.stop();
    few.close();
    many.close();
    const isRight = answers.at(-1)?.startsWith(`${ROWS} rows in 3 groups; all rows are counted.`) === true;
    const growth = most - first;
    return {
      goals: [
        {
          text: `${whole(ROWS)} rows: each counted`,
          passed: isRight,
          detail: isRight ? `${answers.length} calls` : (answers.at(-1)?.split('\n')[0] ?? ''),
        },
        {
          text: `${whole(ROWS)} rows: memory grows by at most ${MAX_GROWTH_MB} MB`,
          passed: growth <= MAX_GROWTH_MB,
          detail: `${whole(growth)} MB; ${processor.toFixed(1)} s of processor time`,
          isAim: true,
        },
      ],
      text: [
        `${whole(ROWS)} rows counted by a column, at a Notion that answers at once: ${whole(many.queries())} queries, ${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of processor time; resident memory from ${whole(first)} MB to ${whole(most)} MB at most.`,
      ],
    };
  },
};
