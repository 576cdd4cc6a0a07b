// Compares this server with others on the same questions. Usage: npm run bench [-- --page]
//        npm run bench -- --write, which lets them change the same things: see writes/run.ts
//        npm run bench -- --search, which measures the index: see search/run.ts
//        npm run bench -- --meaning, which measures search by meaning: see meaning/run.ts
//        npm run bench -- --hosted, which measures the proxy to Notion's own MCP server: see hosted/run.ts
//   --page  writes the figures to docs/benchmarks.md
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../../src/sandbox/server.js';
import { engineeringWorkspace } from '../../src/sandbox/seed/engineering-workspace.js';
import { exitCodeOf } from '../harness/figures/goals.js';
import { formatted } from '../harness/figures/made-section.js';
import { choice, flag, number, readOptions } from '../harness/options.js';
import { checkGoals } from './goals.js';
import { measureServers, prepareServer, type ServerResult } from './measure.js';
import { pageText, resultText } from './report.js';
import { notionRestMcp } from './servers/notion-rest-mcp.js';
import { officialServer } from './servers/notionhq-notion-mcp-server.js';
import { tasks } from './tasks.js';
import { runMeaning } from './meaning/run.js';
import { runHosted } from './hosted/run.js';
import { runSearch } from './search/run.js';
import { STORES } from './search/stores.js';
import { runWrites } from './writes/run.js';

const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const RUNS = 3;
/** Milliseconds that the sandbox takes for an answer; Notion takes some hundred. */
const LATENCY_MS = 100;
/** All dates of the workspace are counted from here, so that every run measures the same text. */
const NOW = new Date('2026-11-20T12:00:00Z');
/** A run that hangs is given up after this time. */
const MAX_RUN_MS = 300_000;

const { page, search, meaning, write, hosted, live, database, pages, slow } = readOptions({
  page: flag(),
  search: flag(),
  meaning: flag(),
  write: flag(),
  hosted: flag(),
  live: flag(),
  database: choice(STORES),
  pages: number(50_000, { min: 1000, isWhole: true }),
  slow: flag(),
});
if (meaning) {
  process.exit(await runMeaning({ page }));
}
if (hosted) {
  process.exit(await runHosted());
}
if (search) {
  process.exit(await runSearch({ page, live, database, pages, slow }));
}
const limit = setTimeout(() => {
  process.stderr.write(`The bench took more than ${MAX_RUN_MS / 1000} s and was given up.\n`);
  process.exit(1);
}, MAX_RUN_MS);

if (write) {
  process.exit(await runWrites({ now: NOW, latencyMs: LATENCY_MS }, { page }));
}
const workspace = engineeringWorkspace({ now: NOW });
for (const task of tasks) {
  task.plant(workspace);
}
const sandbox = await startSandbox({ workspace, latencyMilliseconds: LATENCY_MS });
let results: ServerResult[] = [];
const skipped = [];
try {
  const prepared = [];
  for (const server of [notionRestMcp, officialServer]) {
    try {
      prepared.push(await prepareServer(server, sandbox));
    } catch (error) {
      if (server === notionRestMcp) {
        throw error;
      }
      skipped.push({ name: server.name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  results = await measureServers(prepared, sandbox, RUNS, ({ title }) => {
    process.stderr.write(`${title}\n`);
  });
} finally {
  clearTimeout(limit);
  await sandbox.close();
}
const run = { results, skipped, goals: checkGoals(results), runs: RUNS, latencyMs: LATENCY_MS };
process.stdout.write(await formatted(resultText(run), PAGE));
if (page) {
  await writeFile(PAGE, await formatted(pageText(run), PAGE));
}
process.exitCode = exitCodeOf(run.goals);
