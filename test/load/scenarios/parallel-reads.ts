// Whether many callers who want the same page at once cost Notion one read of it.
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import type { Scenario } from '../scenario.js';
import { startSingleServer } from '../single-server.js';

const READS = 20;
const LATENCY_MS = 120;
/** The budget of most of Notion's plans. */
const RATE_LIMIT = { requests: 180, windowMilliseconds: 60_000 };
const MAX_REQUESTS = 3;
const MAX_SECONDS = 0.5;

export const parallelReads: Scenario = {
  title: 'Parallel reads',

  async measure(run, { nodeOptions }) {
    const workspace = createWorkspace();
    const blocks = Array.from({ length: 40 }, (_, index) => paragraph(`Line ${index} of the house rules.`));
    const [page, other] = ['House rules', 'Another page'].map((title) =>
      addPage(workspace, { title, blocks }),
    );
    const sandbox = await startSandbox({ workspace, rateLimit: RATE_LIMIT, latencyMilliseconds: LATENCY_MS });
    const server = await startSingleServer(run, sandbox.url, { nodeOptions, settings: {} });
    await server.call('notion_read_page', { page: other });
    sandbox.clearRequests();
    const begun = performance.now();
    await Promise.all(Array.from({ length: READS }, () => server.call('notion_read_page', { page })));
    const seconds = (performance.now() - begun) / 1000;
    const requests = sandbox.requests.length;
    const refused = sandbox.requests.filter(({ status }) => status === 429).length;
    await server.process.stop();
    await sandbox.close();
    return {
      goals: [
        {
          text: `${READS} parallel reads of one page: at most ${MAX_REQUESTS} REST calls, no 429`,
          passed: requests <= MAX_REQUESTS && refused === 0,
          detail: `${requests} REST calls${refused === 0 ? '' : `, ${refused} × 429`}`,
          isAim: true,
        },
        {
          text: `${READS} parallel reads of one page: less than ${MAX_SECONDS} s`,
          passed: seconds < MAX_SECONDS,
          detail: `${seconds.toFixed(2)} s`,
          isAim: true,
        },
      ],
      text: [
        `${READS} callers read one page of ${blocks.length} blocks at the same time, on a server that has read another one. Notion takes ${LATENCY_MS} ms and allows ${RATE_LIMIT.requests} requests a minute.`,
      ],
    };
  },
};
