// What it costs to read a very long page from its first part to its last.
import { whole } from '../../harness/figures/markdown.js';
import { processorMilliseconds } from '../../harness/processes/process-usage.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import type { Scenario } from '../scenario.js';
import { callToEnd, startSingleServer } from '../single-server.js';

const BLOCKS = 20_000;
const HOUR_MS = 60 * 60_000;
const MAX_PROCESSOR_SECONDS = 6;

export const pageWalk: Scenario = {
  title: 'Walk of a long page',

  async measure(run, { nodeOptions }) {
    const { workspace, pageId } = workspaceWith({
      blocks: BLOCKS,
      // As most long pages, it was not edited in the last minutes: its text can then be kept for all parts.
      now: new Date(Date.now() - HOUR_MS),
    });
    const sandbox = await startSandbox({ workspace });
    const server = await startSingleServer(run, sandbox.url, { nodeOptions });
    const before = processorMilliseconds(server.process);
    const parts = await callToEnd(server, 'notion_read_page', { page: pageId });
    const seconds = (processorMilliseconds(server.process) - before) / 1000;
    const requests = sandbox.requests.length;
    await server.process.stop();
    await sandbox.close();
    return {
      goals: [
        {
          text: `${whole(BLOCKS)} blocks read in parts: at most ${MAX_PROCESSOR_SECONDS} s of processor time`,
          passed: seconds <= MAX_PROCESSOR_SECONDS,
          detail: `${seconds.toFixed(1)} s`,
          isAim: true,
        },
      ],
      text: [
        `A page of ${whole(BLOCKS)} blocks, read to its end by the call that each answer names: ${whole(parts.length)} parts, ${whole(requests)} REST calls.`,
      ],
    };
  },
};
