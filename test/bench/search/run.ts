// Measures the index on a generated workspace, beside a search of titles.
// Usage: npm run bench -- --search [--live] [--database postgres] [--pages NUMBER] [--slow] [--page]. Exits with 1 if a goal is missed.
//   --live               measures what calls wait for while an index is built instead: see live-calls.ts
//   --database postgres  keeps the index in the Postgres of the tests instead of a file
//   --pages NUMBER       of the workspace: 50,000
//   --slow               tells the slowest queries
//   --page               writes the figures to docs/search-index.md
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from '../../harness/figures/goals.js';
import { formatted, pageWith } from '../../harness/figures/made-section.js';
import { runLiveCalls } from './live-calls.js';
import { ask, build, type SearchFigures } from './measure.js';
import { goalsOf, report } from './report.js';
import { openStore, type STORES } from './stores.js';
import { askTitles } from './title-search.js';
import { generateWorkspace } from './workspace.js';

const PAGE = fileURLToPath(new URL('../../../docs/search-index.md', import.meta.url));
const MAKERS = {
  sqlite: 'npm run bench -- --search',
  postgres: 'npm run bench -- --search --database postgres',
} as const;
const WORDS_PER_PAGE = 40;
const SEED = 1;

interface SearchRun {
  readonly page: boolean;
  readonly live: boolean;
  readonly database: (typeof STORES)[number];
  readonly pages: number;
  readonly slow: boolean;
}

/** Builds, asks, prints, and gives the exit code. */
export async function runSearch({ page, live, database, pages, slow }: SearchRun): Promise<number> {
  if (live) {
    return runLiveCalls(page, PAGE);
  }
  const workspace = generateWorkspace(pages, pages * WORDS_PER_PAGE, SEED);
  const store = await openStore(database);
  try {
    const index = await store.indexes.open('bench');
    const before = process.memoryUsage().rss;
    const buildSeconds = await build(index, workspace);
    const sizeBytes = await store.sizeBytes();
    const { slowest, ...asked } = await ask(index, workspace, store);
    const figures: SearchFigures = {
      ...asked,
      documents: workspace.documents.length,
      words: workspace.words,
      textBytes: workspace.textBytes,
      sizeBytes,
      buildSeconds,
      memoryBytes: process.memoryUsage().rss - before,
    };
    const goals = goalsOf(figures);
    const text = report(figures, askTitles(workspace), goals);
    process.stdout.write(await formatted(text, PAGE));
    if (slow) {
      process.stdout.write(slowest.map(({ query, cpuMs }) => `${cpuMs.toFixed(0)} ms  ${query}\n`).join(''));
    }
    if (page) {
      await writeFile(PAGE, await pageWith(MAKERS[database], text, PAGE));
    }
    return exitCodeOf(goals);
  } finally {
    await store.end();
  }
}
