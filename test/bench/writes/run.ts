// Lets this server and the official one change the same things, and looks at what stands in the workspace afterwards.
// Usage: npm run bench -- --write [--page]. Exits with 1 if this server gets a task wrong.
//   --page  writes the figures to docs/writing.md
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from '../../harness/figures/goals.js';
import { formatted, pageWith } from '../../harness/figures/made-section.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import { prepareServer } from '../measure.js';
import type { ComparedServer } from '../server.js';
import { notionRestMcp } from '../servers/notion-rest-mcp.js';
import { officialServer } from '../servers/notionhq-notion-mcp-server.js';
import { measureWrite, type Conditions } from './measure-writes.js';
import { goalsOf, writesText, type TaskResult } from './report-writes.js';
import { writeTasks } from './tasks.js';

const PAGE = fileURLToPath(new URL('../../../docs/writing.md', import.meta.url));
const MAKER = 'npm run bench -- --write';

/** Runs all tasks, prints the table, and gives the exit code. */
export async function runWrites(
  conditions: Conditions,
  { page }: { readonly page: boolean },
): Promise<number> {
  const skipped = await reasonToSkip(officialServer);
  const results: TaskResult[] = [];
  for (const task of writeTasks) {
    process.stderr.write(`${task.title}\n`);
    results.push({
      task,
      ours: await measureWrite(notionRestMcp, task, conditions),
      official: skipped === undefined ? await measureWrite(officialServer, task, conditions) : undefined,
    });
  }
  const goals = goalsOf(results);
  const names = { ours: notionRestMcp.name, official: officialServer.name };
  const text = writesText(results, goals, names, skipped);
  process.stdout.write(await formatted(text, PAGE));
  if (page) {
    const made = `Run on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}.`;
    await writeFile(PAGE, await pageWith(MAKER, `${made}\n\n${text}`, PAGE));
  }
  return exitCodeOf(goals);
}

/** Why a server cannot be installed and started, if so. */
async function reasonToSkip(server: ComparedServer): Promise<string | undefined> {
  const sandbox = await startSandbox();
  try {
    await prepareServer(server, sandbox);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await sandbox.close();
  }
}
