// What calls wait for while an index is built, beside a server without one: the same call of both at the same time, so that
// whatever else the machine does concerns both.
// Usage: npm run bench -- --search --live [--page]. Exits with 1 if the goal is missed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SANDBOX_TOKEN, startSandbox } from '../../../src/sandbox/server.js';
import { exitCodeOf, goalTable, type Goal } from '../../harness/figures/goals.js';
import { formatted, pageWith } from '../../harness/figures/made-section.js';
import { table, whole } from '../../harness/figures/markdown.js';
import { percentile } from '../../harness/figures/statistics.js';
import { editedWorkspace } from '../../index-crawl/random-edits.js';
import { cliPath } from '../../support/servers/spawn.js';
import { openSession, type McpSession } from '../mcp-session.js';

const MAKER = 'npm run bench -- --search --live';
/** More than is read in the time of the run. */
const PAGES = 1500;
const CALLS = 60;
/** First calls of each process, which load what the later ones have. */
const WARM_UP = 5;
/** Milliseconds from one pair of calls to the next: with the crawl's share the calls stay within the budget. */
const PACE_MS = 2000;
/** Milliseconds that the sandbox takes for an answer. */
const LATENCY_MS = 100;
const MAX_RATIO = 1.1;

/** Calls, prints, and gives the exit code. */
export async function runLiveCalls(page: boolean, file: string): Promise<number> {
  const workspace = editedWorkspace(PAGES, 0);
  const sandboxes = {
    plain: await startSandbox({ workspace, latencyMilliseconds: LATENCY_MS }),
    crawling: await startSandbox({ workspace, latencyMilliseconds: LATENCY_MS }),
  };
  const folder = await mkdtemp(join(tmpdir(), 'bench-live-'));
  const open = (name: keyof typeof sandboxes, env: Record<string, string>): Promise<McpSession> =>
    openSession({
      command: process.execPath,
      args: [cliPath, 'stdio'],
      env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandboxes[name].url, ...env },
    });
  const plain = await open('plain', {});
  const crawling = await open('crawling', { SEARCH_INDEX: 'on', DATA_FOLDER: folder });
  try {
    const times = { plain: [] as number[], crawling: [] as number[] };
    const timed = async (session: McpSession, id: string): Promise<number> => {
      const start = performance.now();
      await session.call('notion_read_page', { page: id });
      return performance.now() - start;
    };
    const ids = [...workspace.pages.keys()];
    for (let call = 0; call < WARM_UP + CALLS; call += 1) {
      const pause = delay(PACE_MS);
      if (call === WARM_UP) {
        Object.values(sandboxes).forEach((sandbox) => sandbox.clearRequests());
      }
      // Another page each time, so that none is answered from a cache.
      const id = ids[(call * 7) % ids.length] ?? '';
      const [without, within] = await Promise.all([timed(plain, id), timed(crawling, id)]);
      if (call >= WARM_UP) {
        times.plain.push(without);
        times.crawling.push(within);
      }
      await pause;
    }
    const [called, all] = [sandboxes.plain.requests.length, sandboxes.crawling.requests.length];
    const ratio = percentile(times.crawling, 0.95) / percentile(times.plain, 0.95);
    const goals: Goal[] = [
      {
        text: `Calls take at most ${MAX_RATIO} times as long while an index is built (p95)`,
        passed: ratio <= MAX_RATIO,
        detail: ratio.toFixed(2),
      },
      {
        text: 'The index was being built all the time',
        passed: all - called >= CALLS / 2,
        detail: `${whole(all - called)} requests`,
      },
    ];
    const row = (name: string, list: readonly number[]): (string | number)[] => [
      name,
      list.length,
      `${whole(percentile(list, 0.5))} ms`,
      `${whole(percentile(list, 0.95))} ms`,
    ];
    const text = [
      goalTable(goals),
      table(
        ['Server', 'Calls:', 'p50:', 'p95:'],
        [row('without an index', times.plain), row('while it is built', times.crawling)],
      ),
      `The sandbox answered each request after ${LATENCY_MS} ms; the calls of each server took ${whole(called)}.`,
    ].join('\n\n');
    process.stdout.write(await formatted(text, file));
    if (page) {
      await writeFile(file, await pageWith(MAKER, text, file));
    }
    return exitCodeOf(goals);
  } finally {
    await Promise.all([plain.close(), crawling.close()]);
    await Promise.all(Object.values(sandboxes).map((sandbox) => sandbox.close()));
    await rm(folder, { recursive: true, force: true });
  }
}
